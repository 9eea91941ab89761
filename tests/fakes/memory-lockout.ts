import { SmartLockout } from '../../src/lockout/smart-lockout.ts'
import type { PasswordCounters } from '../../src/ports/password-counters.ts'
import type { Clock, Directory, SettingsSource } from '../../src/ports.ts'
import { memoryPasswordCounters } from './memory-password-counters.ts'

/** The real lockout, over counters in memory; it does not wait. */
export function memoryLockout(options: {
  readonly settings: SettingsSource
  readonly directory: Directory
  readonly clock: Clock
  readonly counters?: PasswordCounters
  readonly warn?: (text: string) => void
  readonly patienceMilliseconds?: number
}): SmartLockout {
  return new SmartLockout({ counters: memoryPasswordCounters(), warn: () => {}, patienceMilliseconds: 0, ...options })
}
