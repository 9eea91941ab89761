import type { Application } from '../../config/application.ts'
import type { Networks } from '../../config/managed-settings.ts'
import { type PublicAddresses, portSuffix, publicHosts } from '../../config/public-hosts.ts'
import { IdpError } from '../../errors.ts'
import type { Note, Ports } from '../../ports.ts'
import { isMessageId } from '../../protocol/soap/addressing.ts'
import type { SecurityHeader } from '../../protocol/soap/security-header.ts'
import { parseTokenRequest } from '../../protocol/ws-trust/token-request-message.ts'
import type {
  AcceptedRequest,
  NegotiateCredential,
  NetworkFacts,
  PasswordCredential,
  TrustHttpRequest,
} from '../stages.ts'
import { findClientRequestId } from './find-client-request-id.ts'
import { getNegotiateCredential } from './get-negotiate-credential.ts'
import { networkFacts, requireIntranet } from './require-intranet.ts'
import { requireIssuable } from './require-issuable.ts'
import { requirePasswordNetwork } from './require-password-network.ts'

/**
 * The first stage: bytes from anyone become a request we are willing to act on.
 * In: one HTTP request (untrusted, sizes bounded). Out: AcceptedRequest: a known application, an open network, a well-formed request for
 * a bearer SAML 1.1 assertion to one of its audiences. [WSTrust13 §3.1, §4.1] [RFC4559 §4]
 * NOT verified yet: the credential. Nothing about the caller is known but its address.
 */
export function acceptTokenRequest(
  http: TrustHttpRequest,
  ports: Pick<Ports, 'clock' | 'settings'>,
  note: Note,
): AcceptedRequest {
  const { managed } = ports.settings.current()
  const clientRequestId = findClientRequestId(http)
  note({ clientRequestId, userAgent: http.headers['user-agent']?.slice(0, 200), bytes: http.body.length })
  const application = getApplication(managed.applications, http.applicationId)
  if (http.method !== 'POST') throw new IdpError('ACCEPT_METHOD_NOT_POST', { method: http.method })
  const network = networkFacts(http.remoteAddress, managed.networks.intranetRanges)
  note({ insideIntranet: network.insideIntranet })
  const ticket = acceptTicket(http, network, managed.networks)
  if (http.body.length === 0) throw new IdpError('ACCEPT_BODY_EMPTY')
  const message = parseTokenRequest(http.body)
  const { addressing, request, security } = message
  note({ trustVersion: request.version, appliesTo: request.appliesTo?.slice(0, 200) })
  note(addressFacts(addressing.to, ports.settings.current()))
  const appliesTo = requireIssuable(message, { http, application, now: ports.clock.now() })
  const credential = ticket ?? acceptPassword(security, http, network, managed.networks)
  if (ticket !== undefined && security?.tokens.includes('UsernameToken'))
    throw new IdpError('ACCEPT_PASSWORD_AT_WINDOWSTRANSPORT')
  const { messageId } = addressing
  return {
    application,
    network,
    endpoint: { ...http.endpoint, trustVersion: request.version },
    hasTimestamp: security?.timestamp !== undefined,
    messageId: messageId !== undefined && isMessageId(messageId) ? messageId : undefined,
    appliesTo,
    clientRequestId,
    credential,
    channelBinding: http.channelBinding,
  }
}

/**
 * The network rule hangs on the kind of credential, so it holds on every address that takes tickets. Both are looked at before the body:
 * Windows and curl send an empty or throw-away one until they are asked for a ticket.
 */
function acceptTicket(
  http: TrustHttpRequest,
  network: NetworkFacts,
  { intranetRanges }: Networks,
): NegotiateCredential | undefined {
  if (http.endpoint.credential !== 'windowstransport') return undefined
  requireIntranet(network, intranetRanges)
  return getNegotiateCredential(http.headers)
}

/** [WSSUsername11 §3.1] The only credential that is looked for where no ticket is taken; an Authorization header is passed over. */
function acceptPassword(
  security: SecurityHeader | undefined,
  { endpoint }: TrustHttpRequest,
  network: NetworkFacts,
  networks: Networks,
): PasswordCredential {
  const token = security?.usernameToken
  if (token === undefined) throw new IdpError('ACCEPT_USERNAME_TOKEN_MISSING', { endpoint: endpoint.path })
  requirePasswordNetwork('usernamemixed', network, networks)
  return { kind: 'password', ...token }
}

function getApplication(applications: readonly Application[], applicationId: string): Application {
  const application = applications.find((candidate) => candidate.id === applicationId)
  if (application === undefined) throw new IdpError('ACCEPT_APPLICATION_UNKNOWN', { applicationId })
  if (!application.enabled) throw new IdpError('ACCEPT_APPLICATION_DISABLED', { application: application.name })
  return application
}

/**
 * To is noted, not compared: nothing is decided by it, TLS and the ticket's service name already say whom the client meant, and
 * aliases, proxies and `:443` make it differ from our address in good requests [WSAddr10 §3.2].
 */
function addressFacts(to: string | undefined, settings: PublicAddresses) {
  if (to === undefined) return { to: 'none' }
  const host = URL.canParse(to) ? new URL(to).host : ''
  const ours = publicHosts(settings).map((name) => `${name}${portSuffix(settings.publicUrl)}`)
  return { to: to.slice(0, 200), toOurHost: ours.includes(host) }
}
