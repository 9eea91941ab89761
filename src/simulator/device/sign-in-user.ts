import type { MexEndpoint } from '../../protocol/ws-trust/read-mex.ts'
import { DeviceFailure } from './device-failure.ts'
import type { DeviceKeys } from './device-keys.ts'
import type { Device } from './device-options.ts'
import { type Caller, findUserRealm, type UserRealm } from './discover-tenant.ts'
import { chooseEndpoint, fetchMex } from './find-trust-endpoint.ts'
import type { StepRecorder } from './record-steps.ts'
import type { RegisteredDevice } from './register.ts'
import { type ReceivedAssertion, requestAssertion, type TrustCredential } from './request-assertion.ts'
import { type PrimaryRefreshToken, requestNonce, requestPrt } from './request-prt.ts'
import { fetchServiceTicket, makeNegotiateToken, makeNtlmToken, signIn } from './tickets.ts'

/** As CloudAP, not dsreg, names itself to the STS. */
const cloudApUserAgent = 'Windows-AzureAD-Authentication-Provider/1.0'

export interface JoinedDevice {
  readonly keys: DeviceKeys
  readonly registered: RegisteredDevice
  readonly tenantId: string
}

export type UserSignIn = { readonly prt: PrimaryRefreshToken } | { readonly failure: PrtFailure }

/** What `dsregcmd /status` shows of a failed attempt. */
export interface PrtFailure {
  readonly status: string
  readonly aadsts: number | undefined
  readonly endpoint: string
  readonly correlationId: string
  readonly httpStatus: number | undefined
  readonly server: { readonly code: string; readonly message: string } | undefined
  readonly at: Date
}

/** Signs the user in on the joined device and gets a primary refresh token: through usernamemixed with a password, else through windowstransport. */
export async function signInUser(
  device: Device,
  caller: Caller,
  joined: JoinedDevice,
  recorder: StepRecorder,
): Promise<UserSignIn | undefined> {
  const { user } = device
  if (user === undefined) return undefined
  let endpoint: MexEndpoint | undefined
  try {
    const nonce = await recorder.step(
      'prt-nonce',
      () => requestNonce(caller),
      () => 'Entra gave a nonce',
    )
    const assertion = await recorder.step(
      'prt-assertion',
      async () => {
        const realm = await findUserRealm(caller, user.userPrincipalName)
        endpoint = await findPrtEndpoint(device, user, caller, realm)
        return requestUserAssertion(device, caller, user, { endpoint, appliesTo: realm.cloud_audience_urn })
      },
      () => 'the STS issued an assertion for the user',
    )
    const prt = await recorder.step(
      'prt',
      () => requestPrt(caller, joined.keys, joined.registered, { nonce, assertion: assertion.text, ...joined }),
      (received) => `good until ${received.expiresAt.toISOString()}`,
    )
    return { prt }
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
    return { failure: describeFailure(error, endpoint?.url ?? '', caller) }
  }
}

type SigningInUser = NonNullable<Device['user']>

/** CloudAP wants a password endpoint in the MEX document even where it then uses Windows authentication. */
async function findPrtEndpoint(
  device: Device,
  user: SigningInUser,
  caller: Caller,
  realm: UserRealm,
): Promise<MexEndpoint> {
  const { endpoints } = await fetchMex(caller.network, realm)
  if (!endpoints.some((endpoint) => endpoint.credential === 'password'))
    throw new DeviceFailure('the MEX document has no usernamemixed endpoint', { phase: 'auth', hresult: noPasswordUri })
  const hasPassword = user.password !== undefined
  const endpoint = chooseEndpoint(endpoints, hasPassword ? 'password' : 'windows', device.mexRule)
  if (endpoint) return endpoint
  const what = hasPassword ? 'usernamemixed' : 'windowstransport'
  const hresult = hasPassword ? noPasswordUri : '0xcaa90022'
  throw new DeviceFailure(`the MEX document has no ${what} endpoint of WS-Trust 1.3`, { phase: 'auth', hresult })
}

async function requestUserAssertion(
  device: Device,
  caller: Caller,
  user: SigningInUser,
  { endpoint, appliesTo }: { readonly endpoint: MexEndpoint; readonly appliesTo: string },
): Promise<ReceivedAssertion> {
  return requestAssertion(caller.network, {
    endpoint,
    appliesTo,
    clientRequestId: caller.clientRequestId,
    userAgent: cloudApUserAgent,
    credential: await logonCredential(device, user, new URL(endpoint.url).hostname),
  })
}

async function logonCredential(
  { domain, folder }: Device,
  user: SigningInUser,
  host: string,
): Promise<TrustCredential> {
  const { userPrincipalName: username, password } = user
  if (password !== undefined) return { kind: 'password', username, password }
  const noTicket = await signIn(`${user.samAccountName}@${domain.kerberosRealm}`, user.credential, folder, 'user')
  if (noTicket) throw new DeviceFailure(noTicket.message, { phase: 'auth', hresult: logonFailure })
  const ticket = await fetchServiceTicket(`HTTP/${host}`)
  const negotiate = ticket instanceof Error ? async () => makeNtlmToken() : () => makeNegotiateToken(host)
  return { kind: 'ticket', negotiate }
}

const logonFailure = '0xc000006d'
const networkUnreachable = '0xc000023c'
const noAssertion = '0xc00484c1'
const noPasswordUri = '0xc004848b'
const unknownRealm = '0x801c003d'
const noLogonSession = '0xc000005f'

/** The NTSTATUS of a sign-in, by Microsoft's page on it: 400 reads as a wrong password, anything worse as no network. */
function statusOf({ hresult, server }: DeviceFailure['facts']): string {
  if (hresult.startsWith('0xc00')) return hresult
  if (hresult === '0xcaa90014') return noAssertion
  if (hresult === unknownRealm) return noLogonSession
  return server?.httpStatus === 400 ? logonFailure : networkUnreachable
}

function describeFailure({ facts, message }: DeviceFailure, endpoint: string, { clientRequestId }: Caller): PrtFailure {
  const said = facts.server ?? facts.fault
  return {
    status: statusOf(facts),
    aadsts: facts.aadsts,
    endpoint,
    correlationId: clientRequestId,
    httpStatus: said?.httpStatus,
    server: said && { code: said.code, message: said.message || message },
    at: new Date(),
  }
}
