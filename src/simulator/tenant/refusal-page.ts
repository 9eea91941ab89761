import { randomUUID } from 'node:crypto'
import { answerPage, html } from './html.ts'
import { type RefusalCode, refusalText } from './oauth-error.ts'
import type { TenantAnswer, TenantRequest } from './tenant-http.ts'
import { type TenantState, tenantNow } from './tenant-state.ts'

/** What a browser shows when Entra does not sign a user in: the layout follows public screenshots. */
export function refusalPage(
  code: RefusalCode,
  facts: Readonly<Record<string, string>>,
  request: TenantRequest,
  state: TenantState,
): TenantAnswer {
  const timestamp = `${tenantNow(state).toISOString().slice(0, 19)}Z`
  return answerPage({
    title: 'Sign in',
    outcome: 'refused',
    aadsts: code,
    content: html`<h2>Sorry, but we’re having trouble signing you in.</h2>
<p id="message">AADSTS${String(code)}: ${refusalText(code, facts)}</p>
<p><small>Request Id: ${randomUUID()}<br>Correlation Id: ${request.query.get('client-request-id') ?? randomUUID()}<br>Timestamp: ${timestamp}</small></p>
<p><a href="/">Start again</a></p>`,
  })
}
