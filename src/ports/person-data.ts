import type { ProfileRecord, SignInRecord } from '../ports.ts'
import type { SecondFactor } from './second-factors.ts'
import type { SessionRecord } from './session-repository.ts'

/** All that is kept of one person, for somebody who asks for it, or asks for it to go. */
export interface PersonData {
  /** No secret, no key, no hash. At most `limit` sign-ins, the newest. */
  collect(person: DataSubject, limit: number): Promise<CollectedPerson>
  /** Deletes all of it in one step; says how much that was. What is in backups and log files stays there. */
  erase(person: DataSubject): Promise<ErasedPerson>
}

export interface DataSubject {
  readonly gatewayId: string
  readonly objectSid: string
  /** `alice@CORP.EXAMPLE.TEST`, as the sign-in log names them; every spelling that is known. Empty: sign-ins are left alone. */
  readonly principals: readonly string[]
}

export interface CollectedPerson {
  readonly profile: ProfileRecord | undefined
  readonly sessions: readonly Omit<SessionRecord, 'id'>[]
  readonly factors: readonly Pick<SecondFactor, 'kind' | 'label' | 'createdAt' | 'lastUsedAt'>[]
  readonly recoveryCodesLeft: number
  readonly wrongPasswords: readonly { readonly attempts: number; readonly expiresAt: Date }[]
  /** Network addresses where the password was right before. */
  readonly familiarLocations: readonly { readonly location: string; readonly seenAt: Date }[]
  readonly signIns: readonly SignInRecord[]
  /** There are more sign-ins than were collected. */
  readonly hasMoreSignIns: boolean
}

export interface ErasedPerson {
  readonly profiles: number
  readonly sessions: number
  readonly factors: number
  readonly recoveryCodes: number
  readonly wrongPasswords: number
  readonly familiarLocations: number
  readonly signIns: number
}
