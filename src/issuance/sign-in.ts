import { IdpError } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { acceptSignIn } from './accept/accept-sign-in.ts'
import { proveFirstFactor } from './authenticate/prove-first-factor.ts'
import { keepSession } from './keep-session.ts'
import { findPerson, passwordSetAt } from './lookup/find-person.ts'
import { rememberProfile } from './lookup/remember-profile.ts'
import { mapClaims } from './map/map-claims.ts'
import { mintAssertion } from './mint/mint-assertion.ts'
import { replyWithForm } from './reply/reply-with-form.ts'
import { replyWithPage } from './reply/reply-with-page.ts'
import { proveFactor } from './second-factor/prove-factor.ts'
import { replyWithFactorPage } from './second-factor/reply-with-factor-page.ts'
import { factsOf } from './session-facts.ts'
import type { AcceptedSignIn, BrowserReply, BrowserRequest } from './stages.ts'

/**
 * The passive flow: a browser is signed in, and carries a token to the relying party [WSFed12 §13.2.1]. Only this file knows the order
 * of the stages. In: a request nothing of which is verified. Out: a page: the token in a form, the next question, or an error; never an
 * exception. What is proved so far is kept in the session; the request itself stays in the address that every form posts back to.
 */
export async function signIn(http: BrowserRequest, ports: Ports): Promise<BrowserReply> {
  const { applicationId, remoteAddress } = http
  const trace = ports.signInLog.begin({ applicationId, endpoint: 'wsfed', remoteAddress })
  let accepted: AcceptedSignIn | undefined
  let cookies: readonly string[] = []
  try {
    const request = await trace.stage('accept', (note) => acceptSignIn(http, ports, note))
    accepted = request
    const proof = await trace.stage('authenticate', (note) => proveFirstFactor(request, ports, note))
    const { principal } = proof
    trace.describe({ principal: `${principal.samAccountName}@${principal.kerberosRealm}` })
    const found = await trace.stage('lookup', (note) => findPerson(proof, request, ports, note))
    const browser = { userAgent: http.headers['user-agent'], passwordSetAt: passwordSetAt(found) }
    const first = await keepSession(proof, request, browser, ports)
    cookies = first.cookies
    const second =
      first.lacking === 'secondFactor'
        ? await trace.stage('authenticate', (note) => proveFactor(first, request, ports, note))
        : ({ outcome: 'proved', kept: first } as const)
    cookies = second.kept.cookies
    if (second.outcome !== 'proved') {
      trace.end(second.because)
      return replyWithFactorPage(second, http, trace.traceId, ports)
    }
    const { session, lacking } = second.kept
    if (lacking !== undefined) throw new IdpError('AUTHENTICATE_SIGN_IN_NEEDED', { offered: '' })
    const proved = { ...found, principal: { ...principal, authentication: factsOf(session) } }
    const subject = await trace.stage('map', (note) => mapClaims(proved, request, ports, note))
    const { assertionDuration } = request.application
    const assertion = await trace.stage('mint', (note) =>
      mintAssertion(subject.claims, request, ports, note, assertionDuration),
    )
    const reply = await trace.stage('reply', () => replyWithForm(assertion, request, principal, cookies))
    await rememberProfile(proved, subject.profile, ports)
    trace.end()
    return reply
  } catch (error) {
    trace.end(error)
    const reply = replyWithPage(error, http, accepted, trace.traceId, ports)
    // What was proved stays proved, whatever failed after it.
    return { ...reply, cookies: [...reply.cookies, ...cookies] }
  }
}
