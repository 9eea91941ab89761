import type { Secret } from '../secret.ts'
import type { KeyEvidence, SigningKeyRecord } from './signing-keys.ts'

/** One federated domain that the default key signs for, and whether Entra holds a key's certificate for it. */
export interface DomainProof {
  readonly applicationId: string
  readonly domainName: string
  readonly issuerUri: string
  /** refuted: Entra's settings were shown without the certificate. */
  readonly verdict: 'proved' | 'overridden' | 'missing' | 'refuted'
  /** The latest that is of this domain and issuer; what the verdict rests on. */
  readonly evidence: KeyEvidence | undefined
}

export interface KeyWarning {
  /** alarm: sign-ins fail, or soon will. */
  readonly level: 'warning' | 'alarm'
  /** Of errors.ts. */
  readonly code: string
  readonly keyId: string
  readonly means: string
  readonly fix: string
}

/** Where the default signing key is in its life. */
export interface RolloverState {
  /**
   * steady: one key, nothing under way. proving: a next key is published, and not every domain is proved to hold it. proved: the switch
   * may happen. overlap: switched; the previous key is published still.
   */
  readonly stage: 'steady' | 'proving' | 'proved' | 'overlap'
  readonly active: SigningKeyRecord | undefined
  readonly next: SigningKeyRecord | undefined
  readonly previous: SigningKeyRecord | undefined
  /** Of the next key; in the overlap of the previous one, where only `refuted` stands against an undo; else of the active one. */
  readonly proofs: readonly DomainProof[]
  /** When the switch happens by itself. */
  readonly switchesAt: Date | undefined
  /** When the previous key retires by itself; as long the switch can be undone. */
  readonly overlapEndsAt: Date | undefined
  readonly warnings: readonly KeyWarning[]
}

/** A domain's federation settings as somebody read them in Entra. */
export interface ShownFederation {
  /** Undefined where the output does not say: then the issuer tells, which is unique in all of Entra. */
  readonly domainName: string | undefined
  readonly issuerUri: string | undefined
  /** Base64 of the DER. */
  readonly signingCertificate: string | undefined
  readonly nextSigningCertificate: string | undefined
}

/** The life of the default signing key. What changes it is atomic across nodes. */
export interface KeyRollover {
  state(): Promise<RolloverState>
  /** Every key, the oldest first. */
  list(): Promise<readonly SigningKeyRecord[]>
  /** Makes the next key, or takes an available one for it. Throws KEYS_ROLL_UNDER_WAY, KEYS_NOT_AVAILABLE. */
  start(wanted?: { readonly keyId?: string; readonly name?: string }): Promise<SigningKeyRecord>
  /** Makes an available key, for applications that are to name it, or to become the next one later. */
  make(wanted: {
    readonly name?: string
    readonly bits?: 2048 | 3072 | 4096
    readonly validDays?: number
  }): Promise<SigningKeyRecord>
  /**
   * Takes a key pair from a PEM or PKCS #12 file: active where there is none, next where nothing is under way, else available.
   * Throws KEYS_… when it cannot sign for Entra, STORAGE_SIGNING_KEY_EXISTS.
   */
  importKey(file: Uint8Array, wanted?: ImportedKey): Promise<SigningKeyRecord>
  /**
   * Keeps what each of these says of our keys. Throws KEYS_PROOF_… when one of them is no evidence, and then keeps none of them.
   * Left out, `takenAt` is now.
   */
  prove(
    shown: readonly ShownFederation[],
    by: { readonly recordedBy: string; readonly takenAt?: Date },
  ): Promise<readonly KeyEvidence[]>
  /** An owner's word for one domain, typed out as `overrideSentence` has it. Throws KEYS_OVERRIDE_SENTENCE, KEYS_NO_NEXT. */
  override(word: {
    readonly applicationId: string
    readonly sentence: string
    readonly recordedBy: string
  }): Promise<KeyEvidence>
  /** The next key signs from now on. Throws KEYS_NO_NEXT, KEYS_UNPROVED. */
  switch(): Promise<SigningKeyRecord>
  /** The previous key signs again, and the one that signed is next. Throws KEYS_NO_PREVIOUS, KEYS_UNDO_REFUTED. */
  undo(): Promise<SigningKeyRecord>
  /** Neither signs nor is published any more. Throws KEYS_ACTIVE, KEYS_IN_USE, KEYS_NOT_THERE. */
  retire(keyId: string): Promise<SigningKeyRecord>
  /** For ever. Throws KEYS_NOT_RETIRED, KEYS_NOT_THERE. */
  remove(keyId: string): Promise<void>
  rename(keyId: string, name: string): Promise<SigningKeyRecord>
}

export interface ImportedKey {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly passphrase?: Secret | undefined
  /** Available, even where it could be the next one. */
  readonly aside?: boolean | undefined
}
