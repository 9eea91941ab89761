/**
 * What comes next for somebody whose second factor is lacking: one that is set up is asked for; where there is none, one is set up.
 * In: a session whose first factor is proved. Out: a question for the browser; its challenges are kept for this session alone and
 * are good once [WebAuthn3 §13.4.3]. Not verified: anything the browser will answer.
 */
import { IdpError } from '../../errors.ts'
import type { FactorChallenge, PasskeyFactor, SecondFactor } from '../../ports/second-factors.ts'
import type { Ports, SessionRecord } from '../../ports.ts'
import { Secret } from '../../secret.ts'
import type { AcceptedSignIn, EnrolFactorPage, FormProblem, SecondFactorPage } from '../stages.ts'
import { passkeyCreation, passkeyPlaceOf, passkeyRequest } from './passkeys.ts'
import { makeTotpSecret, totpSecretFromText, totpSecretText, totpUri } from './totp.ts'

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

type FormParts = 'address' | 'formToken' | 'username' | 'traceId'

export type EnrolmentQuestion = Omit<EnrolFactorPage, FormParts>

export type FactorQuestion = Omit<SecondFactorPage, FormParts> | EnrolmentQuestion

const challengeMinutes = 10

/** Throws AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE, _SECOND_FACTOR_ELSEWHERE, STORAGE_…. */
export async function askFactor(one: FactorCase, problem: FormProblem | undefined): Promise<FactorQuestion> {
  return one.factors.length === 0 ? askToEnrol(one, problem) : askToProve(one, problem)
}

/** The factors that are of use under this name of ours and by the methods in force. */
export function usableFactors({ factors, request, ports }: FactorCase): readonly SecondFactor[] {
  const { methods } = ports.settings.current().managed.secondFactor
  const { rpId } = passkeyPlaceOf(request.webOrigin)
  return factors.filter((factor) => methods.includes(factor.kind) && (factor.kind === 'totp' || factor.rpId === rpId))
}

export function isPasskey(factor: SecondFactor): factor is PasskeyFactor {
  return factor.kind === 'passkey'
}

async function askToProve(one: FactorCase, problem: FormProblem | undefined): Promise<FactorQuestion> {
  const { session, request, ports } = one
  const usable = usableFactors(one)
  const takesRecoveryCode = (await ports.secondFactors.countRecoveryCodes(session)) > 0
  // Never another one set up instead: whoever has the password only could do that.
  if (usable.length === 0 && !takesRecoveryCode)
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE', { account: session.samAccountName })
  const passkeys = usable.filter(isPasskey)
  const challenge = passkeys.length === 0 ? undefined : await keepChallenge(one, 'usePasskey')
  return {
    kind: 'secondFactor',
    ...{ problem, takesRecoveryCode, takesCode: usable.length > passkeys.length },
    passkeyRequest: challenge && (await passkeyRequest(passkeyPlaceOf(request.webOrigin), challenge, passkeys)),
  }
}

/** Throws AUTHENTICATE_SECOND_FACTOR_ELSEWHERE, STORAGE_…. */
export async function askToEnrol(one: FactorCase, problem: FormProblem | undefined): Promise<EnrolmentQuestion> {
  requireEnrolmentHere(one)
  const { session, request, factors, ports } = one
  const { secondFactor, branding } = ports.settings.current().managed
  const { organisationName } = branding
  const account = session.samAccountName
  const secret = secondFactor.methods.includes('totp') ? await totpSecretOf(one) : undefined
  const challenge = secondFactor.methods.includes('passkey') ? await keepChallenge(one, 'enrolPasskey') : undefined
  const place = passkeyPlaceOf(request.webOrigin)
  const known = factors.filter(isPasskey).filter(({ rpId }) => rpId === place.rpId)
  return {
    kind: 'enrolFactor',
    problem,
    app: secret && { uri: totpUri(secret, organisationName, account), secret: totpSecretText(secret) },
    passkeyCreation:
      challenge && (await passkeyCreation({ owner: session, account, organisationName, place, challenge, known })),
    mayPutOff: factors.length === 0 && request.demands.mayPutOffSecondFactor,
  }
}

export function requireEnrolmentHere({ factors, request, session, ports }: FactorCase): void {
  const { firstEnrolment } = ports.settings.current().managed.secondFactor
  if (factors.length > 0 || firstEnrolment === 'everywhere' || request.network.insideIntranet) return
  const { remoteAddress } = request.network
  throw new IdpError('AUTHENTICATE_SECOND_FACTOR_ELSEWHERE', { account: session.samAccountName, remoteAddress })
}

export function challengeOf({ session }: FactorCase, purpose: FactorChallenge['purpose']): FactorChallenge {
  return { sessionId: session.id, purpose }
}

/** base64url */
async function keepChallenge(one: FactorCase, purpose: FactorChallenge['purpose']): Promise<string> {
  const { factorChallenges, randomness } = one.ports
  const challenge = Buffer.from(randomness.bytes(32)).toString('base64url')
  await factorChallenges.keep(challengeOf(one, purpose), new Secret(challenge), expiryOf(one))
  return challenge
}

/** The same one until it is set up or expires: a page that is loaded again must not invalidate what the app has read. */
async function totpSecretOf(one: FactorCase): Promise<Secret<Uint8Array>> {
  const { factorChallenges, randomness, clock } = one.ports
  const known = await factorChallenges.find(challengeOf(one, 'enrolTotp'), clock.now())
  const secret = known === undefined ? makeTotpSecret(randomness) : totpSecretFromText(known)
  await factorChallenges.keep(challengeOf(one, 'enrolTotp'), new Secret(totpSecretText(secret)), expiryOf(one))
  return secret
}

function expiryOf({ ports }: FactorCase): Date {
  return new Date(ports.clock.now().getTime() + challengeMinutes * 60_000)
}
