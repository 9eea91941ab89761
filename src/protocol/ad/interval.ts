/**
 * Time spans as AD keeps them: 100-nanosecond intervals, negative, as decimal text; the least 64-bit number is "for ever".
 * In: lockOutObservationWindow, lockoutDuration and their msDS- twins of a password policy. Out: milliseconds. [MS-ADA1 lockoutDuration]
 */

import { IdpError } from '../../errors.ts'

const ticksPerMillisecond = 10_000n
const forEver = -0x8000000000000000n

/** Milliseconds, whole; Infinity for "for ever". Throws AD_INTERVAL_INVALID. */
export function intervalMilliseconds(text: string): number {
  if (!/^(-\d{1,19}|0)$/.test(text)) throw new IdpError('AD_INTERVAL_INVALID', { observed: text.slice(0, 64) })
  const ticks = BigInt(text)
  return ticks <= forEver ? Number.POSITIVE_INFINITY : Number(-ticks / ticksPerMillisecond)
}
