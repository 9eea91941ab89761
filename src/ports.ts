import type { Application } from './config/application.ts'
import type { Gateway, UserType } from './config/gateway.ts'
import type { ManagedSettings } from './config/managed-settings.ts'
import type { ErrorCode, Facts, IdpError } from './errors.ts'
import type { FactorChallenges, FactorOwner, SecondFactorRepository } from './ports/second-factors.ts'
import type { SessionRepository } from './ports/session-repository.ts'
import type { LogonFailure } from './protocol/ad/logon-failure.ts'
import type { PrincipalName } from './protocol/kerberos/principal-name.ts'
import type { LdapFilter } from './protocol/ldap/ldap-filter.ts'
import type { TicketRefusal } from './protocol/names/kerberos.ts'
import type { Secret } from './secret.ts'

/**
 * What the inside of Joinery needs of the outside. Owned here, implemented in directory, keys, storage and gssapi,
 * joined in compose.ts; each has a small honest fake in tests/fakes that passes the same suite as the real one.
 */

export interface Clock {
  now(): Date
  /** For durations only. */
  monotonicMilliseconds(): number
}

export interface Randomness {
  uuid(): string
  bytes(length: number): Uint8Array
}

// ---- settings ----

/** The settings in force: an immutable snapshot, replaced whole on change. */
export interface SettingsSource {
  current(): Settings
}

export interface Settings {
  readonly managed: ManagedSettings
  /** https origin under which the world reaches the public listener; never taken from a Host header. */
  readonly publicUrl: string
}

/** For those who hold connections made by settings: told after every change, with the settings before it. */
export interface WatchedSettings extends SettingsSource {
  /** Returns how to stop listening. A listener that throws stops nobody else. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void
}

/** Secrets typed by administrators, encrypted at rest. `name` is a path such as `gateways/ad/bindPassword`. */
export interface SecretStore {
  find(name: string): Promise<Secret | undefined>
}

// ---- keys ----

export type SigningAlgorithm = Application['idpSigning']['algorithm']

export interface Signer {
  readonly keyId: string
  /** DER of the X.509 certificate. */
  readonly certificate: Uint8Array
  /** RSASSA-PKCS1-v1_5 over `data`, off the event loop. */
  sign(algorithm: SigningAlgorithm, data: Uint8Array): Promise<Uint8Array>
}

export interface Signers {
  /** The signer of an application: its `idpSigning.key`, else the default key. Throws KEYS_… when there is none. */
  signerFor(application: Application): Promise<Signer>
  /** Every certificate to publish for the application, the active one first. */
  certificatesFor(application: Application): Promise<readonly Uint8Array[]>
}

export type {
  KeyEvidence,
  KeyEvidenceRepository,
  SigningKeyMove,
  SigningKeyRecord,
  SigningKeyRepository,
  SigningKeyState,
} from './ports/signing-keys.ts'

// ---- Kerberos ----

/** What GSSAPI and the PAC it verified say of the caller. Nothing of it was read from the ticket's outer layer. */
export interface AcceptedTicket {
  readonly outcome: 'accepted'
  /** The name the ticket carries: what the client asked the KDC for, escapes undone. Not an identity: that is the SID. */
  readonly client: PrincipalName
  /** SID and account name of the PAC [MS-PAC §2.10, §2.5]. */
  readonly sid: string
  readonly samAccountName: string
  readonly channelBinding: 'none' | 'matched'
  /** The mechanism's answer, for mutual authentication; empty when the client asked for none. */
  readonly replyToken: Uint8Array
}

export interface RefusedTicket {
  readonly outcome: 'refused'
  readonly reason: TicketRefusal
  /** The library's words, or why there are no keys; for the administrator. */
  readonly text: string
}

/** The service keys a gateway holds; for explaining refusals, never for deciding. */
export interface HeldServiceKey {
  readonly principal: string
  readonly keyVersion: number
  readonly encryptionType: number
  readonly current: boolean
}

export interface KerberosAcceptor {
  /** Takes one Kerberos GSS token (SPNEGO is off already), one leg only. */
  accept(
    gateway: Gateway,
    token: Uint8Array,
    channelBinding: Uint8Array | undefined,
  ): Promise<AcceptedTicket | RefusedTicket>
  /** The realms whose principals the gateway takes: its own, then the trusted ones. Throws while its own cannot be learned. */
  realmsOf(gateway: Gateway): Promise<readonly string[]>
  heldKeys(gateway: Gateway): Promise<readonly HeldServiceKey[]>
  /** A ticket with a newer key version came: looks at the directory again, once a second at most. True when keys of that version, or others, are there now. */
  newerKeySeen(gateway: Gateway, keyVersion: number): Promise<boolean>
}

/** What `gateway test` and `gateway restart` do. */
export interface KerberosOperator {
  /** Obtains a ticket for every service name and accepts it. */
  test(gateway: Gateway): Promise<KerberosReport>
  /**
   * Reads account, salt and key version again, proves the keys and puts them in force; refuses no request meanwhile.
   * The directory's connections are another matter: whoever restarts a gateway drops them first.
   */
  restart(gateway: Gateway): Promise<KerberosReport>
}

export interface KerberosReport {
  readonly gatewayId: string
  readonly kerberosRealm: string
  /** The service account as the KDC knows it. */
  readonly principal: string
  readonly keys: readonly HeldServiceKey[]
  /** The KDC's clock minus ours. */
  readonly clockOffsetSeconds: number | undefined
  /** One for each service name, with what is wrong with it. */
  readonly services: readonly ServiceReport[]
}

export interface ServiceReport {
  readonly servicePrincipalName: string
  readonly encryptionType: number | undefined
  readonly keyVersion: number | undefined
  readonly problem: IdpError | undefined
}

/** The keytab of each gateway, replaced keys included, encrypted at rest as signing keys are. */
export interface ServiceKeyStore {
  find(gatewayId: string): Promise<Secret<Uint8Array> | undefined>
  save(gatewayId: string, keytab: Secret<Uint8Array>): Promise<void>
}

// ---- directory ----

/** An LDAP entry. Binary attributes are text already: GUIDs as UUID text, SIDs as `S-1-…`. */
export interface DirectoryEntry {
  readonly dn: string
  /** Keyed by the attribute name as it was asked for; attributes without values are absent. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

export interface DirectoryQuery {
  readonly base: string
  readonly scope: 'base' | 'one' | 'sub'
  readonly filter: LdapFilter
  readonly attributes: readonly string[]
  /** Stop after so many entries. */
  readonly sizeLimit?: number
}

export interface Directory {
  /** Throws DIRECTORY_… when no server answers. An entry that is not there is an empty list. */
  search(gateway: Gateway, query: DirectoryQuery): Promise<readonly DirectoryEntry[]>
}

// ---- passwords ----

/** The one domain controller that is asked about a password: badPwdCount is not replicated, so it is read where the bind goes. */
export interface PasswordJudge {
  readonly gateway: Gateway
  /** Host and port. */
  readonly server: string
}

export type PasswordVerdict =
  | { readonly outcome: 'right' }
  | {
      readonly outcome: 'refused'
      /** AD's reason; undefined when it gave none that we know. */
      readonly failure: LogonFailure | undefined
      /** The directory's words, for the administrator. */
      readonly text: string
    }

/** A password is judged by AD alone, on a connection of its own; nothing of it is kept. */
export interface PasswordVerifier {
  /** As Directory.search, at the domain controller that it names; follows no referral. Throws DIRECTORY_…. */
  findAccounts(
    gateway: Gateway,
    query: DirectoryQuery,
  ): Promise<{ readonly judge: PasswordJudge; readonly entries: readonly DirectoryEntry[] }>
  /**
   * Binds as `dn`. Throws DIRECTORY_… when there was no verdict, DIRECTORY_TLS_REQUIRED before anything is sent where the gateway
   * has no TLS. The password is not empty and holds no NUL.
   */
  verify(judge: PasswordJudge, dn: string, password: Secret): Promise<PasswordVerdict>
  /** For an account that is not there: binds to nobody under `base`, and ends no sooner than a wrong password lately did. */
  pretend(judge: PasswordJudge, base: string, password: Secret): Promise<void>
  /** Asks nobody, and ends when a wrong password lately did. For refusals without a bind that must look like one. */
  waitAsLong(judge: PasswordJudge): Promise<void>
  /**
   * Changes a password by the user's own right, which an expired one or one that must be changed still gives. Throws DIRECTORY_… and,
   * by AD's reason, DIRECTORY_OLD_PASSWORD_WRONG, DIRECTORY_NEW_PASSWORD_REFUSED, DIRECTORY_PASSWORD_CHANGE_DENIED.
   */
  change(gateway: Gateway, dn: string, oldPassword: Secret, newPassword: Secret): Promise<void>
}

// ---- profiles ----

/** What is kept of a principal after a success: how to find the entry again, and the mapped attributes. */
export interface ProfileRecord {
  readonly id: string
  readonly gatewayId: string
  readonly userTypeId: string
  readonly account: UserType['account']
  readonly username: string
  readonly objectSid: string
  /** The values of the link attributes at the last success, by attribute name. */
  readonly links: Readonly<Record<string, string>>
  readonly profile: Profile
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A user profile as expressions see it (`user.name.given`, `user['ms-upn']`). */
export type Profile = { readonly [attribute: string]: ProfileValue }
export type ProfileValue = string | boolean | readonly string[] | Profile

export interface ProfileRepository {
  findBySid(gatewayId: string, objectSid: string): Promise<ProfileRecord | undefined>
  findByUsername(gatewayId: string, username: string): Promise<ProfileRecord | undefined>
  save(record: ProfileRecord): Promise<void>
}

// ---- sessions ----

export type { EndedSessions, SessionRecord, SessionRepository } from './ports/session-repository.ts'

// ---- second factors ----

export type { FactorChallenges, SecondFactor, SecondFactorRepository } from './ports/second-factors.ts'

// ---- lockout ----

/** One try of a password, before any bind: what Lockout counts. */
export interface PasswordAttempt {
  readonly gateway: Gateway
  /**
   * The account that lookup found. `entry` holds lockoutAttributes (protocol/names/active-directory.ts), as the domain
   * controller has them that will judge the bind. Undefined when nothing was found: that costs the same.
   */
  readonly account: { readonly objectSid: string; readonly entry: DirectoryEntry } | undefined
  /** As typed. Of an unknown account only a short hash is kept: people type passwords into this field. */
  readonly username: string
  readonly remoteAddress: string
}

/** Keeps guessers from the accounts, and their guesses from locking anybody out. */
export interface Lockout {
  /**
   * Counts the attempt, atomically across nodes, then says whether the bind may happen. Throws AUTHENTICATE_LOCKED_OUT,
   * _WOULD_LOCK_ACCOUNT, _LOCKOUT_LEAVES_NO_TRY, _RATE_LIMITED, and DIRECTORY_…, STORAGE_… when it cannot tell. It throws at once: that every refusal takes as long as a bind is for the caller to see to.
   */
  begin(attempt: PasswordAttempt, note: Note): Promise<CountedAttempt>
}

/** An attempt that may bind. One of the three is called, once; whoever forgets leaves it counted. */
export interface CountedAttempt {
  /** The password was right: the count is taken back and the location becomes familiar. */
  succeeded(): Promise<void>
  /** The password was wrong: it stays counted. Says that the directory's own count holds it now. */
  failed(): Promise<void>
  /** The directory could not judge (not reachable, no verdict on the password): the attempt does not count. */
  unjudged(): Promise<void>
}

/** Keeps guessers from the codes of a second factor; they know the password already. */
export interface FactorLockout {
  /**
   * Counts the try, atomically across nodes, then says whether the code may be looked at. Throws AUTHENTICATE_SECOND_FACTOR_LOCKED,
   * _RATE_LIMITED, STORAGE_….
   */
  begin(attempt: FactorAttempt): Promise<CountedFactorAttempt>
  /** Lets somebody try again. */
  clear(owner: FactorOwner): Promise<void>
}

export interface FactorAttempt extends FactorOwner {
  readonly samAccountName: string
  readonly remoteAddress: string
}

export interface CountedFactorAttempt {
  /** The code was right: the counts begin anew. A wrong one needs no call: it is counted already. */
  succeeded(): Promise<void>
}

// ---- sign-in log ----

export const stageNames = ['accept', 'authenticate', 'lookup', 'map', 'mint', 'reply'] as const
export type StageName = (typeof stageNames)[number]

/** Called by a stage to put what it decided into the trace. Never a Secret, an assertion or a ticket. */
export type Note = (facts: Facts) => void

export interface StageRecord {
  readonly stage: StageName
  readonly outcome: 'ok' | 'failed'
  readonly milliseconds: number
  readonly facts: Facts
}

/** One attempt, as the sign-in log keeps it. */
export interface SignInRecord {
  readonly traceId: string
  readonly startedAt: Date
  readonly applicationId: string | undefined
  readonly endpoint: string
  readonly remoteAddress: string
  readonly clientRequestId: string | undefined
  readonly outcome: 'issued' | 'signedOut' | 'challenged' | 'refused' | 'failed'
  readonly code: ErrorCode | undefined
  readonly means: string | undefined
  readonly fix: string | undefined
  readonly principal: string | undefined
  readonly stages: readonly StageRecord[]
}

export interface Trace {
  readonly traceId: string
  /** Facts about the whole attempt, such as the principal once it is known. */
  describe(facts: Partial<Pick<SignInRecord, 'applicationId' | 'clientRequestId' | 'principal'>>): void
  stage<T>(name: StageName, run: (note: Note) => T | Promise<T>): Promise<T>
  /** Ends the attempt, well or with the error that ended it; the record goes to the log. */
  end(error?: unknown, well?: 'issued' | 'signedOut'): void
}

export interface SignInLog {
  begin(attempt: Pick<SignInRecord, 'applicationId' | 'endpoint' | 'remoteAddress'>): Trace
}

// ---- all of them ----

/** What issuing a token needs. */
export interface Ports {
  readonly clock: Clock
  readonly randomness: Randomness
  readonly settings: SettingsSource
  readonly signers: Signers
  readonly kerberos: KerberosAcceptor
  readonly passwords: PasswordVerifier
  readonly directory: Directory
  readonly profiles: ProfileRepository
  readonly lockout: Lockout
  readonly sessions: SessionRepository
  readonly secondFactors: SecondFactorRepository
  readonly factorChallenges: FactorChallenges
  readonly factorLockout: FactorLockout
  readonly signInLog: SignInLog
}
