import type { Secret } from '../secret.ts'

/** The ports of second factors: what people have enrolled, and what is under way with a browser; src/ports.ts has all of them. */

export interface FactorOwner {
  readonly gatewayId: string
  readonly objectSid: string
}

interface EnrolledFactor {
  readonly id: string
  /** Given by its owner. */
  readonly label: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | undefined
}

/** A code from an app. */
export interface TotpFactor extends EnrolledFactor {
  readonly kind: 'totp'
  readonly secret: Secret<Uint8Array>
  /** The time step of the last code that was taken; it and those before it are of no use any more. */
  readonly lastCount: number
}

/** A WebAuthn credential. */
export interface PasskeyFactor extends EnrolledFactor {
  readonly kind: 'passkey'
  /** The host name it works under. */
  readonly rpId: string
  /** base64url */
  readonly credentialId: string
  /** COSE */
  readonly publicKey: Uint8Array
  readonly transports: readonly string[]
  /** The authenticator's signature counter; 0: it keeps none. */
  readonly lastCount: number
}

export type SecondFactor = TotpFactor | PasskeyFactor

export interface SecondFactorRepository {
  /** Oldest first. */
  list(owner: FactorOwner): Promise<readonly SecondFactor[]>
  add(owner: FactorOwner, factor: SecondFactor): Promise<void>
  rename(owner: FactorOwner, id: string, label: string): Promise<boolean>
  /** With the last factor the recovery codes go. */
  remove(owner: FactorOwner, id: string): Promise<boolean>
  /** Everything, recovery codes too; says how many factors that were. */
  removeAll(owner: FactorOwner): Promise<number>
  /**
   * Takes a time step or a signature counter, in one statement: false when it is not beyond the last one that was taken. A passkey
   * that keeps no counter says 0 each time.
   */
  use(owner: FactorOwner, id: string, count: number, now: Date): Promise<boolean>
  /** Hashes of codes; those before are of no use any more. */
  replaceRecoveryCodes(owner: FactorOwner, hashes: readonly string[]): Promise<void>
  countRecoveryCodes(owner: FactorOwner): Promise<number>
  /** True once for each code. */
  useRecoveryCode(owner: FactorOwner, hash: string): Promise<boolean>
}

/** What a browser was asked: a WebAuthn challenge, or the secret of an app that is being set up. */
export interface FactorChallenge {
  readonly sessionId: string
  readonly purpose: 'enrolTotp' | 'enrolPasskey' | 'usePasskey'
}

export interface FactorChallenges {
  /** The one before with the same purpose gives way. */
  keep(challenge: FactorChallenge, value: Secret, expiresAt: Date): Promise<void>
  find(challenge: FactorChallenge, now: Date): Promise<Secret | undefined>
  /** Finds it once: whoever comes second finds nothing. */
  take(challenge: FactorChallenge, now: Date): Promise<Secret | undefined>
  removeExpired(now: Date): Promise<number>
}

/** An administrator takes away all that somebody set up. */
export interface FactorReset {
  readonly owner: FactorOwner
  /** For the log: of the account, and of the administrator. */
  readonly account: string
  readonly by: string
  readonly remoteAddress: string
}
