import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock, Randomness } from './ports.ts'

/** The machine's own clock and randomness. */

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMilliseconds: () => performance.now(),
}

export const systemRandomness: Randomness = {
  uuid: () => randomUUID(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
}
