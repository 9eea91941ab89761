/**
 * A factor that showed that it works. In: what the browser posted (untrusted) for a challenge of this session. Out: the factor, not
 * stored yet. [RFC6238 §4] [WebAuthn3 §7.1] Not verified here: that the session may add a factor.
 */
import { IdpError } from '../errors.ts'
import type { SecondFactor } from '../ports/second-factors.ts'
import { challengeOf, type FactorSubject } from './factor-subject.ts'
import { passkeyPlaceOf, verifyNewPasskey } from './passkeys.ts'
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts'
import { findTotpStep, totpSecretFromText } from './totp.ts'

export type FactorToMake =
  | { readonly kind: 'enrolTotp'; readonly code: string; readonly label: string }
  | { readonly kind: 'enrolPasskey'; readonly response: string; readonly label: string }

/** More help nobody, and make a page long. */
const mostFactors = 10

/** Throws AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE, _REFUSED, AUTHENTICATE_PASSKEY_REFUSED, STORAGE_…. */
export async function makeFactor(subject: FactorSubject, form: FactorToMake): Promise<SecondFactor> {
  const method = form.kind === 'enrolTotp' ? 'totp' : 'passkey'
  if (subject.factors.length >= mostFactors || !subject.methods.includes(method))
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE', { account: subject.account })
  const made = form.kind === 'enrolTotp' ? await newTotp(subject, form.code) : await newPasskey(subject, form.response)
  return { ...made, label: form.label }
}

/** To be shown once; those before are of no use any more. */
export async function renewRecoveryCodes(subject: FactorSubject): Promise<readonly string[]> {
  const { owner, ports } = subject
  const { codes, hashes } = newRecoveryCodes(subject)
  await ports.secondFactors.replaceRecoveryCodes(owner, hashes)
  return codes
}

export function newRecoveryCodes({ owner, ports }: Pick<FactorSubject, 'owner' | 'ports'>) {
  const codes = makeRecoveryCodes(ports.randomness)
  return { codes, hashes: codes.map((code) => hashRecoveryCode(owner, code)) }
}

async function newTotp(subject: FactorSubject, code: string): Promise<SecondFactor> {
  const { account, ports } = subject
  const now = ports.clock.now()
  const challenge = challengeOf(subject, 'enrolTotp')
  const text = await ports.factorChallenges.find(challenge, now)
  const secret = text && totpSecretFromText(text)
  const step = secret && findTotpStep(secret, code, now)
  if (secret === undefined || step === undefined || !(await ports.factorChallenges.take(challenge, now)))
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_REFUSED', { account, method: 'enrolTotp' })
  return { ...blank(subject), kind: 'totp', secret, lastCount: step }
}

async function newPasskey(subject: FactorSubject, response: string): Promise<SecondFactor> {
  const { ports, factors } = subject
  const place = passkeyPlaceOf(subject.webOrigin)
  const refused = (reason: string) => new IdpError('AUTHENTICATE_PASSKEY_REFUSED', { reason, origin: place.origin })
  const challenge = await ports.factorChallenges.take(challengeOf(subject, 'enrolPasskey'), ports.clock.now())
  if (challenge === undefined) throw refused('its challenge is not of this session, was used before, or is too old')
  const made = await verifyNewPasskey(response, challenge.reveal(), place)
  const isKnown = factors.some((known) => known.kind === 'passkey' && known.credentialId === made.credentialId)
  if (isKnown) throw refused('it is set up already')
  return { ...blank(subject), ...made, kind: 'passkey' }
}

function blank({ ports }: FactorSubject) {
  return { id: ports.randomness.uuid(), label: '', createdAt: ports.clock.now(), lastUsedAt: undefined }
}
