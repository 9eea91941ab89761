import { createHash, randomBytes } from 'node:crypto'
import type { Judgement } from './judge-assertion.ts'
import { type TenantState, tenantNow } from './tenant-state.ts'

/** What a client of a user gets beside the access token: enough that the published clients keep an account. */

export interface UserGrant {
  /** The members that every access token comes with. */
  readonly granted: Readonly<Record<string, string>>
  readonly form: URLSearchParams
  readonly isVersion2: boolean
  readonly judgement: Judgement
}

export function makeUserTokens(grant: UserGrant, state: TenantState): Record<string, unknown> {
  const { granted, form, isVersion2 } = grant
  const shared = { refresh_token: randomBytes(64).toString('base64url'), id_token: makeIdToken(grant, state) }
  if (!isVersion2) return { ...granted, ...shared }
  const info = { uid: objectIdOf(grant.judgement), utid: state.tenantId }
  return {
    token_type: granted.token_type,
    scope: form.get('scope') ?? '',
    // 2.0 has numbers where 1.0 has text.
    expires_in: Number(granted.expires_in),
    ext_expires_in: Number(granted.ext_expires_in),
    access_token: granted.access_token,
    ...shared,
    ...(form.get('client_info') === '1' && { client_info: base64url(info) }),
  }
}

/** Entra's id tokens are signed; clients that get one from the token endpoint itself may take the connection as proof (OpenID Connect Core 3.1.3.7). */
function makeIdToken({ form, isVersion2, judgement }: UserGrant, state: TenantState): string {
  const now = Math.floor(tenantNow(state).getTime() / 1000)
  const upn = judgement.userPrincipalName ?? ''
  const issuer = isVersion2
    ? `https://login.microsoftonline.com/${state.tenantId}/v2.0`
    : `https://sts.windows.net/${state.tenantId}/`
  const claims = {
    aud: form.get('client_id') ?? '',
    iss: issuer,
    iat: now,
    nbf: now,
    exp: now + 3599,
    oid: objectIdOf(judgement),
    sub: objectIdOf(judgement),
    tid: state.tenantId,
    ver: isVersion2 ? '2.0' : '1.0',
    ...(isVersion2 ? { preferred_username: upn } : { upn, unique_name: upn }),
  }
  return unsignedIdToken(claims)
}

export function unsignedIdToken(claims: Readonly<Record<string, unknown>>): string {
  return `${base64url({ typ: 'JWT', alg: 'none' })}.${base64url(claims)}.`
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** One for each user, the same each time: in the form of a GUID, from the user name. */
function objectIdOf({ userPrincipalName = '' }: Judgement): string {
  const hex = createHash('sha256').update(userPrincipalName.toLowerCase()).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
