import type { Clock } from '../../src/ports.ts'

/** A clock that stands until it is moved. */
export interface FixedClock extends Clock {
  advance(milliseconds: number): void
}

export function fixedClock(start: Date = new Date('2026-03-01T12:00:00Z')): FixedClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    monotonicMilliseconds: () => now,
    advance(milliseconds) {
      now += milliseconds
    },
  }
}
