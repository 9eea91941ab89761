import { DatabaseSync } from 'node:sqlite'
import { attempt, CachedConnection } from './cached-connection.ts'
import type { WorkerAnswer, WorkerOptions, WorkerRequest } from './worker-messages.ts'

/** Reads what is committed, each statement its own snapshot. Runs in a worker of its own, so that no read waits for a commit. */
export class SnapshotReader {
  readonly #answer: (answers: readonly WorkerAnswer[]) => void
  readonly #connection: CachedConnection
  #waiting: WorkerRequest[] = []

  constructor({ file, busyTimeoutMilliseconds }: WorkerOptions, answer: (answers: readonly WorkerAnswer[]) => void) {
    this.#answer = answer
    this.#connection = new CachedConnection(
      new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMilliseconds }),
    )
  }

  add(requests: readonly WorkerRequest[]): void {
    this.#waiting.push(...requests)
  }

  drain(): void {
    const requests = this.#waiting
    this.#waiting = []
    if (requests.length > 0) this.#answer(requests.map((request) => attempt(request.id, () => this.#run(request))))
  }

  close(): void {
    this.#connection.close()
  }

  #run(request: WorkerRequest) {
    if (request.kind !== 'read') throw new Error('this worker only reads')
    return this.#connection.run(request)
  }
}
