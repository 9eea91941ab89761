import { randomBytes } from 'node:crypto'
import { answerPage, type Html, html } from './html.ts'
import type { CheckedRule, Judgement } from './judge-assertion.ts'
import type { PresentedAttribute } from './read-assertion.ts'
import type { TenantAnswer, TenantRequest } from './tenant-http.ts'
import { type BrowserSession, type TenantState, tenantNow } from './tenant-state.ts'

/** A browser that is signed in to the simulated Microsoft 365: its cookie, and the page of what the token said. */

const cookieName = 'ESTSAUTH'
const sessionsKept = 1000

/** Signs the browser in and shows the page. */
export function openBrowserSession(session: Omit<BrowserSession, 'signedInAt'>, state: TenantState): TenantAnswer {
  const cookie = randomBytes(32).toString('base64url')
  const [oldest] = state.browserSessions.keys()
  if (oldest !== undefined && state.browserSessions.size >= sessionsKept) state.browserSessions.delete(oldest)
  const opened = { ...session, signedInAt: tenantNow(state) }
  state.browserSessions.set(cookie, opened)
  return claimsPage(opened, { 'set-cookie': `${cookieName}=${cookie}; Path=/; Secure; HttpOnly; SameSite=None` })
}

/** The page of the browser's session; undefined when it has none. */
export function signedInPage(request: TenantRequest, state: TenantState): TenantAnswer | undefined {
  const session = state.browserSessions.get(cookieOf(request))
  return session && claimsPage(session)
}

/** Ends the browser's session, and says which it was. */
export function closeBrowserSession(request: TenantRequest, state: TenantState): BrowserSession | undefined {
  const cookie = cookieOf(request)
  const session = state.browserSessions.get(cookie)
  state.browserSessions.delete(cookie)
  return session
}

export const forgetCookie = { 'set-cookie': `${cookieName}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0` }

function cookieOf({ headers }: TenantRequest): string {
  const pairs = (headers.cookie ?? '').split(/;\s*/)
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? ''
}

function claimsPage({ judgement, secondFactors }: BrowserSession, headers: TenantAnswer['headers'] = {}): TenantAnswer {
  const { authentication } = judgement
  return answerPage(
    {
      title: 'Signed in',
      outcome: 'signed-in',
      content: html`<p id="user">${judgement.userPrincipalName ?? ''}</p>
<p id="how">${describeAuthentication(authentication)} Second factor: ${describeSecondFactors(secondFactors)}</p>
<p><a id="sign-out" href="/common/oauth2/logout">Sign out</a></p>
<h2>What the token says</h2><table id="claims"><tr><th>claim</th><th>value</th></tr>${judgement.claims.map(claimRow)}</table>
<h2>How it was judged</h2><table id="rules"><tr><th>rule</th><th>found</th><th>known from</th></tr>${judgement.checks.map(ruleRow)}</table>
<p><small>Signature judged by ${judgement.signatureVerifier ?? 'nobody'}.</small></p>`,
    },
    headers,
  )
}

function describeAuthentication(authentication: Judgement['authentication']): string {
  if (authentication === undefined) return 'The token does not say how the user authenticated.'
  return `Authenticated by ${authentication.method} at ${authentication.instant?.toISOString() ?? 'an unknown time'}.`
}

function describeSecondFactors(asked: BrowserSession['secondFactors']): string {
  return asked.length === 0 ? 'none' : `asked by ${asked.join(', then by ')}${asked.length > 1 ? ' (twice!)' : ''}`
}

function claimRow({ name, namespace, values }: PresentedAttribute): Html {
  return html`<tr><td>${name}<br><small>${namespace}</small></td><td>${values.join(', ')}</td></tr>`
}

function ruleRow({ rule, outcome, detail, source }: CheckedRule): Html {
  return html`<tr><td>${rule} ${outcome === 'ok' ? '✓' : '✗'}</td><td>${detail}</td><td><small>${source}</small></td></tr>`
}
