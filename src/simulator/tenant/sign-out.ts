import { closeBrowserSession, forgetCookie } from './browser-session.ts'
import { answerPage, html } from './html.ts'
import { signOutUrl } from './passive-request.ts'
import { answerRedirect, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import type { TenantState } from './tenant-state.ts'

/** `GET /{tenant}/oauth2/logout`: ends the session here, then the one at the identity provider, where there is one. */
export function answerSignOut(request: TenantRequest, state: TenantState): TenantAnswer {
  const session = closeBrowserSession(request, state)
  if (session?.signOutUri) return answerRedirect(signOutUrl(session.signOutUri), forgetCookie)
  const content = html`<p>You signed out of your account.</p><p><a href="/">Sign in again</a></p>`
  return answerPage({ title: 'Signed out', outcome: 'signed-out', content }, forgetCookie)
}
