import type { MexEndpoint } from '../../protocol/ws-trust/read-mex.ts'
import type { TokenRequest } from '../dsregcmd/print-join-debug.ts'
import { adalInfo, openAdalLog } from './adal-log.ts'
import { DeviceFailure } from './device-failure.ts'
import type { Device } from './device-options.ts'
import { type Caller, type TenantDiscovery, type UserRealm, userAgent } from './discover-tenant.ts'
import { chooseEndpoint, fetchMex } from './find-trust-endpoint.ts'
import type { StepRecorder } from './record-steps.ts'
import { requestAccessToken } from './request-access-token.ts'
import { type ReceivedAssertion, requestAssertion } from './request-assertion.ts'
import {
  fetchServiceTicket,
  makeNegotiateToken,
  makeNtlmToken,
  type ServiceTicket,
  skewTicketCache,
} from './tickets.ts'

/** The auth phase: MEX, the computer's Kerberos ticket, the assertion, the access token; and the log ADAL keeps of it. */

export interface DeviceTokenRequest {
  readonly device: Device
  readonly caller: Caller
  readonly realm: UserRealm
  readonly discovery: TenantDiscovery
}

export type DeviceTokenResult =
  | { readonly accessToken: string; readonly token: TokenRequest }
  | { readonly failure: DeviceFailure; readonly token: TokenRequest }

const authority = 'https://login.microsoftonline.com/common'

/** Never throws a DeviceFailure: a refused request has a log too. */
export async function acquireDeviceToken(
  request: DeviceTokenRequest,
  recorder: StepRecorder,
): Promise<DeviceTokenResult> {
  const { device, caller, realm, discovery } = request
  const log = openAdalLog()
  for (const text of opening) log.say(text)
  log.code(adalInfo.sending)
  log.say('realmReceived')
  log.say('appliesTo', { appliesTo: realm.cloud_audience_urn, authority })
  log.code(adalInfo.sending)
  const token = (): TokenRequest => ({
    authCodeUrl: discovery.AuthenticationService.OAuth2.AuthCodeEndpoint,
    authority,
    adalLog: log.entries,
  })
  try {
    const endpoint = await recorder.step('mex', () => findEndpoint(request, log.code), describeEndpoint)
    const assertion = await requestWithTicket(request, endpoint, recorder)
    log.say('openingConnection')
    const accessToken = await recorder.step(
      'access-token',
      () => requestAccessToken(caller, assertion.text, log),
      () => 'Entra took the assertion',
    )
    return { accessToken, token: token() }
  } catch (failure) {
    if (!(failure instanceof DeviceFailure)) throw failure
    if (failure.facts.server?.code === '')
      log.say('webRequestStatus', { status: String(failure.facts.server.httpStatus) })
    log.code(failure.facts.hresult)
    log.fail()
    const { hresult: cause } = failure.facts
    const trySynchronized = device.fallbackToSyncJoin
    const failed = { adalErrorCode: '0xcaa1000e', correlationId: caller.clientRequestId, cause, trySynchronized }
    return { failure, token: { ...token(), failure: failed } }
  }
}

const opening = [
  'cacheMiss',
  'authorityValidation',
  'authorityValidated',
  'refreshTokenInfo',
  'noRefreshToken',
  'acquireReturnsFalse',
  'windowsAuth',
] as const

async function findEndpoint(
  { device, caller, realm }: DeviceTokenRequest,
  warn: (hresult: string) => void,
): Promise<MexEndpoint> {
  const mex = await fetchMex(caller.network, realm)
  for (const warning of mex.warnings) warn(warning)
  const endpoint = chooseEndpoint(mex.endpoints, 'windows', device.mexRule)
  if (endpoint) return endpoint
  const offered = mex.endpoints.map((found) => found.url).join(', ') || 'nothing'
  throw new DeviceFailure(
    `no windowstransport endpoint by the rule ${device.mexRule} in ${mex.url} (it offers ${offered})`,
    {
      phase: 'auth',
      hresult: '0xcaa90022',
    },
  )
}

function describeEndpoint(endpoint: MexEndpoint): string {
  return `${endpoint.url} (WS-Trust ${endpoint.trustVersion === '13' ? '1.3' : '2005'})`
}

async function requestWithTicket(
  { device, caller, realm }: DeviceTokenRequest,
  endpoint: MexEndpoint,
  recorder: StepRecorder,
): Promise<ReceivedAssertion> {
  const host = new URL(endpoint.url).hostname
  const ticket = await recorder.step('ticket', () => fetchServiceTicket(`HTTP/${host}`), describeTicket)
  const isKerberos = !(ticket instanceof Error)
  if (isKerberos && device.authenticatorOffsetSeconds !== 0) skewTicketCache(device.authenticatorOffsetSeconds)
  return recorder.step(
    'assertion',
    () =>
      requestAssertion(caller.network, {
        endpoint,
        appliesTo: realm.cloud_audience_urn,
        clientRequestId: caller.clientRequestId,
        userAgent: userAgent(caller),
        credential: {
          kind: 'ticket',
          negotiate: isKerberos ? () => makeNegotiateToken(host) : async () => makeNtlmToken(),
        },
      }),
    () => 'the STS issued an assertion',
  )
}

/** Without a ticket Windows goes on, and offers NTLM. */
function describeTicket(ticket: ServiceTicket | Error): string | Error {
  if (ticket instanceof Error) return new Error(`${ticket.message}; Windows offers NTLM instead`)
  return `${ticket.servicePrincipal}, ${ticket.encryptionType}, key version ${ticket.keyVersion}`
}
