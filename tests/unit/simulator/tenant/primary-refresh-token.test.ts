import assert from 'node:assert/strict'
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, sign } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { cloud } from '../../../../src/entra/cloud.ts'
import { makeCertificateRequest } from '../../../../src/protocol/x509/certificate-request.ts'
import { serializeRsaKeyBlob } from '../../../../src/simulator/rsa-key-blob.ts'
import { type Network, sendRequest, type WebResponse } from '../../../../src/simulator/send-request.ts'
import { controlTenant } from '../../../../src/simulator/tenant/control-tenant.ts'
import { makeSigningKey, type SigningKey } from '../test-keys.ts'
import { type AssertionFacts, deviceFacts, makeAssertion } from './device-assertion.ts'
import { startTestTenant, type TestTenant, tenantId } from './start-test-tenant.ts'

/** The primary refresh token of a user on a joined device [MS-OAPXBC]. */

const immutableId = 'y7TujD6J60uo1eFddnNJ1g=='
const tokenUrl = `https://${cloud.loginHost}/${tenantId}/oauth2/token`
const deviceKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
const transportKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
let key: SigningKey
let tenant: TestTenant
let network: Network
let certificate: string

before(async () => {
  tenant = await startTestTenant({}, { users: [{ userPrincipalName: 'alice@corp.example.test', immutableId }] })
  ;({ key, network } = tenant)
})
after(() => tenant?.stop())
beforeEach(async () => {
  certificate = await join()
})

const json = (answer: WebResponse): Record<string, unknown> => JSON.parse(answer.body.toString('utf8'))
const signWithDevice = async (bytes: Uint8Array): Promise<Uint8Array> => sign('sha256', bytes, deviceKey.privateKey)
const post = (form: Record<string, string>): Promise<WebResponse> =>
  sendRequest(network, { method: 'POST', url: tokenUrl, body: new URLSearchParams(form).toString() })

async function assertionOf(change: Partial<AssertionFacts>): Promise<string> {
  return Buffer.from(await makeAssertion({ ...deviceFacts(new Date()), ...change }, key)).toString('base64')
}

/** Joins a device; base64 of its certificate. */
async function join(): Promise<string> {
  const granted = await post({
    grant_type: cloud.grants.saml11Bearer,
    client_id: 'x',
    resource: cloud.deviceRegistrationAppId,
    assertion: await assertionOf({}),
  })
  const csr = await makeCertificateRequest(
    {
      subject: [['CN', '7E980AD9-B86D-4306-9425-9AC066FB014A']],
      publicKey: deviceKey.publicKey.export({ type: 'spki', format: 'der' }),
      extensions: [],
    },
    signWithDevice,
  )
  const joined = await sendRequest(network, {
    method: 'POST',
    url: `https://${cloud.deviceRegistrationHost}/EnrollmentServer/device/?api-version=2.0`,
    headers: { authorization: `Bearer ${json(granted).access_token}` },
    body: JSON.stringify({
      CertificateRequest: { Type: 'pkcs10', Data: Buffer.from(csr).toString('base64') },
      TransportKey: Buffer.from(serializeRsaKeyBlob(transportKey.publicKey)).toString('base64'),
      TargetDomain: 'corp.example.test',
      DeviceType: 'Windows',
      OSVersion: '10.0.26100.1',
      DeviceDisplayName: 'WS01',
      JoinType: 6,
    }),
  })
  return (json(joined).Certificate as { RawBody: string }).RawBody
}

const getNonce = async (): Promise<string> => String(json(await post({ grant_type: 'srv_challenge' })).Nonce)

interface Request {
  readonly nonce?: string
  readonly assertion?: string
  readonly x5c?: string | string[]
  readonly signer?: typeof signWithDevice
  readonly claims?: Record<string, unknown>
}

async function requestPrt({
  nonce,
  assertion,
  x5c,
  signer = signWithDevice,
  claims = {},
}: Request): Promise<WebResponse> {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const user = assertion ?? (await assertionOf({ nameIdentifier: immutableId, claims: [] }))
  const payload = {
    client_id: cloud.clients.cloudAp,
    scope: 'aza openid',
    request_nonce: nonce ?? (await getNonce()),
    grant_type: cloud.grants.saml11Bearer,
    assertion: user,
    ...claims,
  }
  const signed = `${part({ alg: 'RS256', typ: 'JWT', x5c: x5c ?? certificate })}.${part(payload)}`
  const signature = Buffer.from(await signer(Buffer.from(signed))).toString('base64url')
  return post({ grant_type: cloud.grants.jwtBearer, request: `${signed}.${signature}`, windows_api_version: '2.2' })
}

const codeOf = async (answer: Promise<WebResponse>): Promise<unknown> => json(await answer).error_codes

test('a user on a joined device gets a token whose session key only the transport key opens', async () => {
  const answer = json(await requestPrt({}))
  assert.deepEqual([answer.token_type, answer.refresh_token_expires_in], ['pop', 1_209_600])
  const [header = '', encrypted = '', iv = '', content = '', tag = ''] = String(answer.session_key_jwe).split('.')
  assert.deepEqual(JSON.parse(Buffer.from(header, 'base64url').toString()), {
    enc: 'A256GCM',
    alg: 'RSA-OAEP',
    kid: 'session',
  })
  const padding = { key: transportKey.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  const sessionKey = privateDecrypt(padding, Buffer.from(encrypted, 'base64url'))
  assert.equal(sessionKey.length, 32)
  const decipher = createDecipheriv('aes-256-gcm', sessionKey, Buffer.from(iv, 'base64url'))
  decipher.setAAD(Buffer.from(header)).setAuthTag(Buffer.from(tag, 'base64url'))
  assert.equal(decipher.update(Buffer.from(content, 'base64url')).length + decipher.final().length, 0)
  const [, idToken = ''] = String(answer.id_token).split('.')
  assert.equal(JSON.parse(Buffer.from(idToken, 'base64url').toString()).upn, 'alice@corp.example.test')
})

test('the certificate may come as a list of one', async () => {
  assert.equal((await requestPrt({ x5c: [certificate] })).status, 200)
})

test('a nonce is good once, and only if the tenant gave it', async () => {
  const nonce = await getNonce()
  assert.equal((await requestPrt({ nonce })).status, 200)
  assert.deepEqual(await codeOf(requestPrt({ nonce })), [90023])
  assert.deepEqual(await codeOf(requestPrt({ nonce: 'made up' })), [90023])
})

test('a nonce ends after five minutes', async () => {
  const nonce = await getNonce()
  const control = controlTenant(network, 'control')
  await control.setClockOffset(6 * 60_000)
  assert.deepEqual(await codeOf(requestPrt({ nonce })), [90023])
  await control.setClockOffset(0)
})

test('an unknown device, or a signature of another key, is AADSTS50155', async () => {
  const other = await makeSigningKey('another device')
  const x5c = Buffer.from(other.certificate).toString('base64')
  assert.deepEqual(await codeOf(requestPrt({ x5c, signer: other.sign })), [50155])
  assert.deepEqual(await codeOf(requestPrt({ signer: other.sign })), [50155])
})

test("a computer's assertion, or an unknown user's, gets no token: AADSTS51004", async () => {
  assert.deepEqual(await codeOf(requestPrt({ assertion: await assertionOf({}) })), [51004])
  const nobody = await assertionOf({ nameIdentifier: 'Ah2J42BsPUOBoUcsCYn7vA==', claims: [] })
  assert.deepEqual(await codeOf(requestPrt({ assertion: nobody })), [51004])
})

test('a request without assertion, or of another grant, cannot be read', async () => {
  assert.deepEqual(await codeOf(requestPrt({ claims: { assertion: undefined } })), [90023])
  assert.deepEqual(await codeOf(requestPrt({ claims: { grant_type: 'refresh_token' } })), [90023])
  assert.deepEqual(await codeOf(requestPrt({ x5c: 'AAAA' })), [90023])
  assert.deepEqual(await codeOf(post({ grant_type: cloud.grants.jwtBearer })), [900144])
})
