import { DatabaseSync } from 'node:sqlite'
import { attempt, CachedConnection, failureOf } from './cached-connection.ts'
import type {
  SqlStatement,
  StatementResult,
  WorkerAnswer,
  WorkerFailure,
  WorkerOptions,
  WorkerRequest,
} from './worker-messages.ts'

/**
 * SQLite with group commit: the writes that wait share one transaction, and so one wait for the disk; each is answered
 * after the commit. Runs in the writing worker, one at a time; reads go elsewhere (snapshot-reader.ts).
 */

/** A longer group would make its first member wait for nothing. */
const largestGroup = 1000

export class GroupCommit {
  readonly #options: WorkerOptions
  readonly #answer: (answers: readonly WorkerAnswer[]) => void
  readonly #writer: CachedConnection
  #waiting: WorkerRequest[] = []
  #openTransaction: number | undefined

  constructor(options: WorkerOptions, answer: (answers: readonly WorkerAnswer[]) => void) {
    this.#options = options
    this.#answer = answer
    this.#writer = new CachedConnection(openWriter(options))
  }

  add(requests: readonly WorkerRequest[]): void {
    this.#waiting.push(...requests)
  }

  /** Works until nothing more can be done: what is left waits for the open transaction to end. */
  drain(): void {
    let progress = true
    while (progress && this.#waiting.length > 0) {
      progress = this.#openTransaction === undefined ? this.#runNextWrites() : this.#runTransaction()
    }
  }

  close(): void {
    this.#writer.close()
  }

  /** What belongs to the open transaction; true when there was anything of it. */
  #runTransaction(): boolean {
    const isMine = (request: WorkerRequest) =>
      'transaction' in request && request.kind !== 'begin' && request.transaction === this.#openTransaction
    const mine = this.#waiting.filter(isMine)
    if (mine.length === 0) return false
    this.#waiting = this.#waiting.filter((request) => !isMine(request))
    for (const request of mine) this.#answer([this.#step(request)])
    return true
  }

  /** The writes up to the next transaction as one group, or the begin of that transaction. */
  #runNextWrites(): boolean {
    const end = this.#waiting.findIndex((request) => request.kind !== 'write')
    const count = Math.min(end === -1 ? this.#waiting.length : end, largestGroup)
    const next = this.#waiting.splice(0, Math.max(count, 1))
    const first = next[0]
    if (first === undefined) return false
    if (first.kind === 'write') this.#commitGroup(next.filter((request) => request.kind === 'write'))
    else this.#answer([this.#step(first)])
    return true
  }

  #commitGroup(group: readonly ({ readonly id: number } & SqlStatement)[]): void {
    const answers: WorkerAnswer[] = []
    try {
      this.#writer.exec('begin immediate')
      for (const write of group) {
        const answer = attempt(write.id, () => this.#writer.run(write))
        // A full disk or a failed read ends SQLite's transaction by itself, and with it the whole group.
        if (!this.#writer.inTransaction) throw new GroupFailed('failure' in answer ? answer.failure : unknownFailure)
        answers.push(answer)
      }
      this.#commit()
    } catch (error) {
      this.#rollback()
      const failure = error instanceof GroupFailed ? error.failure : failureOf(error)
      this.#answer(group.map(({ id }) => ({ id, failure })))
      return
    }
    this.#answer(answers)
  }

  #step(request: WorkerRequest): WorkerAnswer {
    return attempt(request.id, () => {
      if (request.kind === 'begin') {
        this.#writer.exec('begin immediate')
        this.#openTransaction = request.transaction
        return nothing
      }
      if (request.kind !== 'statement') this.#openTransaction = undefined
      if (request.kind === 'rollback') this.#rollback()
      // SQLite ends a transaction by itself on a full disk; nothing of it may then run outside of it.
      else if (!this.#writer.inTransaction) throw new Error('the transaction has ended by itself')
      else if (request.kind === 'statement') return this.#writer.run(request)
      else this.#commitOrRollback()
      return nothing
    })
  }

  #commitOrRollback(): void {
    try {
      this.#commit()
    } catch (error) {
      this.#rollback()
      throw error
    }
  }

  #commit(): void {
    this.#writer.exec('commit')
    sleep(this.#options.commitDelayMilliseconds)
  }

  #rollback(): void {
    if (this.#writer.inTransaction) this.#writer.exec('rollback')
  }
}

class GroupFailed extends Error {
  readonly failure: WorkerFailure

  constructor(failure: WorkerFailure) {
    super(failure.message)
    this.failure = failure
  }
}

const nothing: StatementResult = { rows: [], changes: 0 }
const unknownFailure: WorkerFailure = { sqliteCode: 0, message: 'the transaction ended by itself' }

function openWriter({ file, busyTimeoutMilliseconds }: WorkerOptions): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMilliseconds })
  database.exec('pragma journal_mode = wal')
  // Every commit waits for the disk: what was acknowledged survives a power cut.
  database.exec('pragma synchronous = full')
  database.exec('pragma foreign_keys = on')
  database.exec('pragma trusted_schema = off')
  database.exec('pragma journal_size_limit = 67108864')
  // Most of what the sign-in log costs is pages of its indexes that come and go: held in memory (16 MiB), and taken into the file less often
  // (every 16 MiB of log), they are written together.
  database.exec('pragma cache_size = -16384')
  database.exec('pragma wal_autocheckpoint = 4096')
  return database
}

/** Blocks the worker, as a disk would; nobody else. */
function sleep(milliseconds: number): void {
  if (milliseconds > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
