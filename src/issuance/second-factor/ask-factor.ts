/**
 * What comes next for somebody whose second factor is lacking: one that is set up is asked for; where there is none, one is set up.
 * In: a session whose first factor is proved. Out: a question for the browser; its challenges are kept for this session alone and
 * are good once [WebAuthn3 §13.4.3]. Not verified: anything the browser will answer.
 */
import { IdpError } from '../../errors.ts'
import type { SecondFactor } from '../../ports/second-factors.ts'
import type { Ports, SessionRecord } from '../../ports.ts'
import { type FactorSubject, isPasskey, usableFactors } from '../../second-factor/factor-subject.ts'
import { offerNewPasskey, offerPasskeyUse, offerTotp } from '../../second-factor/offer-factor.ts'
import type { AcceptedSignIn, EnrolFactorPage, FormProblem, SecondFactorPage } from '../stages.ts'

export type FactorPorts = Pick<
  Ports,
  'secondFactors' | 'factorChallenges' | 'factorLockout' | 'sessions' | 'settings' | 'clock' | 'randomness'
>

export interface FactorCase {
  readonly session: SessionRecord
  readonly request: Pick<AcceptedSignIn, 'demands' | 'network' | 'webOrigin' | 'address'>
  /** All that are set up. */
  readonly factors: readonly SecondFactor[]
  readonly ports: FactorPorts
}

export function subjectOf({ session, request, factors, ports }: FactorCase): FactorSubject {
  return {
    owner: { gatewayId: session.gatewayId, objectSid: session.objectSid },
    ...{ account: session.samAccountName, sessionId: session.id, factors, ports },
    remoteAddress: request.network.remoteAddress,
    webOrigin: request.webOrigin,
    methods: ports.settings.current().managed.secondFactor.methods,
  }
}

type FormParts = 'address' | 'formToken' | 'username' | 'traceId'

export type EnrolmentQuestion = Omit<EnrolFactorPage, FormParts>

export type FactorQuestion = Omit<SecondFactorPage, FormParts> | EnrolmentQuestion

/** Throws AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE, _SECOND_FACTOR_ELSEWHERE, STORAGE_…. */
export async function askFactor(one: FactorCase, problem: FormProblem | undefined): Promise<FactorQuestion> {
  return one.factors.length === 0 ? askToEnrol(one, problem) : askToProve(one, problem)
}

async function askToProve(one: FactorCase, problem: FormProblem | undefined): Promise<FactorQuestion> {
  const { session, ports } = one
  const subject = subjectOf(one)
  const usable = usableFactors(subject)
  const takesRecoveryCode = (await ports.secondFactors.countRecoveryCodes(session)) > 0
  // Never another one set up instead: whoever has the password only could do that.
  if (usable.length === 0 && !takesRecoveryCode)
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE', { account: session.samAccountName })
  return {
    kind: 'secondFactor',
    ...{ problem, takesRecoveryCode, takesCode: usable.some((factor) => !isPasskey(factor)) },
    passkeyRequest: await offerPasskeyUse(subject),
  }
}

/** Throws AUTHENTICATE_SECOND_FACTOR_ELSEWHERE, STORAGE_…. */
export async function askToEnrol(one: FactorCase, problem: FormProblem | undefined): Promise<EnrolmentQuestion> {
  requireEnrolmentHere(one)
  const { request, factors, ports } = one
  const { organisationName } = ports.settings.current().managed.branding
  const subject = subjectOf(one)
  return {
    kind: 'enrolFactor',
    problem,
    app: await offerTotp(subject, organisationName),
    passkeyCreation: await offerNewPasskey(subject, organisationName),
    mayPutOff: factors.length === 0 && request.demands.mayPutOffSecondFactor,
  }
}

export function requireEnrolmentHere({ factors, request, session, ports }: FactorCase): void {
  const { firstEnrolment } = ports.settings.current().managed.secondFactor
  if (factors.length > 0 || firstEnrolment === 'everywhere' || request.network.insideIntranet) return
  const { remoteAddress } = request.network
  throw new IdpError('AUTHENTICATE_SECOND_FACTOR_ELSEWHERE', { account: session.samAccountName, remoteAddress })
}
