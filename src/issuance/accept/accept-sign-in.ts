import type { Application } from '../../config/application.ts'
import type { Networks } from '../../config/managed-settings.ts'
import { IdpError } from '../../errors.ts'
import type { Note, Ports } from '../../ports.ts'
import { wsFederation } from '../../protocol/names/ws-federation.ts'
import { type PassiveRequest, parsePassiveRequest } from '../../protocol/ws-federation/passive-request.ts'
import { findSessionId } from '../browser-cookies.ts'
import type { AcceptedSignIn, BrowserRequest, NetworkFacts, SignInDemands } from '../stages.ts'
import { webOriginOf } from '../web-origin-of.ts'
import { acceptForm } from './accept-form.ts'
import { demandsOf } from './demands-of.ts'
import { getApplication } from './get-application.ts'
import { getNegotiateCredential } from './get-negotiate-credential.ts'
import { replyAddressFor } from './reply-address-for.ts'
import { networkFacts } from './require-intranet.ts'
import { requireIssuableByBrowser } from './require-issuable-by-browser.ts'
import { requirePasswordNetwork } from './require-password-network.ts'

/**
 * The first stage of the passive flow: what a browser brings becomes a sign-in we are willing to act on.
 * In: one HTTP request (untrusted, sizes bounded). Out: AcceptedSignIn: a known application, its own realm and one of its own reply
 * addresses, demands we understand, and, where a form was posted, one that we sent to this very browser. [WSFed12 §13.2.1, §13.2.2]
 * NOT verified yet: the credential, and whether there is a session under the cookie.
 */
export function acceptSignIn(
  http: BrowserRequest,
  ports: Pick<Ports, 'clock' | 'settings'>,
  note: Note,
): AcceptedSignIn {
  const { managed } = ports.settings.current()
  const application = getApplication(managed.applications, http.applicationId)
  if (http.method !== 'GET' && http.method !== 'HEAD' && http.method !== 'POST')
    throw new IdpError('ACCEPT_METHOD_UNSUPPORTED', { method: http.method })
  const request = parsePassiveRequest(http.query)
  note({ userAgent: http.headers['user-agent']?.slice(0, 200), ...requestFacts(request) })
  if (request.wa !== wsFederation.signIn)
    throw new IdpError('ACCEPT_ACTION_UNKNOWN', { action: request.wa?.slice(0, 80) ?? '' })
  requireRealm(request, application)
  requireIssuableByBrowser(request, application)
  const { intranetRanges } = managed.networks
  const network = networkFacts(http.remoteAddress, intranetRanges)
  const demands = demandsOf(request, { secondFactor: managed.secondFactor, network, now: ports.clock.now() })
  note({ insideIntranet: network.insideIntranet, ...demandFacts(demands) })
  if (demands.method === 'kerberos' && !network.insideIntranet)
    throw new IdpError('ACCEPT_WINDOWS_ELSEWHERE', { remoteAddress: http.remoteAddress, ranges: intranetRanges })
  const address = `${http.path}?${http.query}`
  const form = http.method === 'POST' ? acceptForm(http, address, ports.settings.current()) : undefined
  if (form?.credential !== undefined) requirePasswordNetwork('browserPasswords', network, managed.networks)
  const takesTicket = form === undefined && takesTickets(application, network, demands)
  const ticket = takesTicket ? ticketIn(http) : undefined
  return {
    application,
    network,
    channelBinding: http.channelBinding,
    credential: form?.credential ?? ticket,
    offersKerberos: takesTicket && ticket === undefined,
    takesPasswords: takesPasswords(network, managed.networks),
    factorForm: form?.factorForm,
    newPassword: form?.newPassword,
    wctx: request.wctx,
    replyAddress: replyAddressFor(request.wreply, application),
    demands,
    address,
    staySignedIn: form?.staySignedIn === true && managed.sessions.staySignedIn.offered,
    sessionId: findSessionId(http.headers.cookie),
    webOrigin: webOriginOf(http, ports.settings.current()),
  }
}

/** What this request says of itself, for the log. wctx is the relying party's own, and may be a secret of it. */
function requestFacts({ wctx, wct, whr, wreq, wreply }: PassiveRequest) {
  const short = (text: string | undefined) => text?.slice(0, 200)
  return {
    wctxLength: wctx?.length,
    wct: short(wct),
    whr: short(whr),
    wreply: short(wreply),
    hasWreq: wreq !== undefined,
  }
}

function demandFacts({ method, maxAgeMinutes, secondFactor }: SignInDemands) {
  return { demandedMethod: method, maxAgeMinutes, demandedSecondFactor: secondFactor }
}

function requireRealm({ wtrealm }: PassiveRequest, application: Application): void {
  const expected = [application.audienceRestriction, ...application.appliesTo]
  if (wtrealm === undefined || !expected.includes(wtrealm))
    throw new IdpError('ACCEPT_WTREALM_UNKNOWN', {
      application: application.name,
      expected,
      observed: wtrealm?.slice(0, 200) ?? 'nobody',
    })
}

/**
 * Kerberos is offered where the client can have a ticket, to nobody else: elsewhere a browser would ask for a password by itself. A
 * ticket says nothing of when the user last proved anything, so it answers no demand for freshness.
 */
function takesTickets(
  application: Application,
  { insideIntranet }: NetworkFacts,
  { method, maxAgeMinutes }: SignInDemands,
): boolean {
  return insideIntranet && application.kerberos !== null && method !== 'password' && maxAgeMinutes === undefined
}

export function takesPasswords(network: NetworkFacts, { browserPasswords }: Networks): boolean {
  return browserPasswords === 'everywhere' || (browserPasswords === 'intranet' && network.insideIntranet)
}

/** A scheme other than Negotiate, or none: the form decides. */
export function ticketIn({ headers }: BrowserRequest): AcceptedSignIn['credential'] {
  return /^negotiate\s/i.test(headers.authorization ?? '') ? getNegotiateCredential(headers) : undefined
}
