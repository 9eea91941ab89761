/**
 * A token bucket for each address, in this node's memory. It protects the node and the directory from noise; what protects
 * the accounts are their counters, which all nodes share. A right password gives its token back, so an office behind
 * one address is never slowed by people who know theirs.
 */

export interface AddressShare {
  readonly perMinute: number
  readonly atOnce: number
}

interface Bucket {
  tokens: number
  filledAt: number
}

/** An address forgotten early begins with a full bucket, no worse than a new one. About 10 MB. */
const mostAddresses = 50_000
const minuteMilliseconds = 60_000

export class AddressLimiter {
  /** The one touched last is the last. */
  readonly #buckets = new Map<string, Bucket>()
  readonly #mostAddresses: number

  constructor(mostAddresses_ = mostAddresses) {
    this.#mostAddresses = mostAddresses_
  }

  get size(): number {
    return this.#buckets.size
  }

  /** Takes a token; false when there is none. `now` in monotonic milliseconds. */
  take(location: string, { perMinute, atOnce }: AddressShare, now: number): boolean {
    const known = this.#buckets.get(location) ?? { tokens: atOnce, filledAt: now }
    const filled = known.tokens + ((now - known.filledAt) * perMinute) / minuteMilliseconds
    const tokens = Math.min(filled, atOnce)
    const isThere = tokens >= 1
    this.#keep(location, { tokens: isThere ? tokens - 1 : tokens, filledAt: now })
    return isThere
  }

  /** The attempt was no wrong password. */
  giveBack(location: string): void {
    const bucket = this.#buckets.get(location)
    if (bucket) bucket.tokens += 1
  }

  #keep(location: string, bucket: Bucket): void {
    this.#buckets.delete(location)
    this.#buckets.set(location, bucket)
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > this.#mostAddresses && oldest !== undefined) this.#buckets.delete(oldest)
  }
}
