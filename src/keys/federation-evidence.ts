import type { Application } from '../config/application.ts'
import { IdpError } from '../errors.ts'
import type { ShownFederation } from '../ports/key-rollover.ts'
import { overrideSentence } from '../ports/override-sentence.ts'
import type { KeyEvidence, SigningKeyRecord } from '../ports.ts'
import { describeCertificate } from './describe-certificate.ts'

/** A domain's federation settings as somebody read them in Entra -> what they say of each of our keys. They come from people: nothing of them is believed but the certificates. */

export interface ReadAt {
  readonly takenAt: Date
  readonly now: Date
}

/** Older output says what was, not what is. */
const usefulMilliseconds = 24 * 3_600_000
/** Clocks differ. */
const futureMilliseconds = 5 * 60_000

/** Throws KEYS_PROOF_TIME. */
export function requireRecent({ takenAt, now }: ReadAt): void {
  const age = now.getTime() - takenAt.getTime()
  if (!(age <= usefulMilliseconds && age >= -futureMilliseconds))
    throw new IdpError('KEYS_PROOF_TIME', { takenAt: takenAt.toISOString(), now: now.toISOString() })
}

/** The application whose domain and issuer these are. Throws KEYS_PROOF_FOREIGN. */
export function applicationOf(shown: ShownFederation, applications: readonly Application[]): Application {
  const ofIssuer = applications.find(({ issuerUri }) => issuerUri !== undefined && issuerUri === shown.issuerUri)
  const isOfDomain =
    shown.domainName === undefined || shown.domainName.toLowerCase() === ofIssuer?.domainName.toLowerCase()
  if (ofIssuer && isOfDomain) return ofIssuer
  throw new IdpError('KEYS_PROOF_FOREIGN', {
    issuerUri: shown.issuerUri?.slice(0, 300) ?? 'nothing',
    domainName: shown.domainName ?? 'a domain that is not named',
    expected: applications.map(({ domainName, issuerUri }) => `${issuerUri ?? 'no issuer'} for ${domainName}`),
  })
}

/** What the settings say of each key. Throws KEYS_PROOF_CUT when they hold no certificate that can be read. */
export function heldKeys(
  shown: ShownFederation,
  keys: readonly SigningKeyRecord[],
): { readonly held: ReadonlyMap<string, KeyEvidence['held']>; readonly statement: string } {
  const current = readCertificate(shown.signingCertificate, 'SigningCertificate')
  const next = readCertificate(shown.nextSigningCertificate, 'NextSigningCertificate')
  if (current === undefined) throw new IdpError('KEYS_PROOF_CUT', { name: 'SigningCertificate' })
  const isHeld = (key: SigningKeyRecord, der: Buffer | undefined): boolean => der?.equals(key.certificate) ?? false
  const held = keys.map((key): [string, KeyEvidence['held']] => [
    key.id,
    isHeld(key, current) ? 'current' : isHeld(key, next) ? 'next' : 'no',
  ])
  const statement = `SigningCertificate ${thumbprint(current)}, NextSigningCertificate ${next ? thumbprint(next) : 'none'}`
  return { held: new Map(held), statement }
}

/** Undefined for an empty one. A certificate that was cut is no sign that Entra lacks it. */
function readCertificate(base64: string | undefined, name: string): Buffer | undefined {
  if (base64 === undefined || base64.trim() === '') return undefined
  const der = Buffer.from(base64, 'base64')
  try {
    describeCertificate(der)
    return der
  } catch (error) {
    throw new IdpError('KEYS_PROOF_CUT', { name }, error)
  }
}

function thumbprint(der: Uint8Array): string {
  return describeCertificate(der).thumbprint
}

/** Throws KEYS_OVERRIDE_SENTENCE. */
export function requireSentence(sentence: string, domainName: string): void {
  const expected = overrideSentence(domainName)
  if (sentence.trim().replace(/\s+/g, ' ').toLowerCase() !== expected)
    throw new IdpError('KEYS_OVERRIDE_SENTENCE', { expected, domainName })
}
