import type { Gateway } from '../config/gateway.ts'
import type { CountedAccount } from './password-counters.ts'

/** What the console and the doctor need of smart lockout. */
export interface Lockouts {
  /** Accounts with wrong passwords that count now, the latest first; user names that nobody has are not among them. */
  list(limit: number): Promise<readonly CountedAccount[]>
  /** Takes the wrong passwords away; false when there are none. Does not unlock anything in the directory. */
  unlock(gatewayId: string, objectSid: string): Promise<boolean>
  /** The limits in force against each policy of the directory, the domain's own first. Throws DIRECTORY_…. */
  comparePolicies(gateway: Gateway): Promise<readonly PolicyComparison[]>
}

export interface PolicyComparison {
  /** DN of the domain or of the Password Settings Object. */
  readonly policy: string
  /** 0: the directory never locks. */
  readonly directoryThreshold: number
  readonly directoryWindowMinutes: number
  /** What applies under this policy. */
  readonly familiarThreshold: number
  readonly unfamiliarThreshold: number
  readonly observationWindowMinutes: number
  /** What had to be changed of the settings, and what cannot be kept; empty when all is well. */
  readonly warnings: readonly string[]
}
