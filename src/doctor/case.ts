import type { Attempt } from './attempt.ts'
import type { Reading, ReadingKind, ReadingOf } from './reading.ts'
import type { DsregcmdStatus } from './readings/dsregcmd-readings.ts'

/** What is known of one device, or of a tenant without one: its readings, joined. */
export interface Case {
  readonly readings: readonly Reading[]
  all<Kind extends ReadingKind>(kind: Kind): readonly ReadingOf<Kind>[]
  /** The device's name, or its id; undefined where the inputs name none. */
  readonly device: string | undefined
  /** The latest try to join, whatever tells of it. */
  readonly attempt: Attempt | undefined
  /** Tries before it, the oldest first. */
  readonly earlier: readonly Attempt[]
  /** The fullest and latest `dsregcmd /status`. */
  readonly status: DsregcmdStatus | undefined
  /** Only with --live: ages are judged against it. Otherwise against a time inside the input. */
  readonly now: Date | undefined
}
