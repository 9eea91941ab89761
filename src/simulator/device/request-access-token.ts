import { z } from 'zod'
import { cloud, tenantUrls } from '../../entra/cloud.ts'
import { sendRequest, type WebResponse } from '../send-request.ts'
import type { AdalLog } from './adal-log.ts'
import { adalInfo } from './adal-log.ts'
import { adalHttpHresult, adalNetworkHresult, DeviceFailure } from './device-failure.ts'
import { type Caller, jsonOf, userAgent } from './discover-tenant.ts'

const oauthError = z.looseObject({
  error: z.string(),
  error_description: z.string(),
  error_codes: z.array(z.number()).default([]),
})
const accessToken = z.looseObject({ access_token: z.string().min(1) })

/** ADAL's codes for the errors of an OAuth token endpoint [RFC6749 §5.2]. */
const oauthHresults: Readonly<Record<string, string>> = {
  unauthorized_client: '0xcaa20001',
  invalid_request: '0xcaa20002',
  invalid_grant: '0xcaa20003',
  access_denied: '0xcaa20004',
  temporarily_unavailable: '0xcaa20005',
  invalid_scope: '0xcaa20007',
  server_error: '0xcaa20008',
  invalid_client: '0xcaa20009',
  unsupported_grant_type: '0xcaa2000a',
  invalid_resource: '0xcaa2000b',
  interaction_required: '0xcaa2000c',
}
const unknownOauthError = '0xcaa20064'

/** Hands the assertion to Entra for a token of the registration service. Throws a DeviceFailure of the auth phase. */
export async function requestAccessToken(caller: Caller, assertion: string, log: AdalLog): Promise<string> {
  const form = new URLSearchParams({
    grant_type: cloud.grants.saml11Bearer,
    assertion: Buffer.from(assertion, 'utf8').toString('base64'),
    client_id: cloud.clients.deviceRegistration,
    resource: cloud.deviceRegistrationResource,
    scope: 'openid',
  })
  log.code(adalInfo.sending)
  const answer = await postForm(caller, tenantUrls('common').token, form)
  log.say('validState')
  log.say('webRequestStatus', { status: String(answer.status) })
  if (answer.status !== 200) throw readRefusal(answer, log)
  const read = accessToken.safeParse(jsonOf(answer))
  if (!read.success)
    throw new DeviceFailure('the token answer cannot be read', { phase: 'auth', hresult: '0xcaa90015' })
  log.say('oauthSuccess')
  log.code(adalInfo.done)
  log.code(adalInfo.trustTokenReceived)
  return read.data.access_token
}

/** Throws a DeviceFailure of the auth phase where nothing answers. */
export async function postForm(caller: Caller, url: string, form: URLSearchParams): Promise<WebResponse> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'client-request-id': caller.clientRequestId,
    'return-client-request-id': 'true',
    'user-agent': userAgent(caller),
  }
  try {
    return await sendRequest(caller.network, { method: 'POST', url, headers, body: form.toString() })
  } catch (error) {
    throw new DeviceFailure(`${url} cannot be reached`, { phase: 'auth', hresult: adalNetworkHresult(error) }, error)
  }
}

/** What ADAL writes of an OAuth error, and the failure it is. */
export function readRefusal(answer: WebResponse, log?: AdalLog): DeviceFailure {
  const read = oauthError.safeParse(jsonOf(answer))
  if (!read.success)
    return new DeviceFailure(`Entra answers HTTP ${answer.status}`, {
      phase: 'auth',
      hresult: adalHttpHresult(answer.status),
    })
  const { error, error_description: description, error_codes: codes } = read.data
  log?.say('tokenRefused', { status: String(answer.status), body: answer.body.toString('utf8') })
  log?.say('oauthError', { error, description })
  return new DeviceFailure(`${error}: ${description}`, {
    phase: 'auth',
    hresult: oauthHresults[error] ?? unknownOauthError,
    ...(codes[0] === undefined ? {} : { aadsts: codes[0] }),
    server: { code: error, message: description, httpStatus: answer.status },
  })
}
