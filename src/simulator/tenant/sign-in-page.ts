import { randomUUID } from 'node:crypto'
import { signedInPage } from './browser-session.ts'
import { answerPage, html } from './html.ts'
import { passiveRequestUrl } from './passive-request.ts'
import { rememberPending } from './pending-sign-ins.ts'
import { refusalPage } from './refusal-page.ts'
import { answerRedirect, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import type { TenantDomain } from './tenant-options.ts'
import { findDomain, type TenantState, tenantNow } from './tenant-state.ts'

/** The Microsoft 365 sign-in page: a name is typed, and the browser of a federated user goes to the identity provider. */

/** `GET /`: who is signed in, else the question for a name. */
export function answerHome(request: TenantRequest, state: TenantState): TenantAnswer {
  return signedInPage(request, state) ?? askForName()
}

/** `GET /{tenant}/oauth2/authorize` with `login_hint`, and `prompt=login` where an application wants a fresh sign-in. */
export function answerAuthorize(request: TenantRequest, state: TenantState): TenantAnswer {
  const asksFreshLogin = request.query.get('prompt') === 'login'
  if (!asksFreshLogin) {
    const signedIn = signedInPage(request, state)
    if (signedIn) return signedIn
  }
  const login = request.query.get('login_hint')?.trim() ?? ''
  if (login === '') return askForName()
  const domain = findDomain(state, login)
  if (domain === undefined) return refusalPage(50034, { tenantId: state.tenantId }, request, state)
  if (domain.federation === undefined) return managedPage(login)
  return redirectToProvider({ login, domain, asksFreshLogin, asksSecondFactor: false }, request, state)
}

export interface ProviderVisit {
  readonly login: string
  readonly domain: TenantDomain
  readonly asksFreshLogin: boolean
  readonly asksSecondFactor: boolean
}

/** Remembers the browser and sends it away. */
export function redirectToProvider(visit: ProviderVisit, request: TenantRequest, state: TenantState): TenantAnswer {
  const { login, domain, asksFreshLogin, asksSecondFactor } = visit
  if (!domain.federation?.passiveSignInUri)
    return refusalPage(90023, { detail: `The domain ${domain.name} has no PassiveSignInUri.` }, request, state)
  const pending = { login, domainName: domain.name, at: tenantNow(state), asksSecondFactor, judgement: undefined }
  const url = passiveRequestUrl(domain.federation, {
    ...{ login, asksFreshLogin, asksSecondFactor },
    audienceUrn: state.audienceUrn,
    wctx: rememberPending(pending, state),
    clientRequestId: randomUUID(),
  })
  return answerRedirect(url)
}

function askForName(): TenantAnswer {
  return answerPage({
    title: 'Sign in',
    outcome: 'ask-name',
    content: html`<form action="/common/oauth2/authorize" method="get">
<p><label>User name<br><input name="login_hint" type="email" autocomplete="username" autofocus required size="40"></label></p>
<p><label><input type="checkbox" name="prompt" value="login"> ask again even if somebody is signed in (prompt=login)</label></p>
<p><button type="submit">Next</button></p></form>`,
  })
}

function managedPage(login: string): TenantAnswer {
  return answerPage({
    title: 'Enter password',
    outcome: 'ask-password',
    content: html`<p>The domain of ${login} is managed: Entra would ask for the password itself, and never send the browser to an identity provider.</p>`,
  })
}
