import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { cloud } from '../../../../src/entra/cloud.ts'
import { x509 } from '../../../../src/protocol/names/x509.ts'
import { makeCertificateRequest } from '../../../../src/protocol/x509/certificate-request.ts'
import { serializeRsaKeyBlob } from '../../../../src/simulator/rsa-key-blob.ts'
import { type Network, sendRequest, type WebResponse } from '../../../../src/simulator/send-request.ts'
import { controlTenant, type TenantControl } from '../../../../src/simulator/tenant/control-tenant.ts'
import { makeSigningKey, type SigningKey } from '../test-keys.ts'
import { type AssertionFacts, deviceFacts, issuer, makeAssertion, objectGuid, objectSid } from './device-assertion.ts'
import { startTestTenant, type TestTenant, tenantId } from './start-test-tenant.ts'

const login = `https://${cloud.loginHost}`
const registration = `https://${cloud.deviceRegistrationHost}`
const requestId = '7b690c51-7ff3-4900-8875-18a409e1053e'
let key: SigningKey
let tenant: TestTenant
let network: Network
let control: TenantControl

before(async () => {
  tenant = await startTestTenant(
    {
      metadataExchangeUri: 'https://sts.corp.example.test/wsf/mex13/m365',
      activeSignInUri: 'https://sts.corp.example.test/wsf/sts/m365',
      passiveSignInUri: 'https://sts.corp.example.test/wsf/prp/m365',
      preferredAuthenticationProtocol: 'wsFed',
    },
    { name: 'Corp.example.test' },
  )
  ;({ key, network, control } = tenant)
})
after(() => tenant?.stop())

const json = (answer: WebResponse): Record<string, unknown> => JSON.parse(answer.body.toString('utf8'))
const get = (url: string): Promise<WebResponse> => sendRequest(network, { method: 'GET', url })
const send = (method: string, url: string, body: unknown, headers: Record<string, string> = {}): Promise<WebResponse> =>
  sendRequest(network, { method, url, headers, body: JSON.stringify(body) })

function postToken(form: Record<string, string>, path = 'common'): Promise<WebResponse> {
  return sendRequest(network, {
    method: 'POST',
    url: `${login}/${path}/oauth2/token`,
    headers: { 'client-request-id': requestId },
    body: new URLSearchParams(form).toString(),
  })
}

async function grant(
  change: Partial<AssertionFacts> = {},
  encoding: 'base64' | 'base64url' = 'base64',
): Promise<WebResponse> {
  const bytes = await makeAssertion({ ...deviceFacts(new Date()), ...change }, key)
  return postToken({
    grant_type: cloud.grants.saml11Bearer,
    client_id: cloud.clients.deviceRegistration,
    resource: cloud.deviceRegistrationResource,
    assertion: Buffer.from(bytes).toString(encoding),
  })
}

test('user realm 1.0 says Federated with the addresses, Managed, or Unknown', async () => {
  const realm = json(await get(`${login}/common/userrealm/alice%40corp.example.test?api-version=1.0`))
  assert.deepEqual(realm, {
    ver: '1.0',
    account_type: 'Federated',
    domain_name: 'Corp.example.test',
    federation_protocol: 'WSTrust',
    federation_metadata_url: 'https://sts.corp.example.test/wsf/mex13/m365',
    federation_active_auth_url: 'https://sts.corp.example.test/wsf/sts/m365',
    cloud_instance_name: 'microsoftonline.com',
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  })
  const typeOf = async (name: string): Promise<unknown> =>
    json(await get(`${login}/common/UserRealm/${name}?api-version=1.0`)).account_type
  assert.equal(await typeOf('managed.example.test'), 'Managed')
  assert.equal(await typeOf('nobody@elsewhere.test'), 'Unknown')
  assert.equal(await typeOf('sub.corp.example.test'), 'Federated')
})

test('user realm 2.0 and GetUserRealm.srf say it in their own words', async () => {
  const two = json(await get(`${login}/common/userrealm/alice@corp.example.test?api-version=2.0`))
  assert.equal(two.NameSpaceType, 'Federated')
  assert.match(
    String(two.AuthURL),
    /^https:\/\/sts.*\?username=alice%40corp.example.test&wa=wsignin1.0&wtrealm=urn%3Afed/,
  )
  const srf = json(await get(`${login}/GetUserRealm.srf?login=alice@corp.example.test&json=1`))
  assert.deepEqual([srf.State, srf.UserState, srf.NameSpaceType], [3, 2, 'Federated'])
  const managed = json(await get(`${login}/GetUserRealm.srf?login=bob@managed.example.test`))
  assert.deepEqual([managed.State, managed.UserState], [4, 1])
  const asXml = await get(`${login}/GetUserRealm.srf?login=a%26b@managed.example.test&xml=1`)
  assert.match(asXml.body.toString(), /<Login>a&amp;b@managed.example.test<\/Login>/)
})

test('a host answers only for its own services', async () => {
  assert.equal(
    (await get(`${cloud.graphHost && `https://${cloud.graphHost}`}/common/userrealm/x?api-version=1.0`)).status,
    404,
  )
  assert.equal((await get(`${registration}/v1.0/domains`)).status, 404)
  assert.equal((await get(`${registration}/`)).status, 404)
})

test('Graph and the strings of a rehearsal ask for the control token', async () => {
  assert.equal((await get(`https://${cloud.graphHost}/v1.0/domains`)).status, 401)
  await assert.rejects(controlTenant(network, 'other').listDevices(), { code: 'SIMULATOR_TENANT_REFUSED' })
})

test('discovery has every member, with Microsoft host names', async () => {
  const found = json(await get(`${registration}/${tenantId}/Discover?api-version=1.9`))
  assert.deepEqual(Object.keys(found), [
    'DiscoveryService',
    'DeviceRegistrationService',
    'AuthenticationService',
    'IdentityProviderService',
    'DeviceJoinService',
    'KeyProvisioningService',
    'WebAuthNService',
    'DeviceManagementService',
    'MsaProviderData',
    'PrecreateService',
    'TenantInfo',
    'AzureRbacService',
    'BPLService',
    'DeviceJoinResourceService',
    'NonceService',
  ])
  assert.deepEqual(found.DeviceJoinService, {
    JoinEndpoint: 'https://enterpriseregistration.windows.net/EnrollmentServer/device/',
    JoinResourceId: 'urn:ms-drs:enterpriseregistration.windows.net',
    ServiceVersion: '2.0',
  })
  const byDomain = json(await get(`${registration}/corp.example.test/Discover?api-version=1.9`))
  assert.deepEqual((byDomain.IdentityProviderService as { Federated: boolean }).Federated, true)
  const nobody = await get(`${registration}/00000000-0000-4000-8000-000000000000/Discover?api-version=1.9`)
  assert.deepEqual([nobody.status, json(nobody).ErrorType], [400, 'DirectoryError'])
})

test('OpenID configuration and instance discovery', async () => {
  const common = json(await get(`${login}/common/.well-known/openid-configuration`))
  assert.equal(common.token_endpoint, 'https://login.microsoftonline.com/common/oauth2/token')
  const v2 = json(await get(`${login}/corp.example.test/v2.0/.well-known/openid-configuration`))
  assert.equal(v2.issuer, `https://login.microsoftonline.com/${tenantId}/v2.0`)
  assert.equal((await get(`${login}/elsewhere.test/.well-known/openid-configuration`)).status, 400)
  const instance = json(await get(`${login}/common/discovery/instance?api-version=1.1&authorization_endpoint=x`))
  assert.match(String(instance.tenant_discovery_endpoint), /openid-configuration$/)
})

test('a good assertion gives an access token, in both base64 alphabets', async () => {
  for (const encoding of ['base64', 'base64url'] as const) {
    const answer = await grant({}, encoding)
    assert.equal(answer.status, 200)
    assert.equal(json(answer).token_type, 'Bearer')
  }
})

test('a refusal has the form of the captured one', async () => {
  const answer = await grant({ claims: [], nameIdentifier: 'x' })
  assert.equal(answer.status, 400)
  const body = json(answer)
  assert.deepEqual(Object.keys(body), [
    'error',
    'error_description',
    'error_codes',
    'timestamp',
    'trace_id',
    'correlation_id',
    'error_uri',
  ])
  assert.match(
    String(body.error_description),
    new RegExp(
      `^AADSTS51004: The user account \\{EUII Hidden\\} does not exist in the ${tenantId} directory\\. To sign into this application, the account must be added to the directory\\. Trace ID: [0-9a-f-]{36} Correlation ID: ${requestId} Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
    ),
  )
  assert.deepEqual([body.error, body.error_codes, body.correlation_id], ['invalid_grant', [51004], requestId])
  assert.equal(body.error_uri, 'https://login.microsoftonline.com/error?code=51004')
})

test('the other refusals of the token endpoint', async () => {
  const codesOf = async (answer: Promise<WebResponse>): Promise<unknown> => json(await answer).error_codes
  assert.deepEqual(await codesOf(grant({ issuer: 'https://other.example' })), [50107])
  assert.deepEqual(await codesOf(postToken({})), [900144])
  assert.deepEqual(await codesOf(postToken({ grant_type: 'password' })), [70003])
  assert.deepEqual(await codesOf(postToken({ grant_type: 'srv_challenge' }, 'elsewhere.test')), [90002])
  assert.deepEqual(await codesOf(postToken({ grant_type: cloud.grants.saml11Bearer, client_id: 'x' })), [900144])
  const resource = { grant_type: cloud.grants.saml11Bearer, client_id: 'x', assertion: 'x', resource: 'urn:other' }
  assert.deepEqual(await codesOf(postToken(resource)), [500011])
  const unreadable = { ...resource, resource: cloud.deviceRegistrationResource }
  assert.deepEqual(await codesOf(postToken(unreadable)), [50008])
  assert.deepEqual(await codesOf(postToken({ grant_type: cloud.grants.jwtBearer, request: 'a.b.c' })), [90023])
})

// ---- device registration ----

const deviceKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = deviceKey.publicKey.export({ type: 'spki', format: 'der' })
const signWith =
  (privateKey: KeyObject) =>
  async (bytes: Uint8Array): Promise<Uint8Array> =>
    sign('sha256', bytes, privateKey)

async function joinBody(change: Record<string, unknown> = {}, name = '7E980AD9-B86D-4306-9425-9AC066FB014A') {
  const csr = await makeCertificateRequest(
    { subject: [['CN', name]], publicKey: spki, extensions: [] },
    signWith(deviceKey.privateKey),
  )
  return {
    CertificateRequest: { Type: 'pkcs10', Data: Buffer.from(csr).toString('base64') },
    TransportKey: Buffer.from(serializeRsaKeyBlob(deviceKey.publicKey)).toString('base64'),
    TargetDomain: 'corp.example.test',
    DeviceType: 'Windows',
    OSVersion: '10.0.26100.1',
    DeviceDisplayName: 'WS01',
    JoinType: 6,
    ...change,
  }
}

async function deviceToken(change: Partial<AssertionFacts> = {}): Promise<Record<string, string>> {
  return { authorization: `Bearer ${json(await grant(change)).access_token}` }
}

const joinUrl = `${registration}/EnrollmentServer/device/?api-version=2.0`

test('a join gives the certificate of a device, named after the computer object [MS-DVRJ §3.1.5.1.1]', async () => {
  const start = Math.floor(Date.now() / 1000) * 1000
  const answer = await send('POST', joinUrl, await joinBody(), await deviceToken())
  assert.equal(answer.status, 200)
  const { Thumbprint, RawBody } = json(answer).Certificate as { Thumbprint: string; RawBody: string }
  const der = Buffer.from(RawBody, 'base64')
  const certificate = new X509Certificate(der)
  assert.equal(certificate.subject, `CN=${objectGuid}`)
  assert.equal(
    certificate.issuer,
    'DC=net\nDC=windows\nOU=82dbaca4-3e81-46ca-9c73-0950c1eaca97\nCN=MS-Organization-Access',
  )
  assert.equal(certificate.fingerprint.replaceAll(':', ''), Thumbprint)
  assert.ok(certificate.checkPrivateKey(deviceKey.privateKey))
  const joined = new Date(certificate.validFrom).getTime() + 30 * 60_000
  assert.ok(joined >= start && joined <= Date.now())
  assert.equal(new Date(certificate.validTo).getUTCFullYear(), new Date(joined).getUTCFullYear() + 10)
  assert.equal(new Date(certificate.validTo).getTime() % 86_400_000, joined % 86_400_000)
  const guidBytes = Buffer.from('b917083f17ca1447ab81f7b5943dec7b', 'hex')
  assert.ok(der.includes(Buffer.concat([Buffer.from([0x04, 0x10]), guidBytes])), x509.device.deviceId)
  assert.deepEqual(await control.listDevices(), [
    { deviceId: objectGuid, displayName: 'WS01', ...(await control.listDevices())[0] },
  ])
})

test('a join without a token is 401, without device claims or with a bad request ErrorDetails [MS-DVRJ §2.2.3.1]', async () => {
  assert.equal((await send('POST', joinUrl, await joinBody())).status, 401)
  assert.equal((await send('POST', joinUrl, await joinBody(), { authorization: 'Bearer x' })).status, 401)
  const immutableId = 'y7TujD6J60uo1eFddnNJ1g=='
  await control.syncDirectory({ computers: [], users: [{ userPrincipalName: 'alice@corp.example.test', immutableId }] })
  const asUser = await deviceToken({ nameIdentifier: immutableId, claims: [] })
  const asDevice = await deviceToken()
  const bad = [
    send('POST', joinUrl, await joinBody(), asUser),
    send('POST', joinUrl, await joinBody({ JoinType: 0 }), asDevice),
    send('POST', joinUrl, await joinBody({ TransportKey: 'AAAA' }), asDevice),
    send('POST', joinUrl, await joinBody({}, 'another name'), asDevice),
    send('POST', joinUrl, await joinBody({ CertificateRequest: { Type: 'pkcs10', Data: 'AAAA' } }), asDevice),
    send('POST', joinUrl, {}, asDevice),
  ]
  for (const answer of await Promise.all(bad)) {
    assert.equal(answer.status, 400)
    assert.deepEqual(Object.keys(json(answer)), ['ErrorType', 'Message', 'TraceId', 'Time'])
    assert.equal(json(answer).ErrorType, 'BadRequest')
  }
})

test('a sync join proves the computer by its synced certificate, its SID and a fresh signature', async () => {
  const own = await makeSigningKey(objectGuid)
  const url = `${registration}/EnrollmentServer/device/${objectGuid}?api-version=2.0`
  const computer = { objectGuid, objectSid, displayName: 'WS01' }
  const attempt = async (sid: string, signer = own): Promise<WebResponse> => {
    const body = await joinBody()
    const SignedBlob = Buffer.from(await signer.sign(Buffer.from(sid))).toString('base64')
    const identity = { Type: 'sha256signed', Sid: sid, SignedBlob }
    const joinData = { ...body, SourceDomainController: 'dc1', TargetDomainId: tenantId, ClientIdentity: identity }
    return send('PUT', url, { ...body, ServerAdJoinData: joinData })
  }
  const timed = (sid: string, offsetMs = 0): string =>
    `${sid}.${new Date(Date.now() + offsetMs).toISOString().slice(0, 19).replace('T', ' ')}Z`
  const sync = (certificates: readonly SigningKey[]): Promise<void> =>
    control.syncDirectory({
      users: [],
      computers: [
        {
          ...computer,
          userCertificates: certificates.map(({ certificate }) => Buffer.from(certificate).toString('base64')),
        },
      ],
    })
  const outcome = async (answer: Promise<WebResponse>): Promise<unknown> => {
    const settled = await answer
    return settled.status === 200 ? 'joined' : json(settled).ErrorType
  }
  await control.syncDirectory({ computers: [], users: [] })
  assert.match(
    String(json(await attempt(timed(objectSid))).Message),
    /The device object by the given id .* is not found/,
  )
  await sync([])
  assert.match(String(json(await attempt(timed(objectSid))).Message), /public key user certificate is not found/)
  await sync([await makeSigningKey('another name')])
  assert.equal(await outcome(attempt(timed(objectSid))), 'DirectoryError')
  await sync([own])
  assert.equal(await outcome(attempt(timed(objectSid))), 'joined')
  assert.equal(await outcome(attempt(timed('S-1-5-21-1-2-3-4'))), 'AuthenticationError')
  assert.equal(await outcome(attempt(timed(objectSid, -10 * 60_000))), 'AuthenticationError')
  assert.equal(await outcome(attempt(timed(objectSid), key)), 'AuthenticationError')
})

// ---- Graph ----

test('federation settings are made, read, changed and removed as Graph does', async () => {
  const settings = { issuerUri: 'https://other.example/issuer', preferredAuthenticationProtocol: 'saml' as const }
  await control.createFederation('managed.example.test', settings)
  await assert.rejects(control.createFederation('managed.example.test', settings), /409/)
  assert.equal((await control.findFederation('managed.example.test'))?.signingCertificate, null)
  await control.updateFederation('managed.example.test', { displayName: 'Joinery' })
  const realm = json(await get(`${login}/common/userrealm/x@managed.example.test?api-version=1.0`))
  assert.equal(realm.federation_protocol, 'SAML20')
  await assert.rejects(control.updateFederation('managed.example.test', { issuerUri: issuer }), /must be unique/)
  await assert.rejects(control.updateFederation('managed.example.test', { signingCertificate: '-----BEGIN' }), /400/)
  await control.deleteFederation('managed.example.test')
  assert.equal(await control.findFederation('managed.example.test'), undefined)
  await assert.rejects(control.deleteFederation('managed.example.test'), { code: 'SIMULATOR_DOMAIN_MANAGED' })
  await assert.rejects(control.findFederation('elsewhere.test'), /404/)
})

test('the clock of the tenant can be put forward', async () => {
  await control.setClockOffset(2 * 3_600_000)
  assert.deepEqual(json(await grant()).error_codes, [500133])
  await control.setClockOffset(0)
  assert.equal((await grant()).status, 200)
})

test('what was judged can be read again, without any assertion', async () => {
  await grant()
  const judgements = await control.listJudgements()
  assert.equal(judgements.at(-1)?.outcome, 'device')
  assert.doesNotMatch(JSON.stringify(judgements), /<saml|SignatureValue/)
})

test('a body without end is refused', async () => {
  const answer = sendRequest(network, {
    method: 'POST',
    url: `${login}/common/oauth2/token`,
    body: 'x'.repeat(300_000),
  })
  await answer.then(
    (response) => assert.equal(response.status, 413),
    (error: unknown) => assert.match(String(error), /ECONNRESET|EPIPE/),
  )
})
