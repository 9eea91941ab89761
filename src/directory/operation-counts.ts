import type { IdpError } from '../errors.ts'
import type { Clock } from '../ports.ts'

/** What went over the connections of a gateway lately: how much, how fast, and what stands in the way now. */
export interface OperationHealth {
  /** Over the last minute, or since the start when that was later. */
  readonly operationsPerSecond: number
  /** Mean over the same time, of waiting for a connection and of the answer; undefined when nothing was asked. */
  readonly responseTimeMilliseconds: number | undefined
  readonly lastAnswerAt: Date | undefined
  /** Failures of connections since the last answer, each named once, the latest last. */
  readonly currentErrors: readonly IdpError[]
}

const windowSeconds = 60
/** A minute as seconds, each overwritten a minute later: however busy, it stays this small. */
interface Second {
  readonly second: number
  count: number
  milliseconds: number
}

export class OperationCounts {
  readonly #clock: Clock
  readonly #since: number
  readonly #seconds: (Second | undefined)[] = []
  readonly #errors = new Map<string, IdpError>()
  #lastAnswerAt: Date | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.#since = clock.now().getTime()
  }

  /** The server answered, whatever it said. */
  answered(milliseconds: number): void {
    const second = Math.floor(this.#clock.now().getTime() / 1000)
    const held = this.#seconds[second % windowSeconds]
    const current = held?.second === second ? held : { second, count: 0, milliseconds: 0 }
    this.#seconds[second % windowSeconds] = current
    current.count += 1
    current.milliseconds += milliseconds
    this.#lastAnswerAt = this.#clock.now()
    this.#errors.clear()
  }

  failed(error: IdpError): void {
    this.#errors.delete(error.code)
    this.#errors.set(error.code, error)
  }

  health(): OperationHealth {
    const now = this.#clock.now().getTime()
    const oldest = Math.floor(now / 1000) - windowSeconds
    const recent = this.#seconds.flatMap((one) => (one !== undefined && one.second > oldest ? [one] : []))
    const count = recent.reduce((sum, one) => sum + one.count, 0)
    const milliseconds = recent.reduce((sum, one) => sum + one.milliseconds, 0)
    const measuredSeconds = Math.min(windowSeconds, Math.max(1, (now - this.#since) / 1000))
    return {
      operationsPerSecond: Math.round((count / measuredSeconds) * 100) / 100,
      responseTimeMilliseconds: count === 0 ? undefined : Math.round((milliseconds / count) * 10) / 10,
      lastAnswerAt: this.#lastAnswerAt,
      currentErrors: [...this.#errors.values()],
    }
  }
}
