import { z } from 'zod'
import { tenantUrls } from '../../entra/cloud.ts'
import { type Network, sendRequest, type WebResponse } from '../send-request.ts'
import { DeviceFailure, networkHresult } from './device-failure.ts'
import type { TenantName } from './domain-access.ts'

/** The discover phase: where the registration service is, and whether the tenant's domain is federated. */

const discovery = z.object({
  AuthenticationService: z.object({
    OAuth2: z.object({ AuthCodeEndpoint: z.string(), TokenEndpoint: z.string() }),
  }),
  DeviceJoinService: z.object({ JoinEndpoint: z.string(), JoinResourceId: z.string(), ServiceVersion: z.string() }),
  KeyProvisioningService: z.object({
    KeyProvisionEndpoint: z.string(),
    KeyProvisionResourceId: z.string(),
    ServiceVersion: z.string(),
  }),
  WebAuthNService: z.object({
    WebAuthNEndpoint: z.string(),
    WebAuthNResourceId: z.string(),
    ServiceVersion: z.string(),
  }),
  DeviceManagementService: z.object({
    DeviceManagementEndpoint: z.string(),
    DeviceManagementResourceId: z.string(),
    ServiceVersion: z.string(),
  }),
  TenantInfo: z.object({ DisplayName: z.string(), TenantId: z.string() }),
})
export type TenantDiscovery = z.output<typeof discovery>

const userRealm = z.object({
  account_type: z.string(),
  domain_name: z.string(),
  federation_protocol: z.string().optional(),
  federation_metadata_url: z.string().optional(),
  federation_active_auth_url: z.string().optional(),
  cloud_instance_name: z.string(),
  cloud_audience_urn: z.string(),
})
export type UserRealm = z.output<typeof userRealm>

export interface Caller {
  readonly network: Network
  readonly clientRequestId: string
  readonly osVersion: string
}

/** Throws a DeviceFailure of the discover phase. */
export async function discoverTenant(caller: Caller, { tenantId }: TenantName): Promise<TenantDiscovery> {
  const url = `${tenantUrls(tenantId).discover}?api-version=1.9`
  const answer = await ask(caller, url, '0x801c0021')
  if (answer.status === 503) throw failed('the registration service is busy', '0x801c0025')
  if (answer.status !== 200) throw failed(`no such tenant: HTTP ${answer.status}`, '0x801c003a')
  const read = discovery.safeParse(jsonOf(answer))
  if (!read.success) throw failed('the answer of the registration service cannot be read', '0x801c0021', '0x8007000d')
  return read.data
}

/** Throws a DeviceFailure of the discover phase; a name that Entra does not know is one. */
export async function findUserRealm(caller: Caller, name: string): Promise<UserRealm> {
  const url = `https://login.microsoftonline.com/common/userrealm/${encodeURIComponent(name)}?api-version=1.0`
  const answer = await ask(caller, url, '0x801c003d')
  const read = userRealm.safeParse(jsonOf(answer))
  if (answer.status !== 200 || !read.success) throw failed(`the realm of ${name} cannot be read`, '0x801c003d')
  if (read.data.account_type === 'Unknown') throw failed(`Entra does not know the domain ${name}`, '0x801c003d')
  return read.data
}

async function ask(caller: Caller, url: string, hresult: string): Promise<WebResponse> {
  const headers = {
    accept: 'application/json',
    'client-request-id': caller.clientRequestId,
    'user-agent': userAgent(caller),
    'ocp-adrs-client-name': 'Dsreg',
    'ocp-adrs-client-version': caller.osVersion,
  }
  try {
    return await sendRequest(caller.network, { method: 'GET', url, headers })
  } catch (error) {
    throw failed(`${new URL(url).hostname} cannot be reached`, hresult, networkHresult(error), error)
  }
}

/** As the registration code of Windows names itself. */
export function userAgent({ osVersion }: Pick<Caller, 'osVersion'>): string {
  return `Dsreg/10.0 (Windows ${osVersion})`
}

export function jsonOf(answer: WebResponse): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'))
  } catch {
    return undefined
  }
}

function failed(message: string, hresult: string, subError?: string, cause?: unknown): DeviceFailure {
  return new DeviceFailure(message, { phase: 'discover', hresult, ...(subError && { subError }) }, cause)
}
