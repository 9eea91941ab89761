import type {
  AdministratorLockout,
  AdministratorRepository,
  AdministratorSessionRepository,
  InvitationRepository,
} from '../ports/administrators.ts'
import type { AuditLog } from '../ports/audit.ts'
import type { Ports } from '../ports.ts'
import type { PasswordHasher } from './password-hash.ts'

/** What this folder needs of the rest: who administers Joinery, how they prove it, how long it holds. It knows neither HTTP nor pages. */
export interface AdministratorPorts
  extends Pick<
    Ports,
    | 'clock'
    | 'randomness'
    | 'settings'
    | 'directory'
    | 'passwords'
    | 'lockout'
    | 'secondFactors'
    | 'factorChallenges'
    | 'factorLockout'
  > {
  readonly administrators: AdministratorRepository
  readonly invitations: InvitationRepository
  readonly administratorSessions: AdministratorSessionRepository
  readonly administratorLockout: AdministratorLockout
  readonly hasher: PasswordHasher
  readonly audit: AuditLog
  /** For the log: every sign-in, and every refusal with its reason. */
  readonly tell: (line: AdministratorLine) => void
}

export interface AdministratorLine {
  readonly action: string
  /** Of the account; undefined where nobody has the name that was typed: people type passwords into that field. */
  readonly administrator: string | undefined
  readonly remoteAddress: string
  readonly code?: string
  readonly means?: string
}

/** Where a browser is. */
export interface BrowserPlace {
  readonly remoteAddress: string
  readonly userAgent: string | undefined
  /** The origin it sees us under. */
  readonly webOrigin: string
}
