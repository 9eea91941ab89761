import { randomUUID } from 'node:crypto'
import { IdpError } from '../../errors.ts'
import { soap } from '../../protocol/names/soap.ts'
import { wsTrust } from '../../protocol/names/ws-trust.ts'
import { buildAddressing } from '../../protocol/soap/addressing.ts'
import { buildEnvelope } from '../../protocol/soap/envelope.ts'
import type { MexEndpoint } from '../../protocol/ws-trust/read-mex.ts'
import { buildRequestSecurityToken } from '../../protocol/ws-trust/request-security-token.ts'
import { issueRequest, serializeTokenRequest } from '../../protocol/ws-trust/token-request-message.ts'
import { parseTokenResponse } from '../../protocol/ws-trust/token-response-message.ts'
import { serializeXml } from '../../protocol/xml/serialize-xml.ts'
import { type Network, sendRequest, type WebResponse } from '../send-request.ts'
import { adalHttpHresult, adalNetworkHresult, DeviceFailure } from './device-failure.ts'
import { usernameSecurity } from './username-security.ts'

export interface AssertionRequest {
  readonly endpoint: MexEndpoint
  readonly appliesTo: string
  readonly clientRequestId: string
  readonly userAgent: string
  readonly credential: TrustCredential
}

/** What windowstransport takes, or usernamemixed. */
export type TrustCredential =
  /** Makes the token for `Authorization: Negotiate`, base64. */
  | { readonly kind: 'ticket'; readonly negotiate: () => Promise<string> }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }

/** The assertion as the text that stood in the response: a bearer secret, only ever handed to the token endpoint. */
export interface ReceivedAssertion {
  readonly text: string
  readonly assertionId: string
}

/**
 * Asks windowstransport for an assertion, as WinHTTP does: first without a credential, then with the ticket that the 401 asks for; or
 * usernamemixed, with the password in the message. Throws a DeviceFailure of the auth phase.
 */
export async function requestAssertion(network: Network, request: AssertionRequest): Promise<ReceivedAssertion> {
  const { credential } = request
  const first = await post(network, request)
  if (credential.kind === 'password' || first.status !== 401) return readAnswer(first)
  if (!/^negotiate\b/i.test(first.headers['www-authenticate'] ?? ''))
    throw refused(first, 'the 401 does not offer Negotiate')
  return readAnswer(await post(network, request, await credential.negotiate()))
}

async function post(network: Network, request: AssertionRequest, token?: string): Promise<WebResponse> {
  const { endpoint } = request
  const names = endpoint.trustVersion === '13' ? wsTrust.wst200512 : wsTrust.wst200502
  const headers = {
    'content-type': `${soap.mediaType}; charset=utf-8`,
    soapaction: names.requestAction,
    'client-request-id': request.clientRequestId,
    'user-agent': request.userAgent,
    ...(token === undefined ? {} : { authorization: `Negotiate ${token}` }),
  }
  try {
    return await sendRequest(network, { method: 'POST', url: endpoint.url, headers, body: writeMessage(request) })
  } catch (error) {
    throw new DeviceFailure(
      `${endpoint.url} cannot be reached`,
      { phase: 'auth', hresult: adalNetworkHresult(error) },
      error,
    )
  }
}

function writeMessage({ endpoint, appliesTo, credential }: AssertionRequest): string {
  const addresses = { to: endpoint.url, messageId: `urn:uuid:${randomUUID()}`, appliesTo }
  const message = issueRequest(endpoint.trustVersion, addresses)
  if (credential.kind === 'ticket') return serializeTokenRequest(message)
  const headers = [...buildAddressing(message.addressing), usernameSecurity(credential, new Date())]
  return serializeXml(buildEnvelope({ headers, content: buildRequestSecurityToken(message.request) }))
}

/** A fault counts as one whatever its HTTP status is: how Windows reads 500 with a fault nobody has published. */
function readAnswer(answer: WebResponse): ReceivedAssertion {
  if (answer.status === 401) throw refused(answer, 'the ticket was refused')
  try {
    const { response } = parseTokenResponse(answer.body)
    if (answer.status !== 200) throw refused(answer, `HTTP ${answer.status}`)
    const text = answer.body.toString('utf8')
    if (!text.includes(response.assertion))
      throw failed('the assertion does not survive being cut out of the response as text', '0xcaa90002')
    return { text: response.assertion, assertionId: response.assertionId }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    if (error.code === 'WSTRUST_FAULT_RECEIVED') throw faultReceived(answer, error)
    if (answer.status !== 200) throw refused(answer, `HTTP ${answer.status}`)
    throw failed(`the answer of the STS cannot be read: ${error.means}`, '0xcaa90013')
  }
}

function faultReceived({ status }: WebResponse, { facts }: IdpError): DeviceFailure {
  const code = String(facts.subcode ?? '')
  const message = String(facts.reason ?? '')
  return new DeviceFailure(`the STS answers with a fault: ${code} (${message})`, {
    phase: 'auth',
    hresult: '0xcaa90014',
    fault: { code, message, httpStatus: status },
  })
}

function refused(answer: WebResponse, detail: string): DeviceFailure {
  return new DeviceFailure(detail, {
    phase: 'auth',
    hresult: adalHttpHresult(answer.status),
    server: { code: '', message: '', httpStatus: answer.status },
  })
}

function failed(message: string, hresult: string): DeviceFailure {
  return new DeviceFailure(message, { phase: 'auth', hresult })
}
