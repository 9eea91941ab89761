/**
 * A factor is set up: the browser shows that it works before it is kept. In: what the browser posted (untrusted), a session that may do
 * this. Out: the factor in storage, and recovery codes where there were none. [RFC6238 §4] [WebAuthn3 §7.1]
 * Not verified here: that the session may add a factor (prove-factor, manage-account).
 */
import { makeFactor, renewRecoveryCodes } from '../../second-factor/make-factor.ts'
import type { FactorForm } from '../stages.ts'
import { type FactorCase, requireEnrolmentHere, subjectOf } from './ask-factor.ts'

export type EnrolmentForm = Extract<FactorForm, { kind: 'enrolTotp' | 'enrolPasskey' }>

/**
 * The recovery codes to show; none where there are some already. Throws AUTHENTICATE_SECOND_FACTOR_REFUSED, _ELSEWHERE,
 * AUTHENTICATE_PASSKEY_REFUSED, STORAGE_….
 */
export async function enrolFactor(one: FactorCase, form: EnrolmentForm): Promise<readonly string[]> {
  requireEnrolmentHere(one)
  const { session, ports } = one
  const subject = subjectOf(one)
  await ports.secondFactors.add(session, await makeFactor(subject, form))
  return (await ports.secondFactors.countRecoveryCodes(session)) > 0 ? [] : renewRecoveryCodes(subject)
}
