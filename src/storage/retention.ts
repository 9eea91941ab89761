import type { RetentionSettings } from '../config/retention.ts'
import type { Clock, SettingsSource } from '../ports.ts'

/**
 * Deletes what has been kept long enough, as the settings say, a few records at a time with pauses between them: what is written meanwhile
 * waits for no more than one such step. Any node may do it for all; two at once only do it sooner.
 */

export interface Kept {
  /** As the warning names it. */
  readonly what: string
  /** What is older is deleted; undefined: nothing is. */
  readonly until: (retention: RetentionSettings, now: Date) => Promise<Date | undefined>
  /** Deletes at most `limit` of what is older; says how many. */
  readonly deleteOlder: (before: Date, limit: number) => Promise<number>
}

export interface RetentionOptions {
  readonly settings: SettingsSource
  readonly clock: Clock
  readonly kept: readonly Kept[]
  readonly warn: (text: string) => void
  /** How often to look; 0: only when `run` is called. */
  readonly everyMilliseconds?: number
  readonly batch?: number
  readonly pauseMilliseconds?: number
}

export class Retention {
  readonly #options: Required<RetentionOptions>
  readonly #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #closed = false

  constructor(options: RetentionOptions) {
    this.#options = { everyMilliseconds: 600_000, batch: 500, pauseMilliseconds: 50, ...options }
    const { everyMilliseconds } = this.#options
    if (everyMilliseconds > 0) this.#timer = setInterval(() => void this.run(), everyMilliseconds).unref()
  }

  /** Ends when all is deleted, or at `close`. Never throws: what fails is warned of, and tried again the next time. */
  run(): Promise<void> {
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#running
  }

  async #runAll(): Promise<void> {
    for (const kept of this.#options.kept)
      try {
        await this.#deleteAll(kept)
      } catch (error) {
        this.#options.warn(
          `${kept.what} stay longer than they should: ${error instanceof Error ? error.message : error}`,
        )
      }
  }

  async #deleteAll({ until, deleteOlder }: Kept): Promise<void> {
    const { batch, clock, pauseMilliseconds, settings } = this.#options
    const before = await until(settings.current().managed.retention, clock.now())
    while (before !== undefined && !this.#closed) {
      if ((await deleteOlder(before, batch)) < batch) return
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds))
    }
  }
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}
