import { IdpError } from '../../errors.ts'
import { type MexEndpoint, type MexEndpoints, readMex } from '../../protocol/ws-trust/read-mex.ts'
import { type Network, sendRequest, type WebResponse } from '../send-request.ts'
import { adalNetworkHresult, DeviceFailure } from './device-failure.ts'
import type { MexRule } from './device-options.ts'
import type { UserRealm } from './discover-tenant.ts'

/** Fetches the MEX document that the user realm names. Throws a DeviceFailure of the auth phase. */
export async function fetchMex(network: Network, realm: UserRealm): Promise<MexEndpoints & { readonly url: string }> {
  if (realm.federation_protocol?.toLowerCase() !== 'wstrust')
    throw failed(`the domain is federated by ${realm.federation_protocol ?? 'nothing'}, not by WS-Trust`, '0xcaa90017')
  const url = realm.federation_metadata_url ?? ''
  if (url === '') throw failed('the domain has no MetadataExchangeUri', '0xcaa9001a')
  if (!url.toLowerCase().startsWith('https://')) throw failed(`${url} is not https`, '0xcaa90020')
  const answer = await get(network, url)
  if (answer.status !== 200) throw failed(`${url} answers HTTP ${answer.status}`, '0xcaa9002b')
  try {
    return { url, ...readMex(answer.body) }
  } catch (error) {
    throw failed(`${url} is not a MEX document: ${error instanceof IdpError ? error.means : error}`, '0xcaa9002c')
  }
}

/** The endpoint for a credential that Windows takes, by the rule; undefined when none will do. */
export function chooseEndpoint(
  endpoints: readonly MexEndpoint[],
  credential: MexEndpoint['credential'],
  rule: MexRule,
): MexEndpoint | undefined {
  const fitting = endpoints.filter((endpoint) => endpoint.credential === credential)
  const version13 = fitting.find((endpoint) => endpoint.trustVersion === '13')
  return rule === '13-only' ? version13 : (version13 ?? fitting[0])
}

async function get(network: Network, url: string): Promise<WebResponse> {
  try {
    return await sendRequest(network, { method: 'GET', url, headers: { 'content-type': 'application/soap+xml' } })
  } catch (error) {
    throw failed(`${url} cannot be fetched`, adalNetworkHresult(error), error)
  }
}

function failed(message: string, hresult: string, cause?: unknown): DeviceFailure {
  return new DeviceFailure(message, { phase: 'auth', hresult }, cause)
}
