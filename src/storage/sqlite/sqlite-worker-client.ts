import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { IdpError } from '../../errors.ts'
import { SqliteError } from './sqlite-error.ts'
import type {
  SqlStatement,
  SqlValue,
  StatementResult,
  WorkerAnswer,
  WorkerOptions,
  WorkerRequest,
} from './worker-messages.ts'

/** The process's side of a SQLite worker: asks, and gets promises back. Never waits synchronously. */

type Ask = WorkerRequest extends infer Request ? (Request extends WorkerRequest ? Omit<Request, 'id'> : never) : never

interface Asked {
  readonly resolve: (result: StatementResult) => void
  readonly reject: (error: unknown) => void
}

export class SqliteWorker {
  readonly #worker: Worker
  readonly #asked = new Map<number, Asked>()
  #outgoing: WorkerRequest[] = []
  #lastId = 0
  #ended: Error | undefined

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (answers: readonly WorkerAnswer[]) => this.#settle(answers))
    worker.on('error', (error) => this.#end(error))
    worker.on('exit', () => this.#end(new Error('the SQLite worker has ended')))
    // Idle, it keeps no process alive: a command that fails before it closes the database must still end.
    worker.unref()
  }

  /** Throws what SQLite said when the file cannot be opened. */
  static async start(options: WorkerOptions): Promise<SqliteWorker> {
    // The compiled package holds the same file as JavaScript.
    const file = new URL(`./sqlite-worker${extname(import.meta.url)}`, import.meta.url)
    // Not the flags of this process: --eval and --inspect mean something else in a thread.
    const execArgv = ['--disable-warning=ExperimentalWarning']
    const worker = new Worker(file, { workerData: options, name: `sqlite ${options.role}`, execArgv })
    try {
      await once(worker, 'message')
    } catch (error) {
      throw openFailure(error)
    }
    return new SqliteWorker(worker)
  }

  ask(request: Ask): Promise<StatementResult> {
    if (this.#ended) return Promise.reject(unavailable(this.#ended))
    const { promise, resolve, reject } = Promise.withResolvers<StatementResult>()
    const id = ++this.#lastId
    if (this.#asked.size === 0) this.#worker.ref()
    this.#asked.set(id, { resolve, reject })
    if (this.#outgoing.length === 0) queueMicrotask(() => this.#send())
    this.#outgoing.push({ ...request, id })
    return promise
  }

  /** Finishes what was asked, then ends the thread. */
  async close(): Promise<void> {
    if (this.#ended) return
    await this.ask({ kind: 'close' })
    await this.#worker.terminate()
  }

  #send(): void {
    const requests = this.#outgoing
    this.#outgoing = []
    this.#worker.postMessage(requests)
  }

  #settle(answers: readonly WorkerAnswer[]): void {
    for (const answer of answers) {
      const asked = this.#asked.get(answer.id)
      this.#asked.delete(answer.id)
      if ('result' in answer) asked?.resolve(answer.result)
      else asked?.reject(new SqliteError(answer.failure.sqliteCode, answer.failure.message))
    }
    if (this.#asked.size === 0) this.#worker.unref()
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const asked of this.#asked.values()) asked.reject(unavailable(this.#ended))
    this.#asked.clear()
  }
}

export function statementOf(sql: string, parameters: readonly unknown[]): SqlStatement {
  return { sql, parameters: parameters.map(sqlValue) }
}

function sqlValue(value: unknown): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`SQLite takes no ${typeof value}`)
}

function openFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  return new SqliteError(error.errcode, error.message)
}

function unavailable(cause: Error): IdpError {
  return new IdpError('STORAGE_UNAVAILABLE', { database: 'SQLite', reason: cause.message }, cause)
}
