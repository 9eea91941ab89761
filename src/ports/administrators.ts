import type { Role } from '../config/roles.ts'
import type { CountedAttempt } from '../ports.ts'
import type { Secret } from '../secret.ts'
import type { AuditRecord } from './audit.ts'
import type { SecondFactor } from './second-factors.ts'

/** The ports of administrators: their accounts, the links that make accounts, their sessions in the console. */

/** local: the password is Joinery's. directory: a domain controller judges it, and a group gives the role. */
export type AdministratorAccount =
  | { readonly kind: 'local' }
  | { readonly kind: 'directory'; readonly gatewayId: string; readonly objectSid: string; readonly dn: string }

export interface AdministratorRecord {
  /** A UUID; stays the same when the name changes. */
  readonly id: string
  readonly account: AdministratorAccount
  /** What a local one signs in with; of a directory account its user principal name. */
  readonly name: string
  readonly email: string | undefined
  readonly role: Role
  readonly enabled: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lastSignInAt: Date | undefined
}

/** first: of an installation without administrators. invite: for another one. reset: a new password and factor for one who lost them. */
export interface InvitationRecord {
  readonly id: string
  readonly purpose: 'first' | 'invite' | 'reset'
  /** The account it makes, or gives back. */
  readonly administratorId: string
  readonly role: Role
  /** What the account is to be called, where that is settled. */
  readonly name: string | undefined
  readonly email: string | undefined
  /** The name of the administrator, or what made it. */
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** What somebody with a link chose. */
export interface AcceptedInvitation {
  readonly record: AdministratorRecord
  readonly passwordHash: Secret
  readonly factor: SecondFactor
  readonly recoveryCodeHashes: readonly string[]
}

export type AdministratorChange = Partial<Pick<AdministratorRecord, 'name' | 'email' | 'role' | 'enabled'>>

/** lastOwner: nobody would be left who can change administrators and whose password is Joinery's own. */
export type ChangeOutcome = 'done' | 'gone' | 'nameTaken' | 'lastOwner'

/** `audit` is kept with the change, in one transaction. */
export interface AdministratorRepository {
  find(id: string): Promise<AdministratorRecord | undefined>
  /** A local one, in whatever case the name is written. */
  findByName(name: string): Promise<AdministratorRecord | undefined>
  findByAccount(gatewayId: string, objectSid: string): Promise<AdministratorRecord | undefined>
  /** undefined: a directory account, or nobody. */
  findPasswordHash(id: string): Promise<Secret | undefined>
  /** By name. */
  list(): Promise<readonly AdministratorRecord[]>
  /** A directory account at its sign-in: made, or brought up to date. */
  saveDirectory(record: AdministratorRecord): Promise<void>
  /** Sessions end where the role changes or the account is switched off. */
  change(id: string, change: AdministratorChange, now: Date, audit?: AuditRecord): Promise<ChangeOutcome>
  /** With sessions, factors and links. */
  remove(id: string, audit?: AuditRecord): Promise<ChangeOutcome>
  /** All sessions end but `keptSessionId`. */
  setPassword(id: string, hash: Secret, now: Date, keptSessionId: string | undefined): Promise<void>
  noteSignIn(id: string, now: Date): Promise<void>
}

/** Links are stored as hashes: who reads the database cannot use one. */
export interface InvitationRepository {
  /** Takes the place of one for the same account; `first` of every other `first`. */
  add(invitation: InvitationRecord, tokenHash: string): Promise<void>
  findByToken(tokenHash: string, now: Date): Promise<InvitationRecord | undefined>
  /** Those that can be used still, newest first. */
  list(now: Date): Promise<readonly InvitationRecord[]>
  remove(id: string): Promise<boolean>
  /** Everything in one step, once: the account, its password and factor are there, the link is gone, old sessions have ended. */
  accept(tokenHash: string, accepted: AcceptedInvitation, now: Date): Promise<'done' | 'gone' | 'nameTaken'>
  removeExpired(now: Date): Promise<number>
}

export interface AdministratorSession {
  /** SHA-256 of what the cookie holds, in hex. */
  readonly id: string
  /** What lists and audit records call it. */
  readonly handle: string
  readonly administratorId: string
  /** password: the second factor is to be proved. enrolment: it is to be set up. signedIn: both are proved. */
  readonly stage: 'password' | 'enrolment' | 'signedIn'
  /** When the second factor was proved last. */
  readonly factorAt: Date | undefined
  /** Directory accounts: when the role was read last, and by which settings. */
  readonly role: { readonly readAt: Date; readonly groups: string; readonly passwordSetAt: string } | undefined
  readonly remoteAddress: string
  readonly userAgent: string | undefined
  readonly createdAt: Date
  readonly lastUsedAt: Date
}

export interface EndedAdministratorSessions {
  readonly createdBefore: Date
  readonly usedBefore: Date
  /** Of sessions whose second factor never came. */
  readonly pendingCreatedBefore: Date
}

export interface AdministratorSessionRepository {
  find(id: string): Promise<AdministratorSession | undefined>
  /** In the same step removes the one it takes the place of. */
  add(session: AdministratorSession, replaces: string | undefined): Promise<void>
  /** Gives a session that is there another id, and what else changed. False when it is gone. */
  renew(id: string, session: AdministratorSession): Promise<boolean>
  remove(id: string): Promise<void>
  /** `administratorId` left out: anybody's. Gives back whose it was. */
  removeByHandle(handle: string, administratorId?: string): Promise<AdministratorSession | undefined>
  /** Everything of one person but `keptId`; says how many. */
  removeOf(administratorId: string, keptId?: string): Promise<number>
  /** Those that are signed in, last used first; `administratorId` left out: everybody's. */
  list(administratorId?: string): Promise<readonly AdministratorSession[]>
  removeEnded(ended: EndedAdministratorSessions): Promise<number>
}
export interface AdministratorLockout {
  /**
   * Counts a try of a local administrator's password, then says whether it may be looked at. Throws ADMINISTRATORS_LOCKED_OUT,
   * AUTHENTICATE_RATE_LIMITED, STORAGE_…. `administratorId` undefined: nobody has that name, which costs the same.
   */
  begin(attempt: AdministratorAttempt): Promise<CountedAttempt>
  clear(administratorId: string): Promise<void>
}

export interface AdministratorAttempt {
  readonly administratorId: string | undefined
  readonly name: string
  readonly remoteAddress: string
}
