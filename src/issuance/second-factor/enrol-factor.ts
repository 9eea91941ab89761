/**
 * A factor is set up: the browser shows that it works before it is kept. In: what the browser posted (untrusted), a session that may do
 * this. Out: the factor in storage, and recovery codes where there were none. [RFC6238 §4] [WebAuthn3 §7.1]
 * Not verified here: that the session may add a factor (prove-factor, manage-account).
 */
import { IdpError } from '../../errors.ts'
import type { SecondFactor } from '../../ports/second-factors.ts'
import type { FactorForm } from '../stages.ts'
import { challengeOf, type FactorCase, requireEnrolmentHere } from './ask-factor.ts'
import { passkeyPlaceOf, verifyNewPasskey } from './passkeys.ts'
import { hashRecoveryCode, makeRecoveryCodes } from './recovery-codes.ts'
import { findTotpStep, totpSecretFromText } from './totp.ts'

export type EnrolmentForm = Extract<FactorForm, { kind: 'enrolTotp' | 'enrolPasskey' }>

/** More help nobody, and make a page long. */
const mostFactors = 10

/**
 * The recovery codes to show; none where there are some already. Throws AUTHENTICATE_SECOND_FACTOR_REFUSED, _ELSEWHERE,
 * AUTHENTICATE_PASSKEY_REFUSED, STORAGE_….
 */
export async function enrolFactor(one: FactorCase, form: EnrolmentForm): Promise<readonly string[]> {
  requireEnrolmentHere(one)
  const { session, factors, ports } = one
  const method = form.kind === 'enrolTotp' ? 'totp' : 'passkey'
  if (factors.length >= mostFactors || !ports.settings.current().managed.secondFactor.methods.includes(method))
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE', { account: session.samAccountName })
  const factor = form.kind === 'enrolTotp' ? await newTotp(one, form.code) : await newPasskey(one, form.response)
  await ports.secondFactors.add(session, { ...factor, label: form.label })
  return (await ports.secondFactors.countRecoveryCodes(session)) > 0 ? [] : renewRecoveryCodes(one)
}

/** To be shown once; those before are of no use any more. */
export async function renewRecoveryCodes({ session, ports }: FactorCase): Promise<readonly string[]> {
  const codes = makeRecoveryCodes(ports.randomness)
  await ports.secondFactors.replaceRecoveryCodes(
    session,
    codes.map((code) => hashRecoveryCode(session, code)),
  )
  return codes
}

async function newTotp(one: FactorCase, code: string): Promise<SecondFactor> {
  const { session, ports } = one
  const now = ports.clock.now()
  const challenge = challengeOf(one, 'enrolTotp')
  const text = await ports.factorChallenges.find(challenge, now)
  const secret = text && totpSecretFromText(text)
  const step = secret && findTotpStep(secret, code, now)
  if (secret === undefined || step === undefined || !(await ports.factorChallenges.take(challenge, now)))
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_REFUSED', { account: session.samAccountName, method: 'enrolTotp' })
  return { ...blank(one), kind: 'totp', secret, lastCount: step }
}

async function newPasskey(one: FactorCase, response: string): Promise<SecondFactor> {
  const { request, ports } = one
  const place = passkeyPlaceOf(request.webOrigin)
  const refused = (reason: string) => new IdpError('AUTHENTICATE_PASSKEY_REFUSED', { reason, origin: place.origin })
  const challenge = await ports.factorChallenges.take(challengeOf(one, 'enrolPasskey'), ports.clock.now())
  if (challenge === undefined) throw refused('its challenge is not of this session, was used before, or is too old')
  const made = await verifyNewPasskey(response, challenge.reveal(), place)
  const isKnown = one.factors.some((known) => known.kind === 'passkey' && known.credentialId === made.credentialId)
  if (isKnown) throw refused('it is set up already')
  return { ...blank(one), ...made, kind: 'passkey' }
}

function blank({ ports }: FactorCase) {
  return { id: ports.randomness.uuid(), label: '', createdAt: ports.clock.now(), lastUsedAt: undefined }
}
