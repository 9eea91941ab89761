/**
 * People look after their own second factors. In: a session whose factors are proved and fresh, and what was posted (untrusted). Out: the change in
 * storage; the page of what is set up, or codes to show once. Everything is found by its owner, so nobody reaches another's
 * [WebAuthn3 §7.1]. Not verified here: that the session is fresh (manage-account).
 */
import { type ErrorCode, IdpError } from '../../errors.ts'
import type { Note } from '../../ports.ts'
import { renewRecoveryCodes } from '../../second-factor/make-factor.ts'
import { elevateSession, type KeptSession } from '../keep-session.ts'
import type { AcceptedAccount, AccountPage, FormProblem } from '../stages.ts'
import { askToEnrol, type FactorCase, type FactorPorts, subjectOf } from './ask-factor.ts'
import { type EnrolmentForm, enrolFactor } from './enrol-factor.ts'

export type ChangedFactors =
  | { readonly show: 'account'; readonly kept: KeptSession; readonly page: AccountParts }
  | { readonly show: 'codes'; readonly kept: KeptSession; readonly codes: readonly string[] }
  /** Done: the page is fetched anew. */
  | { readonly show: 'again'; readonly kept: KeptSession }

export type AccountParts = Omit<AccountPage, 'kind' | 'address' | 'formToken' | 'username' | 'traceId'>

/** Throws AUTHENTICATE_…, STORAGE_…. */
export async function changeFactors(
  kept: KeptSession,
  request: AcceptedAccount,
  ports: FactorPorts,
  note: Note,
): Promise<ChangedFactors> {
  const { session } = kept
  const factors = await ports.secondFactors.list(session)
  const one: FactorCase = { session, request, factors, ports }
  const { factorForm, accountForm, credential } = request
  if (factorForm?.kind === 'enrolTotp' || factorForm?.kind === 'enrolPasskey')
    return enrol(kept, one, request, factorForm, note)
  if (accountForm === undefined)
    return factorForm === undefined && credential === undefined ? show(kept, one, undefined) : { show: 'again', kept }
  note({ secondFactorChange: accountForm.kind })
  switch (accountForm.kind) {
    case 'renewRecoveryCodes':
      if (factors.length === 0) return { show: 'again', kept }
      return { show: 'codes', kept, codes: await renewRecoveryCodes(subjectOf(one)) }
    case 'rename':
      await ports.secondFactors.rename(session, accountForm.id, accountForm.label)
      return { show: 'again', kept }
    case 'remove':
      note({ removed: await ports.secondFactors.remove(session, accountForm.id) })
      return { show: 'again', kept }
  }
}

const problems: Readonly<Partial<Record<ErrorCode, FormProblem>>> = {
  AUTHENTICATE_SECOND_FACTOR_REFUSED: 'codeRefused',
  AUTHENTICATE_PASSKEY_REFUSED: 'passkeyRefused',
}

async function enrol(
  kept: KeptSession,
  one: FactorCase,
  request: AcceptedAccount,
  form: EnrolmentForm,
  note: Note,
): Promise<ChangedFactors> {
  try {
    const codes = await enrolFactor(one, form)
    const method = form.kind === 'enrolTotp' ? 'totp' : 'passkey'
    note({ secondFactorChange: `added ${method}` })
    const raised = await elevateSession(kept.session, method, request, one.ports)
    return codes.length === 0 ? { show: 'again', kept: raised } : { show: 'codes', kept: raised, codes }
  } catch (error) {
    const problem = error instanceof IdpError ? problems[error.code] : undefined
    if (!(error instanceof IdpError) || problem === undefined) throw error
    note({ secondFactorRefused: error.code, refusedBecause: error.means })
    return show(kept, one, problem)
  }
}

async function show(kept: KeptSession, one: FactorCase, problem: FormProblem | undefined): Promise<ChangedFactors> {
  const { session, factors, ports } = one
  const question = await askToEnrol(one, problem)
  const page: AccountParts = {
    problem,
    factors: factors.map(({ id, kind, label, createdAt, lastUsedAt }) => ({ id, kind, label, createdAt, lastUsedAt })),
    recoveryCodesLeft: await ports.secondFactors.countRecoveryCodes(session),
    app: question.app,
    passkeyCreation: question.passkeyCreation,
  }
  return { show: 'account', kept, page }
}
