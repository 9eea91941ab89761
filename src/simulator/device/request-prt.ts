import { constants, createDecipheriv, privateDecrypt } from 'node:crypto'
import { z } from 'zod'
import { cloud, tenantUrls } from '../../entra/cloud.ts'
import { DeviceFailure } from './device-failure.ts'
import type { DeviceKeys } from './device-keys.ts'
import { type Caller, jsonOf } from './discover-tenant.ts'
import type { RegisteredDevice } from './register.ts'
import { postForm, readRefusal } from './request-access-token.ts'

/** A user's primary refresh token [MS-OAPXBC], asked with the device key and the user's assertion. */
export interface PrimaryRefreshToken {
  readonly receivedAt: Date
  readonly expiresAt: Date
  readonly authority: string
}

const nonceAnswer = z.looseObject({ Nonce: z.string().min(1) })
const prtAnswer = z.looseObject({
  token_type: z.literal('pop'),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.coerce.number(),
  session_key_jwe: z.string().min(1),
})

/** Throws a DeviceFailure of the auth phase. */
export async function requestNonce(caller: Caller): Promise<string> {
  const form = new URLSearchParams({ grant_type: cloud.grants.serverChallenge })
  const answer = await postForm(caller, tenantUrls('common').token, form)
  const read = nonceAnswer.safeParse(jsonOf(answer))
  if (answer.status !== 200 || !read.success) throw readRefusal(answer)
  return read.data.Nonce
}

/** Throws a DeviceFailure of the auth phase. */
export async function requestPrt(
  caller: Caller,
  keys: DeviceKeys,
  device: RegisteredDevice,
  proof: { readonly nonce: string; readonly assertion: string; readonly tenantId: string },
): Promise<PrimaryRefreshToken> {
  const form = new URLSearchParams({
    grant_type: cloud.grants.jwtBearer,
    request: await signRequest(keys, device, { ...proof, osVersion: caller.osVersion }),
    windows_api_version: '2.2',
    tgt: 'true',
    client_info: '1',
  })
  const answer = await postForm(caller, tenantUrls(proof.tenantId).token, form)
  if (answer.status !== 200) throw readRefusal(answer)
  const read = prtAnswer.safeParse(jsonOf(answer))
  if (!read.success || readSessionKey(keys, read.data.session_key_jwe) === undefined)
    throw new DeviceFailure('the primary refresh token cannot be used', { phase: 'auth', hresult: '0xcaa500e4' })
  const receivedAt = new Date()
  return {
    receivedAt,
    expiresAt: new Date(receivedAt.getTime() + read.data.refresh_token_expires_in * 1000),
    authority: tenantUrls(proof.tenantId).authority,
  }
}

async function signRequest(
  keys: DeviceKeys,
  device: RegisteredDevice,
  { nonce, assertion, osVersion }: { readonly nonce: string; readonly assertion: string; readonly osVersion: string },
): Promise<string> {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = { alg: 'RS256', typ: 'JWT', x5c: Buffer.from(device.certificate).toString('base64') }
  const claims = {
    client_id: cloud.clients.cloudAp,
    scope: 'aza openid',
    request_nonce: nonce,
    win_ver: osVersion,
    grant_type: cloud.grants.saml11Bearer,
    assertion: Buffer.from(assertion, 'utf8').toString('base64'),
  }
  const signed = `${part(header)}.${part(claims)}`
  return `${signed}.${Buffer.from(await keys.signWithDeviceKey(Buffer.from(signed))).toString('base64url')}`
}

/** The key of the JWE is the session key; only this device's transport key opens it. */
function readSessionKey(keys: DeviceKeys, jwe: string): Uint8Array | undefined {
  const [header = '', key = '', iv = '', content = '', tag = ''] = jwe.split('.')
  const bytes = (part: string): Buffer => Buffer.from(part, 'base64url')
  try {
    const padding = { key: keys.transportKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
    const sessionKey = privateDecrypt(padding, bytes(key))
    const decipher = createDecipheriv('aes-256-gcm', sessionKey, bytes(iv))
    decipher.setAAD(Buffer.from(header)).setAuthTag(bytes(tag))
    decipher.update(bytes(content))
    decipher.final()
    return sessionKey
  } catch {
    return undefined
  }
}
