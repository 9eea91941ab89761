/**
 * Somebody whose first factor is proved answers for the second, or sets one up. In: what the browser posted (untrusted), the session. Out: the
 * session raised, under another cookie; or the next question, with the reason when an answer did not do. Codes are counted before they
 * are looked at; each is good once [RFC6238 §5.2]. Passkeys cannot be guessed and are not counted, so a guesser of codes locks nobody out.
 */
import { type ErrorCode, IdpError } from '../../errors.ts'
import type { Note } from '../../ports.ts'
import { useFactor } from '../../second-factor/use-factor.ts'
import { elevateSession, type KeptSession } from '../keep-session.ts'
import type { AcceptedSignIn, FactorForm, FormProblem } from '../stages.ts'
import { askFactor, type FactorCase, type FactorPorts, subjectOf } from './ask-factor.ts'
import { enrolFactor } from './enrol-factor.ts'
import type { FactorPause } from './reply-with-factor-page.ts'

export type FactorProof = { readonly outcome: 'proved'; readonly kept: KeptSession } | FactorPause

/** Throws AUTHENTICATE_…, STORAGE_…. */
export async function proveFactor(
  kept: KeptSession,
  request: AcceptedSignIn,
  ports: FactorPorts,
  note: Note,
): Promise<FactorProof> {
  const { session } = kept
  const { demand } = ports.settings.current().managed.secondFactor
  if (demand === 'never')
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE', { account: session.samAccountName })
  const factors = await ports.secondFactors.list(session)
  const one: FactorCase = { session, request, factors, ports }
  const { factorForm } = request
  note({ secondFactors: factors.map(({ kind }) => kind), secondFactorForm: factorForm?.kind ?? 'none' })
  if (factorForm === undefined) return askAgain(kept, one, new IdpError('AUTHENTICATE_SECOND_FACTOR_NEEDED'))
  try {
    return await answer(one, factorForm, kept)
  } catch (error) {
    if (!(error instanceof IdpError && isAskedAgain(error))) throw error
    note({ secondFactorRefused: error.code })
    return askAgain(kept, one, error)
  }
}

/** What is asked again; everything else is an error page. */
const problems: Readonly<Partial<Record<ErrorCode, FormProblem>>> = {
  AUTHENTICATE_SECOND_FACTOR_REFUSED: 'codeRefused',
  AUTHENTICATE_SECOND_FACTOR_LOCKED: 'codeRefused',
  AUTHENTICATE_RATE_LIMITED: 'codeRefused',
  AUTHENTICATE_PASSKEY_REFUSED: 'passkeyRefused',
}

function isAskedAgain({ code }: IdpError): boolean {
  return code in problems || code === 'AUTHENTICATE_SECOND_FACTOR_NEEDED'
}

async function askAgain(kept: KeptSession, one: FactorCase, because: IdpError): Promise<FactorProof> {
  return { outcome: 'asked', kept, question: await askFactor(one, problems[because.code]), because }
}

async function answer(one: FactorCase, form: FactorForm, kept: KeptSession): Promise<FactorProof> {
  const { session, request, ports, factors } = one
  const isEnrolment = form.kind === 'enrolTotp' || form.kind === 'enrolPasskey'
  if (isEnrolment) {
    // With one set up already the password alone must not add another.
    if (factors.length > 0) throw new IdpError('AUTHENTICATE_SECOND_FACTOR_NEEDED')
    const codes = await enrolFactor(one, form)
    const method = form.kind === 'enrolTotp' ? 'totp' : 'passkey'
    return {
      outcome: 'enrolled',
      kept: await elevateSession(session, method, request, ports, true),
      codes,
      because: new IdpError('AUTHENTICATE_SECOND_FACTOR_ENROLLED'),
    }
  }
  if (form.kind === 'later') return { outcome: 'proved', kept: await putOff(one, kept) }
  await useFactor(subjectOf(one), form)
  return { outcome: 'proved', kept: await elevateSession(session, form.kind, request, ports) }
}

/** Throws AUTHENTICATE_SECOND_FACTOR_NEEDED where it may not be put off. */
async function putOff({ session, request, factors, ports }: FactorCase, kept: KeptSession): Promise<KeptSession> {
  const changed = { ...session, secondFactorPutOff: true as const }
  if (factors.length > 0 || !request.demands.mayPutOffSecondFactor)
    throw new IdpError('AUTHENTICATE_SECOND_FACTOR_NEEDED')
  if (!(await ports.sessions.update(changed))) throw new IdpError('AUTHENTICATE_SIGN_IN_NEEDED', { offered: '' })
  return { ...kept, session: changed, lacking: undefined }
}
