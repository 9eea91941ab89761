import { IdpError } from '../../errors.ts'
import { judgeBytes, refusalOf } from './assertion-grant.ts'
import { closeBrowserSession, forgetCookie, openBrowserSession } from './browser-session.ts'
import { answerPage, html } from './html.ts'
import type { Judgement } from './judge-assertion.ts'
import { rememberPending, takePending } from './pending-sign-ins.ts'
import { readPassiveResponse } from './read-passive-response.ts'
import { refusalPage } from './refusal-page.ts'
import { redirectToProvider } from './sign-in-page.ts'
import type { TenantAnswer, TenantRequest } from './tenant-http.ts'
import { type PendingSignIn, type TenantState, tenantNow } from './tenant-state.ts'
import type { SignatureVerifier } from './verify-signature.ts'

/** Where the browser comes back to: the token is judged, then the second factor, then the user is in. */

/** `POST /login.srf` with `wa`, `wresult` and `wctx`. */
export async function receiveToken(
  request: TenantRequest,
  state: TenantState,
  verifier: SignatureVerifier,
): Promise<TenantAnswer> {
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'))
  for (const parameter of ['wa', 'wresult', 'wctx'])
    if (!form.get(parameter)) return refusalPage(900144, { parameter }, request, state)
  const pending = takePending(form.get('wctx') ?? '', state)
  if (form.get('wa') !== 'wsignin1.0' || pending === undefined)
    return refusalPage(
      90023,
      { detail: 'wctx is not one that this tenant sent, or it was used before.' },
      request,
      state,
    )
  const assertion = tryRead(form.get('wresult') ?? '')
  if (assertion === undefined) return refusalPage(50008, {}, request, state)
  const judgement = await judgeBytes(assertion, state, verifier)
  if (judgement.outcome !== 'user') {
    const { code, facts } = refusalOf({ ...judgement, aadsts: judgement.aadsts ?? 51004 }, state)
    return refusalPage(code, facts, request, state)
  }
  return afterFirstFactor(judgement, pending, request, state)
}

function tryRead(wresult: string): Uint8Array | undefined {
  try {
    return readPassiveResponse(wresult)
  } catch (error) {
    if (error instanceof IdpError) return undefined
    throw error
  }
}

/**
 * federatedIdpMfaBehavior, as Microsoft Graph's reference words it: accept takes the provider's word and does it itself where there is
 * none; enforce sends the browser back for it; reject always does it itself. That 50074 ends a visit in vain is assumed.
 */
function afterFirstFactor(
  judgement: Judgement,
  pending: PendingSignIn,
  request: TenantRequest,
  state: TenantState,
): TenantAnswer {
  const domain = state.domains.get(pending.domainName.toLowerCase())
  const behavior = domain?.federation?.federatedIdpMfaBehavior ?? 'acceptIfMfaDoneByFederatedIdp'
  const isProvided = judgement.hasSecondFactor
  if (!state.requiresSecondFactor || (isProvided && behavior !== 'rejectMfaByFederatedIdp'))
    return signIn(judgement, isProvided ? ['the identity provider'] : [], pending, state)
  if (behavior !== 'enforceMfaByFederatedIdp' || domain === undefined) return askSecondFactor(judgement, pending, state)
  if (pending.asksSecondFactor) return refusalPage(50074, {}, request, state)
  return redirectToProvider({ ...pending, domain, asksFreshLogin: false, asksSecondFactor: true }, request, state)
}

function askSecondFactor(judgement: Judgement, pending: PendingSignIn, state: TenantState): TenantAnswer {
  const wctx = rememberPending({ ...pending, at: tenantNow(state), judgement }, state)
  return answerPage({
    title: 'Approve sign-in request',
    outcome: 'ask-second-factor',
    content: html`<p>Entra asks ${judgement.userPrincipalName ?? ''} for its own second factor. In this simulation a button stands for it.</p>
<form action="/common/SAS/ProcessAuth" method="post"><input type="hidden" name="request" value="${wctx}">
<p><button type="submit">Approve</button></p></form>`,
  })
}

/** `POST /common/SAS/ProcessAuth`: the second factor of Entra itself was given. */
export function takeSecondFactor(request: TenantRequest, state: TenantState): TenantAnswer {
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'))
  const pending = takePending(form.get('request') ?? '', state)
  if (pending?.judgement === undefined)
    return refusalPage(90023, { detail: 'No sign-in waits for this second factor.' }, request, state)
  const before = pending.judgement.hasSecondFactor ? (['the identity provider'] as const) : []
  return signIn(pending.judgement, [...before, 'Entra'], pending, state)
}

function signIn(
  judgement: Judgement,
  secondFactors: readonly ('the identity provider' | 'Entra')[],
  pending: PendingSignIn,
  state: TenantState,
): TenantAnswer {
  const signOutUri = state.domains.get(pending.domainName.toLowerCase())?.federation?.signOutUri ?? undefined
  return openBrowserSession({ judgement, secondFactors, signOutUri }, state)
}

/** `GET /login.srf?wa=wsignoutcleanup1.0`: the identity provider says that the user has signed out there. */
export function answerCleanup(request: TenantRequest, state: TenantState): TenantAnswer {
  if (request.query.get('wa') !== 'wsignoutcleanup1.0')
    return refusalPage(90023, { detail: 'Only wsignoutcleanup1.0 is taken by GET.' }, request, state)
  closeBrowserSession(request, state)
  const content = html`<p>You signed out of your account.</p>`
  return answerPage({ title: 'Signed out', outcome: 'signed-out', content }, forgetCookie)
}
