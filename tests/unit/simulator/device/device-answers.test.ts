import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { noAddressing } from '../../../../src/protocol/soap/addressing.ts'
import { parseTokenRequest } from '../../../../src/protocol/ws-trust/token-request-message.ts'
import { serializeTokenResponse } from '../../../../src/protocol/ws-trust/token-response-message.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { openAdalLog } from '../../../../src/simulator/device/adal-log.ts'
import { DeviceFailure } from '../../../../src/simulator/device/device-failure.ts'
import { makeDeviceKeys } from '../../../../src/simulator/device/device-keys.ts'
import { deviceOptions } from '../../../../src/simulator/device/device-options.ts'
import { type Caller, discoverTenant, findUserRealm } from '../../../../src/simulator/device/discover-tenant.ts'
import { fetchMex } from '../../../../src/simulator/device/find-trust-endpoint.ts'
import { joinWithToken } from '../../../../src/simulator/device/register.ts'
import { requestAccessToken } from '../../../../src/simulator/device/request-access-token.ts'
import { requestAssertion } from '../../../../src/simulator/device/request-assertion.ts'
import { sendRequest } from '../../../../src/simulator/send-request.ts'
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from './token-service.ts'

/** What Windows makes of each answer that is not the good one. */

const sts = 'sts.corp.example.test'
const hosts = [sts, 'login.microsoftonline.com', 'enterpriseregistration.windows.net']
let server: ScriptedServer
let caller: Caller

before(async () => {
  server = await startScriptedServer(hosts)
  caller = {
    network: server.network,
    clientRequestId: '7b690c51-7ff3-4900-8875-18a409e1053e',
    osVersion: '10.0.26100.1',
  }
})
after(() => server?.stop())

/** The HRESULT that the device names when the server answers so. */
async function hresultOf(run: () => Promise<unknown>, ...answers: readonly ScriptedAnswer[]): Promise<string> {
  server.script(...answers)
  try {
    await run()
  } catch (error) {
    if (error instanceof DeviceFailure) return [error.facts.hresult, error.facts.subError].filter(Boolean).join('/')
    throw error
  }
  return 'ok'
}

const html: ScriptedAnswer = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><p>Sign in' }
const json = (status: number, value: unknown): ScriptedAnswer => ({ status, body: JSON.stringify(value) })
const broken: ScriptedAnswer = { status: 0, breaks: true }

// ---- discover ----

const tenant = { tenantId: '07ec9af2-7ce5-4ab7-8638-115736bbf990', tenantName: 'corp.example.test' }
const nowhere = (): Caller => ({ ...caller, network: { ...caller.network, hosts: nowhereHosts } })
const nowhereHosts = Object.fromEntries(hosts.map((host) => [host, { address: '127.0.0.1', port: 1 }]))

test('discovery: busy, no such tenant, a page of a proxy, nothing there', async () => {
  const run = (): Promise<unknown> => discoverTenant(caller, tenant)
  assert.equal(await hresultOf(run, { status: 503 }), '0x801c0025')
  assert.equal(await hresultOf(run, json(400, { ErrorType: 'DirectoryError' })), '0x801c003a')
  assert.equal(await hresultOf(run, html), '0x801c0021/0x8007000d')
  assert.equal(await hresultOf(run, broken), '0x801c0021/0x80072efe')
  assert.equal(await hresultOf(() => discoverTenant(nowhere(), tenant)), '0x801c0021/0x80072efd')
})

test('discovery asks as Windows does', async () => {
  await hresultOf(() => discoverTenant(caller, tenant), html)
  const [request] = server.requests
  assert.equal(request?.path, `/${tenant.tenantId}/Discover?api-version=1.9`)
  assert.equal(request?.headers['user-agent'], 'Dsreg/10.0 (Windows 10.0.26100.1)')
  assert.equal(request?.headers['client-request-id'], caller.clientRequestId)
  assert.equal(request?.headers.host, 'enterpriseregistration.windows.net')
})

test('realm: a page of a proxy, an unknown domain, nothing there', async () => {
  const run = (): Promise<unknown> => findUserRealm(caller, 'corp.example.test')
  const realm = { domain_name: 'x', cloud_instance_name: 'x', cloud_audience_urn: 'x' }
  assert.equal(await hresultOf(run, html), '0x801c003d')
  assert.equal(await hresultOf(run, json(200, { ...realm, account_type: 'Unknown' })), '0x801c003d')
  assert.equal(await hresultOf(run, json(200, { ...realm, account_type: 'Managed' })), 'ok')
  assert.equal(await hresultOf(() => findUserRealm(nowhere(), 'x')), '0x801c003d/0x80072efd')
})

// ---- mex ----

const realm = {
  account_type: 'Federated',
  domain_name: 'corp.example.test',
  federation_protocol: 'WSTrust',
  federation_metadata_url: `https://${sts}/mex`,
  cloud_instance_name: 'microsoftonline.com',
  cloud_audience_urn: 'urn:federation:MicrosoftOnline',
}

test('MEX: protocol, address, fetch and form', async () => {
  const run = (change: Partial<typeof realm> = {}) => {
    return (): Promise<unknown> => fetchMex(caller.network, { ...realm, ...change })
  }
  assert.equal(await hresultOf(run({ federation_protocol: 'SAML20' })), '0xcaa90017')
  assert.equal(await hresultOf(run({ federation_metadata_url: '' })), '0xcaa9001a')
  assert.equal(await hresultOf(run({ federation_metadata_url: `http://${sts}/mex` })), '0xcaa90020')
  assert.equal(await hresultOf(run(), { status: 404 }), '0xcaa9002b')
  assert.equal(await hresultOf(run(), { status: 302, headers: { location: `https://${sts}/other` } }), '0xcaa9002b')
  assert.equal(await hresultOf(run(), html), '0xcaa9002c')
  assert.equal(await hresultOf(run(), { status: 200, body: '<!DOCTYPE a><a/>' }), '0xcaa9002c')
  assert.equal(await hresultOf(run(), broken), '0xcaa82efe')
  assert.equal(await hresultOf(run({ federation_protocol: 'wstrust' }), { status: 200, body: '<a/>' }), 'ok')
})

// ---- windowstransport ----

const endpoint = { trustVersion: '13', credential: 'windows', url: `https://${sts}/13/windowstransport` } as const
const ask = () =>
  requestAssertion(caller.network, {
    endpoint,
    appliesTo: 'urn:federation:MicrosoftOnline',
    clientRequestId: caller.clientRequestId,
    userAgent: 'x',
    credential: { kind: 'ticket', negotiate: async () => 'dG9rZW4=' },
  })
const challenge: ScriptedAnswer = { status: 401, headers: { 'www-authenticate': 'Negotiate' } }
const assertionXml =
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_a" Issuer="x" MajorVersion="1" MinorVersion="1"></saml:Assertion>'
const response = serializeTokenResponse({
  addressing: noAddressing,
  timestamp: undefined,
  response: {
    version: '13',
    created: new Date('2025-07-10T17:22:13Z'),
    expires: new Date('2025-07-10T18:22:13Z'),
    appliesTo: 'urn:federation:MicrosoftOnline',
    tokenType: 'urn:oasis:names:tc:SAML:1.0:assertion',
    assertionId: '_a',
    assertion: serializeXml(parseXml(Buffer.from(assertionXml))),
  },
})
const fault = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:t="http://docs.oasis-open.org/ws-sx/ws-trust/200512"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>t:FailedAuthentication</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">ID3242</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`

test('windowstransport is asked twice: without a credential, then with the ticket', async () => {
  assert.equal(await hresultOf(ask, challenge, { status: 200, body: response }), 'ok')
  const [first, second] = server.requests
  assert.equal(first?.headers.authorization, undefined)
  assert.equal(second?.headers.authorization, 'Negotiate dG9rZW4=')
  assert.equal(second?.headers['content-type'], 'application/soap+xml; charset=utf-8')
  assert.equal(second?.headers.soapaction, 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue')
  const { request, security, addressing } = parseTokenRequest(Buffer.from(second?.body ?? ''))
  assert.equal(request.appliesTo, 'urn:federation:MicrosoftOnline')
  assert.deepEqual([request.tokenType, security, addressing.to], [undefined, undefined, endpoint.url])
})

test('usernamemixed is asked once, with the password in the message', async () => {
  const password = 'p<a>&ss "word"'
  const run = () =>
    requestAssertion(caller.network, {
      endpoint: { ...endpoint, credential: 'password', url: `https://${sts}/13/usernamemixed` },
      appliesTo: 'urn:federation:MicrosoftOnline',
      clientRequestId: caller.clientRequestId,
      userAgent: 'x',
      credential: { kind: 'password', username: 'alice@corp.example.test', password },
    })
  assert.equal(await hresultOf(run, { status: 200, body: response }), 'ok')
  assert.equal(server.requests.length, 1)
  const { security, addressing } = parseTokenRequest(Buffer.from(server.requests[0]?.body ?? ''))
  const { created, expires } = security?.timestamp ?? {}
  assert.equal((expires?.getTime() ?? 0) - (created?.getTime() ?? 0), 600_000)
  assert.equal(addressing.to, `https://${sts}/13/usernamemixed`)
  assert.match(server.requests[0]?.body ?? '', /<o:Password>p&lt;a&gt;&amp;ss "word"<\/o:Password>/)
  assert.equal(await hresultOf(run, { status: 500, body: fault }), '0xcaa90014')
  assert.equal(await hresultOf(run, { status: 401 }), '0xcaa30191')
})

test('windowstransport: every other answer has its code', async () => {
  assert.equal(await hresultOf(ask, challenge, challenge), '0xcaa30191')
  assert.equal(await hresultOf(ask, { status: 401, headers: { 'www-authenticate': 'Basic' } }), '0xcaa30191')
  assert.equal(await hresultOf(ask, challenge, { status: 500, body: fault }), '0xcaa90014')
  assert.equal(await hresultOf(ask, challenge, { status: 200, body: fault }), '0xcaa90014')
  assert.equal(await hresultOf(ask, challenge, { status: 503 }), '0xcaa301f7')
  assert.equal(await hresultOf(ask, { status: 403 }), '0xcaa30193')
  assert.equal(await hresultOf(ask, challenge, html), '0xcaa90013')
  assert.equal(await hresultOf(ask, broken), '0xcaa82efe')
})

test('an assertion that does not stand in the answer as canonical text is none', async () => {
  const spaced = response.replace('AssertionID="_a" Issuer="x"', 'Issuer="x"  AssertionID="_a"')
  assert.notEqual(spaced, response)
  assert.equal(await hresultOf(ask, challenge, { status: 200, body: spaced }), '0xcaa90002')
})

// ---- token ----

test('each OAuth error has its code, and goes into the log in full', async () => {
  const refused = (error: string): ScriptedAnswer =>
    json(400, { error, error_description: 'AADSTS1: no.', error_codes: [1] })
  const log = openAdalLog()
  const run = (): Promise<unknown> => requestAccessToken(caller, '<a/>', log)
  for (const [error, hresult] of [
    ['invalid_grant', '0xcaa20003'],
    ['invalid_request', '0xcaa20002'],
    ['invalid_resource', '0xcaa2000b'],
    ['interaction_required', '0xcaa2000c'],
    ['something_new', '0xcaa20064'],
  ] as const)
    assert.equal(await hresultOf(run, refused(error)), hresult, error)
  assert.equal(await hresultOf(run, { status: 502, body: 'bad gateway' }), '0xcaa301f6')
  assert.equal(await hresultOf(run, html), '0xcaa90015')
  assert.equal(await hresultOf(run, json(200, { access_token: 'x' })), 'ok')
  const texts = log.entries.map((entry) => (typeof entry === 'string' ? entry : entry.text))
  assert.ok(texts.includes('Webrequest returns error code:invalid_grant and error description:AADSTS1: no.'))
  assert.ok(
    texts.some((text) => text.startsWith('Token response is not successfull. Status:400 ResponseText:{"error":')),
  )
})

test('the grant is sent as ADAL sends it', async () => {
  await hresultOf(() => requestAccessToken(caller, '<ä/>', openAdalLog()), html)
  const form = new URLSearchParams(server.requests[0]?.body)
  assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:saml1_1-bearer')
  assert.equal(Buffer.from(form.get('assertion') ?? '', 'base64').toString('utf8'), '<ä/>')
  assert.equal(form.get('resource'), 'urn:ms-drs:enterpriseregistration.windows.net')
})

// ---- join ----

test('the registration service: each refusal has its code', async () => {
  const keys = await makeDeviceKeys()
  const device = deviceOptions.parse({
    computer: { samAccountName: 'WS01$', dnsHostName: 'ws01', credential: { keytab: 'x' } },
    domain: {
      kerberosRealm: 'X',
      dnsDomain: 'x',
      netbiosDomain: 'X',
      domainController: 'dc1',
      ldapUrl: 'ldap://dc1',
    },
    folder: '.',
    caFiles: [],
  })
  const target = { joinUrl: 'https://enterpriseregistration.windows.net/EnrollmentServer/device/', accessToken: 'x' }
  const run = (): Promise<unknown> => joinWithToken(caller, device, keys, target)
  const details = (ErrorType: string): ScriptedAnswer => json(400, { ErrorType, Message: 'no', TraceId: 'x' })
  assert.equal(await hresultOf(run, details('DirectoryError')), '0x801c03f2')
  assert.equal(await hresultOf(run, details('AuthenticationError')), '0x801c0002')
  assert.equal(await hresultOf(run, details('SqlError')), '0x801c0006')
  assert.equal(await hresultOf(run, { status: 401 }), '0x801c0002')
  assert.equal(await hresultOf(run, { status: 503 }), '0x801c0025')
  assert.equal(await hresultOf(run, { status: 500, body: 'x' }), '0x801c0006')
  assert.equal(await hresultOf(run, html), '0x801c0001')
  assert.equal(await hresultOf(run, broken), '0x80072efe')
})

// ---- network ----

test('an unknown authority or a wrong name is a TLS failure', async () => {
  const foreign = await startScriptedServer([sts])
  const strange = { hosts: server.network.hosts, ca: foreign.network.ca }
  const misnamed = {
    hosts: { 'other.example.test': server.network.hosts[sts] ?? { address: '127.0.0.1' } },
    ca: server.network.ca,
  }
  const other = { ...realm, federation_metadata_url: 'https://other.example.test/mex' }
  assert.equal(await hresultOf(() => fetchMex(strange, realm)), '0xcaa82f8f')
  assert.equal(await hresultOf(() => fetchMex(misnamed, other)), '0xcaa82f8f')
  await foreign.stop()
})

test('an answer without end is cut off', async () => {
  server.script({ status: 200, body: Buffer.alloc(2_000_000, 'x') })
  await assert.rejects(sendRequest(server.network, { method: 'GET', url: `https://${sts}/` }), { code: 'EMSGSIZE' })
})

test('nothing is ever sent without TLS', async () => {
  await assert.rejects(sendRequest(server.network, { method: 'GET', url: `http://${sts}/` }), { code: 'EPROTO' })
})
