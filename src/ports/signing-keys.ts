import type { Secret } from '../secret.ts'

/**
 * active: signs for every application that names no key. next: published beside it, signs after the switch. previous: signed until the
 * switch, published still, can be switched back to. available: neither, for applications that name it. retired: kept, never used.
 * There is at most one each of the first three.
 */
export const signingKeyStates = ['active', 'next', 'previous', 'available', 'retired'] as const
export type SigningKeyState = (typeof signingKeyStates)[number]

export interface SigningKeyRecord {
  readonly id: string
  /** For people; need not be unique. */
  readonly name: string
  readonly state: SigningKeyState
  /** Size of the RSA modulus. */
  readonly bits: number
  /** DER of the X.509 certificate. */
  readonly certificate: Uint8Array
  readonly createdAt: Date
  /** Since when it is in its state. */
  readonly stateSince: Date
}

export interface SigningKeyMove {
  readonly keyId: string
  readonly from: SigningKeyState
  readonly to: SigningKeyState
}

export interface SigningKeyRepository {
  /** Oldest first. */
  list(): Promise<readonly SigningKeyRecord[]>
  /** PKCS#8 DER. */
  findPrivateKey(keyId: string): Promise<Secret<Uint8Array> | undefined>
  /** Throws STORAGE_SIGNING_KEY_EXISTS when the id is taken, or one is there in a state that only one key can be in. */
  add(record: SigningKeyRecord, privateKey: Secret<Uint8Array>): Promise<void>
  /**
   * All of them, in order, or none. Throws STORAGE_SIGNING_KEYS_CHANGED when a key is no longer in the state it is to leave, or the
   * settings are no longer those of `settingsVersion`.
   */
  move(moves: readonly SigningKeyMove[], at: Date, settingsVersion?: number): Promise<void>
  /** False when there is no such key. */
  rename(keyId: string, name: string): Promise<boolean>
  /** With its private key and all evidence of it. False when there is no such key in one of these states. */
  remove(keyId: string, states: readonly SigningKeyState[]): Promise<boolean>
}

/** Whether Entra holds a key's certificate for an application's domain, as somebody showed or vouched for. */
export interface KeyEvidence {
  readonly id: string
  readonly keyId: string
  readonly applicationId: string
  /** The domain and the issuer the evidence is of: when the application gets another, it proves nothing any more. */
  readonly domainName: string
  readonly issuerUri: string
  /** Where Entra holds it: SigningCertificate, NextSigningCertificate, nowhere; or an owner's word in place of Entra's. */
  readonly held: 'current' | 'next' | 'no' | 'override'
  /** What was shown, in a line; or the sentence that was typed. */
  readonly statement: string
  /** When Entra was asked, as far as anybody says. */
  readonly takenAt: Date
  readonly recordedAt: Date
  readonly recordedBy: string
}

/** Every piece of evidence is kept, as long as its key is. */
export interface KeyEvidenceRepository {
  /** Of these keys; the oldest `takenAt` first, and of one moment the oldest `recordedAt`. */
  list(keyIds: readonly string[]): Promise<readonly KeyEvidence[]>
  /** All or none. */
  add(evidence: readonly KeyEvidence[]): Promise<void>
}
