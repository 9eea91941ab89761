import type { ApiClient, ApiClientRepository } from '../../ports/api-clients.ts'
import type { Clock, Randomness } from '../../ports.ts'
import { hashOf, makeOpaqueValue } from './opaque-value.ts'

/**
 * The token endpoint: an API client's id and secret against an access token [RFC6749 §4.4], and back [RFC7009 §2].
 * In: what the client sent (untrusted). Out: status, headers and JSON [RFC6749 §5].
 */

export interface TokenRequest {
  readonly authorization: string | undefined
  /** The form, application/x-www-form-urlencoded. */
  readonly form: URLSearchParams
  readonly remoteAddress: string
}

export interface TokenAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, string | number>>
}

/** Takes one from a share; false when there is none left. `now` in monotonic milliseconds. */
export interface RateLimiter {
  take(key: string, share: { readonly perMinute: number; readonly atOnce: number }, now: number): boolean
}

export interface TokenEndpointPorts {
  readonly apiClients: ApiClientRepository
  readonly clock: Clock
  readonly randomness: Randomness
  readonly limiter: RateLimiter
}

const tokenSeconds = 15 * 60

/** A secret is not to be guessed; these keep a broken program from filling the database, and a stranger from keeping it busy. */
const addressShare = { perMinute: 60, atOnce: 30 }
const clientShare = { perMinute: 30, atOnce: 15 }

/** [RFC6749 §5.2] What may be wrong, in its words. */
type Refusal =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'

export async function grantToken(request: TokenRequest, ports: TokenEndpointPorts): Promise<TokenAnswer> {
  const proved = await authenticateClient(request, ports)
  if ('refusal' in proved) return proved.refusal
  const grantType = singleValue(request.form, 'grant_type')
  if (grantType === undefined) return refuse('invalid_request', 'grant_type is missing, or there twice')
  if (grantType !== 'client_credentials')
    return refuse('unsupported_grant_type', 'the only grant_type here is client_credentials')
  const { client, secretId } = proved
  if (!client.enabled) return refuse('unauthorized_client', 'this API client is switched off')
  const { apiClients, clock, randomness } = ports
  const { text, hash } = makeOpaqueValue('jat_', randomness)
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + tokenSeconds * 1000)
  await apiClients.addToken({ hash, clientId: client.id, secretId, expiresAt }, now)
  return answer(200, { access_token: text, token_type: 'Bearer', expires_in: tokenSeconds, scope: client.role })
}

/** [RFC7009 §2.2] A token that is unknown, expired or another's is answered like one that was revoked: afterwards it is not valid. */
export async function revokeToken(request: TokenRequest, ports: TokenEndpointPorts): Promise<TokenAnswer> {
  const proved = await authenticateClient(request, ports)
  if ('refusal' in proved) return proved.refusal
  const token = singleValue(request.form, 'token')
  if (token === undefined) return refuse('invalid_request', 'token is missing, or there twice')
  await ports.apiClients.removeToken(proved.client.id, hashOf(token))
  return answer(200, {})
}

type ProvedClient = { readonly client: ApiClient; readonly secretId: string } | { readonly refusal: TokenAnswer }

async function authenticateClient(request: TokenRequest, ports: TokenEndpointPorts): Promise<ProvedClient> {
  const { clock, limiter, apiClients } = ports
  const now = clock.monotonicMilliseconds()
  if (!limiter.take(request.remoteAddress, addressShare, now)) return { refusal: tooMany() }
  const sent = credentialsOf(request)
  if (sent === 'twice')
    return {
      refusal: refuse('invalid_request', 'send the secret in the Authorization header or in the body, not both'),
    }
  const found = sent && (await apiClients.findBySecret(sent.id, hashOf(sent.secret), clock.now()))
  if (found === undefined) return { refusal: invalidClient(request) }
  // After the proof: else a stranger could use up the share of a client by its id.
  return limiter.take(`client ${found.client.id}`, clientShare, now) ? found : { refusal: tooMany() }
}

/** client_secret_basic or client_secret_post; never both [RFC6749 §2.3]. */
function credentialsOf({ authorization, form }: TokenRequest) {
  const [id, secret] = [singleValue(form, 'client_id'), singleValue(form, 'client_secret')]
  if (authorization === undefined) return id === undefined || secret === undefined ? undefined : { id, secret }
  if (form.has('client_secret')) return 'twice'
  return basicCredentials(authorization)
}

/** [RFC6749 §2.3.1] Both parts are form-encoded before they are joined. */
function basicCredentials(authorization: string) {
  const encoded = /^basic +([A-Za-z0-9+/=_-]{1,2000})$/i.exec(authorization.trim())?.[1]
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  try {
    const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map((part) =>
      decodeURIComponent(part.replaceAll('+', '%20')),
    )
    return id === undefined || secret === undefined ? undefined : { id, secret }
  } catch {
    return undefined
  }
}

/** [RFC6749 §3.2] A parameter without a value counts as left out; none may be there twice. */
function singleValue(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name).filter((value) => value !== '')
  return values.length === 1 ? values[0] : undefined
}

/** [RFC6749 §5.2] An unknown client, a wrong secret and a missing one look alike. */
function invalidClient({ authorization }: TokenRequest): TokenAnswer {
  const refusal = refuse('invalid_client', 'id and secret are not those of an API client', 401)
  const challenge = { 'www-authenticate': 'Basic realm="joinery", charset="UTF-8"' }
  return authorization === undefined ? refusal : { ...refusal, headers: { ...refusal.headers, ...challenge } }
}

function tooMany(): TokenAnswer {
  const refusal = refuse('temporarily_unavailable', 'too many requests: a token is good for 15 minutes', 429)
  return { ...refusal, headers: { ...refusal.headers, 'retry-after': '10' } }
}

function refuse(error: Refusal, description: string, status = 400): TokenAnswer {
  return answer(status, { error, error_description: description })
}

/** [RFC6749 §5.1] No cache may keep it. */
function answer(status: number, body: TokenAnswer['body']): TokenAnswer {
  return { status, headers: { 'cache-control': 'no-store', pragma: 'no-cache' }, body }
}
