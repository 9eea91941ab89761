import {
  constants,
  createCipheriv,
  createHash,
  publicEncrypt,
  randomBytes,
  verify as verifyBytes,
  X509Certificate,
} from 'node:crypto'
import { z } from 'zod'
import { parseRsaKeyBlob } from '../rsa-key-blob.ts'
import { answerRefused, judge } from './assertion-grant.ts'
import { takeNonce } from './nonces.ts'
import { answerRefusal } from './oauth-error.ts'
import { answerJson, type TenantAnswer, type TenantRequest } from './tenant-http.ts'
import { type RegisteredDevice, type TenantState, tenantNow } from './tenant-state.ts'
import { unsignedIdToken } from './user-tokens.ts'
import type { SignatureVerifier } from './verify-signature.ts'

/** A primary refresh token for a federated user on a joined device [MS-OAPXBC]. */

const lifetimeSeconds = 1_209_600

const requestHeader = z.looseObject({
  alg: z.literal('RS256'),
  x5c: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
})

const requestClaims = z.looseObject({
  client_id: z.string().min(1),
  scope: z.string(),
  request_nonce: z.string().min(1),
  grant_type: z.literal('urn:ietf:params:oauth:grant-type:saml1_1-bearer'),
  assertion: z.string().min(1),
})

/** The request is a JWT signed with the device key; it carries the user's assertion. */
export async function answerPrimaryRefreshToken(
  form: URLSearchParams,
  request: TenantRequest,
  state: TenantState,
  verifier: SignatureVerifier,
): Promise<TenantAnswer> {
  const jwt = form.get('request')
  if (!jwt) return answerRefusal(900144, { parameter: 'request' }, request, state)
  const read = readRequest(jwt)
  if (read === undefined) return answerRefusal(90023, { detail: 'The request JWT could not be read.' }, request, state)
  const device = findDevice(read.certificate, state)
  if (device === undefined || !isSigned(read)) return answerRefusal(50155, {}, request, state)
  if (!takeNonce(read.claims.request_nonce, state))
    return answerRefusal(90023, { detail: 'The nonce is unknown, used or too old.' }, request, state)
  const judgement = await judge(read.claims.assertion, state, verifier)
  if (judgement.outcome !== 'user')
    return answerRefused({ ...judgement, aadsts: judgement.aadsts ?? 51004 }, request, state)
  return answerJson(200, makeTokens(judgement.userPrincipalName ?? '', device, state))
}

interface PrtRequest {
  readonly signedText: string
  readonly signature: Uint8Array
  readonly certificate: X509Certificate
  readonly claims: z.output<typeof requestClaims>
}

function readRequest(jwt: string): PrtRequest | undefined {
  const [header = '', payload = '', signature = '', ...more] = jwt.split('.')
  if (more.length > 0) return undefined
  try {
    const { x5c } = requestHeader.parse(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')))
    return {
      signedText: `${header}.${payload}`,
      signature: Buffer.from(signature, 'base64url'),
      certificate: new X509Certificate(Buffer.from(Array.isArray(x5c) ? (x5c[0] ?? '') : x5c, 'base64')),
      claims: requestClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))),
    }
  } catch {
    return undefined
  }
}

function isSigned({ signedText, signature, certificate }: PrtRequest): boolean {
  return verifyBytes('sha256', Buffer.from(signedText), certificate.publicKey, signature)
}

function findDevice(certificate: X509Certificate, state: TenantState): RegisteredDevice | undefined {
  const thumbprint = createHash('sha1').update(certificate.raw).digest('hex').toUpperCase()
  return [...state.devices.values()].find((device) => device.thumbprint === thumbprint)
}

function makeTokens(upn: string, device: RegisteredDevice, state: TenantState): Record<string, unknown> {
  const now = Math.floor(tenantNow(state).getTime() / 1000)
  return {
    token_type: 'pop',
    expires_in: '3600',
    ext_expires_in: '0',
    expires_on: String(now + 3600),
    refresh_token: randomBytes(64).toString('base64url'),
    refresh_token_expires_in: lifetimeSeconds,
    session_key_jwe: encryptSessionKey(randomBytes(32), device),
    id_token: unsignedIdToken({ aud: '', iss: '', tid: state.tenantId, upn, deviceid: device.deviceId, iat: now }),
  }
}

/** A JWE without content: its key is the session key, readable by the device's transport key alone. */
function encryptSessionKey(sessionKey: Uint8Array, device: RegisteredDevice): string {
  const transportKey = parseRsaKeyBlob(device.transportKey)
  if (transportKey === undefined) return ''
  const header = Buffer.from(JSON.stringify({ enc: 'A256GCM', alg: 'RSA-OAEP', kid: 'session' })).toString('base64url')
  const key = publicEncrypt(
    { key: transportKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    sessionKey,
  )
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sessionKey, iv).setAAD(Buffer.from(header))
  const content = Buffer.concat([cipher.update(''), cipher.final()])
  const parts = [key, iv, content, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return [header, ...parts].join('.')
}
