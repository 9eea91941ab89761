import type { Ports } from '../ports.ts'
import { acceptTokenRequest } from './accept/accept-token-request.ts'
import { findClientRequestId } from './accept/find-client-request-id.ts'
import { authenticate } from './authenticate/authenticate.ts'
import { findEntry } from './lookup/find-entry.ts'
import { rememberProfile } from './lookup/remember-profile.ts'
import { mapClaims } from './map/map-claims.ts'
import { mintAssertion } from './mint/mint-assertion.ts'
import { replyWithFault } from './reply/fault.ts'
import { replyWithToken } from './reply/reply-with-token.ts'
import type { HttpReply, TrustHttpRequest } from './stages.ts'

/**
 * The active flow: a WS-Trust request becomes a token [WSTrust13 §4]. Only this file knows the order of the stages.
 * In: a request nothing of which is verified. Out: a signed response, or a fault; never an exception.
 */
export async function issueToken(http: TrustHttpRequest, ports: Ports): Promise<HttpReply> {
  const trace = ports.signInLog.begin({
    applicationId: http.applicationId,
    endpoint: http.endpoint.path,
    remoteAddress: http.remoteAddress,
  })
  // A refused attempt is looked for by the id that Windows shows just as an accepted one.
  trace.describe({ clientRequestId: findClientRequestId(http) })
  try {
    const request = await trace.stage('accept', (note) => acceptTokenRequest(http, ports, note))
    const principal = await trace.stage('authenticate', (note) => authenticate(request, ports, note))
    trace.describe({ principal: `${principal.samAccountName}@${principal.kerberosRealm}` })
    const found = await trace.stage('lookup', (note) => findEntry(principal, request, ports, note))
    const subject = await trace.stage('map', (note) => mapClaims(found, request, ports, note))
    const assertion = await trace.stage('mint', (note) => mintAssertion(subject.claims, request, ports, note))
    const reply = await trace.stage('reply', () => replyWithToken(assertion, request, principal))
    await rememberProfile(found, subject.profile, ports)
    trace.end()
    return reply
  } catch (error) {
    trace.end(error)
    return replyWithFault(error, http, trace.traceId)
  }
}
