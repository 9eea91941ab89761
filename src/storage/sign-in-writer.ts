import { IdpError } from '../errors.ts'
import type { SignInRecord } from '../ports.ts'
import type { SignInRecords } from './sign-in-records.ts'
import { signInRow } from './sign-in-row.ts'
import type { SignInRow } from './tables.ts'

/**
 * Writes sign-in records behind the requests: a bounded queue, written in batches. A request never waits for it; when
 * the database is away the newest records are kept in the queue until it is full, then counted as lost, never awaited. A process that is
 * killed loses what waits: the attempts of the last `flushMilliseconds`, and of a commit under way.
 */

export interface SignInWriterOptions {
  readonly records: Pick<SignInRecords, 'write'>
  /** Told when records were lost, and when writing fails. */
  readonly warn: (text: string) => void
  readonly queueLimit?: number
  readonly batchSize?: number
  readonly flushMilliseconds?: number
}

export class SignInWriter {
  readonly #options: Required<SignInWriterOptions>
  /** Rows, not records: what waits is copied by every collection of young garbage, and a row is little to copy. */
  readonly #queue: SignInRow[] = []
  readonly #flushTimer: NodeJS.Timeout
  #writing: Promise<void> | undefined
  #lost = 0
  #failing = false

  constructor(options: SignInWriterOptions) {
    this.#options = {
      queueLimit: 20_000,
      batchSize: 200,
      flushMilliseconds: 250,
      ...options,
    }
    this.#flushTimer = setInterval(() => void this.#start(), this.#options.flushMilliseconds).unref()
  }

  /** How many records wait to be written. */
  get waiting(): number {
    return this.#queue.length
  }

  /** How many records were not written because the queue was full. */
  get lost(): number {
    return this.#lost
  }

  record(record: SignInRecord): void {
    if (this.#queue.length >= this.#options.queueLimit) {
      this.#lost += 1
      return
    }
    this.#queue.push(signInRow(record))
    if (this.#queue.length >= this.#options.batchSize && !this.#failing) void this.#start()
  }

  /** Writes what is queued now. Returns also when that fails: the records stay in the queue. */
  async flush(): Promise<void> {
    await this.#writing
    await this.#start()
  }

  async close(): Promise<void> {
    clearInterval(this.#flushTimer)
    await this.flush()
    if (this.#queue.length > 0) this.#options.warn(`${this.#queue.length} sign-in records could not be written`)
  }

  #start(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
    })
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    const { batchSize, warn } = this.#options
    try {
      while (this.#queue.length > 0) {
        const batch = this.#queue.slice(0, batchSize)
        await this.#writeBatch(batch)
        this.#queue.splice(0, batch.length)
      }
      this.#recovered()
    } catch (error) {
      if (!this.#failing) warn(`the sign-in log cannot be written: ${error instanceof Error ? error.message : error}`)
      this.#failing = true
    }
  }

  /** A record the database will never take must not hold up the others. */
  async #writeBatch(batch: readonly SignInRow[]): Promise<void> {
    const { records } = this.#options
    try {
      await records.write(batch)
    } catch (error) {
      if (error instanceof IdpError) throw error
      const written = await Promise.allSettled(batch.map((row) => records.write([row])))
      this.#lost += written.filter((result) => result.status === 'rejected').length
    }
  }

  #recovered(): void {
    if (!this.#failing) return
    this.#failing = false
    this.#options.warn(`the sign-in log is written again; ${this.#lost} records were lost in all`)
  }
}
