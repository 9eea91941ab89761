/**
 * What a browser is asked about second factors. In: somebody whose first factor is proved. Out: options for the browser or for an app; the
 * challenges in them are kept for this session alone and are good once [WebAuthn3 §13.4.3]. Not verified: anything the browser answers.
 */
import type { FactorChallenge } from '../ports/second-factors.ts'
import { Secret } from '../secret.ts'
import { challengeOf, type FactorSubject, isPasskey, usableFactors } from './factor-subject.ts'
import { passkeyCreation, passkeyPlaceOf, passkeyRequest } from './passkeys.ts'
import { makeTotpSecret, totpSecretFromText, totpSecretText, totpUri } from './totp.ts'

const challengeMinutes = 10

/** For an app that makes codes; undefined where the method is off. Throws STORAGE_…. */
export async function offerTotp(subject: FactorSubject, organisationName: string) {
  if (!subject.methods.includes('totp')) return undefined
  const secret = await totpSecretOf(subject)
  return { uri: totpUri(secret, organisationName, subject.account), secret: totpSecretText(secret) }
}

/** PublicKeyCredentialCreationOptionsJSON; undefined where the method is off. Throws STORAGE_…. */
export async function offerNewPasskey(subject: FactorSubject, organisationName: string): Promise<string | undefined> {
  if (!subject.methods.includes('passkey')) return undefined
  const { owner, account } = subject
  const place = passkeyPlaceOf(subject.webOrigin)
  const known = subject.factors.filter(isPasskey).filter(({ rpId }) => rpId === place.rpId)
  const challenge = await keepChallenge(subject, 'enrolPasskey')
  return passkeyCreation({ owner, account, organisationName, place, challenge, known })
}

/** PublicKeyCredentialRequestOptionsJSON; undefined where there is no passkey of use here. Throws STORAGE_…. */
export async function offerPasskeyUse(subject: FactorSubject): Promise<string | undefined> {
  const passkeys = usableFactors(subject).filter(isPasskey)
  if (passkeys.length === 0) return undefined
  return passkeyRequest(passkeyPlaceOf(subject.webOrigin), await keepChallenge(subject, 'usePasskey'), passkeys)
}

/** base64url */
async function keepChallenge(subject: FactorSubject, purpose: FactorChallenge['purpose']): Promise<string> {
  const { factorChallenges, randomness } = subject.ports
  const challenge = Buffer.from(randomness.bytes(32)).toString('base64url')
  await factorChallenges.keep(challengeOf(subject, purpose), new Secret(challenge), expiryOf(subject))
  return challenge
}

/** The same one until it is set up or expires: a page that is loaded again must not invalidate what the app has read. */
async function totpSecretOf(subject: FactorSubject): Promise<Secret<Uint8Array>> {
  const { factorChallenges, randomness, clock } = subject.ports
  const challenge = challengeOf(subject, 'enrolTotp')
  const known = await factorChallenges.find(challenge, clock.now())
  const secret = known === undefined ? makeTotpSecret(randomness) : totpSecretFromText(known)
  await factorChallenges.keep(challenge, new Secret(totpSecretText(secret)), expiryOf(subject))
  return secret
}

function expiryOf({ ports }: FactorSubject): Date {
  return new Date(ports.clock.now().getTime() + challengeMinutes * 60_000)
}
