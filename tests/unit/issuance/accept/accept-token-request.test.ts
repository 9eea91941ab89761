import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activeSignInEndpoint, trustEndpoints } from '../../../../src/config/endpoints.ts'
import { type ErrorCode, errorTable, type Facts, IdpError } from '../../../../src/errors.ts'
import type { TrustHttpRequest } from '../../../../src/issuance/stages.ts'
import { readRequestFixtures } from '../../../fixtures/read-request-fixtures.ts'
import { accept, good, httpRequest, managed, named } from './accept-fixture.ts'

const clientRequestId = '7f9c6b3e-2d4e-4a3e-9f63-0d7b0f5a1c11'

function refused(http: TrustHttpRequest, code: ErrorCode, settings: unknown = managed): IdpError {
  try {
    accept(http, { settings })
  } catch (error) {
    assert.ok(error instanceof IdpError && error.code === code, `${code} expected, but ${error}`)
    assert.doesNotMatch(error.means + error.fix, /unknown/, 'every fact of the message is filled in')
    return error
  }
  return assert.fail(`${code} expected, but accepted`)
}

for (const folder of ['requests', 'hostile/requests'] as const) {
  test(`[WSTrust13 §3.1] [WSTrust0502 §5.1] every fixture of ${folder} ends as its header says`, async (context) => {
    const fixtures = readRequestFixtures(folder)
    assert.ok(fixtures.length >= 25)
    for (const fixture of fixtures) {
      await context.test(fixture.name, () => {
        const http = httpRequest(fixture)
        if (fixture.expect !== 'accepted') {
          assert.ok(fixture.expect in errorTable)
          return void refused(http, fixture.expect as ErrorCode)
        }
        const request = accept(http)
        assert.equal(request.messageId, fixture.messageId)
        assert.equal(request.appliesTo, fixture.appliesTo)
        assert.equal(request.endpoint.path, fixture.endpoint.path)
        const { credential } = request
        if (credential.kind === 'negotiate') assert.deepEqual(credential.token, Uint8Array.of(0x60, 0x82, 0x01))
        else {
          assert.equal(credential.username, 'alice@contoso.test')
          assert.match(credential.password.reveal(), /^not-a-<?password>?$/)
        }
        assert.equal(credential.kind === 'password', fixture.endpoint.credential === 'usernamemixed')
      })
    }
  })
}

test('each kind of bad input has a code of its own', () => {
  const hostile = readRequestFixtures('hostile/requests')
  assert.equal(new Set(hostile.map(({ expect }) => expect)).size >= 24, true)
})

test('an application that is not there, or switched off, is nothing to the outside', () => {
  const unknown = refused(httpRequest(good, { applicationId: 'other' }), 'ACCEPT_APPLICATION_UNKNOWN')
  const [application] = managed.applications
  const disabled = refused(httpRequest(good), 'ACCEPT_APPLICATION_DISABLED', {
    ...managed,
    applications: [{ ...application, enabled: false }],
  })
  assert.equal(unknown.row.fault, disabled.row.fault)
  assert.equal(unknown.row.says, disabled.row.says)
})

test('[RFC9110 §15.5.6] only POST', () => {
  for (const method of ['GET', 'HEAD', 'PUT', 'OPTIONS', 'post'])
    refused(httpRequest(good, { method }), 'ACCEPT_METHOD_NOT_POST')
})

test('windowstransport is closed until networks are named, and open to those only', () => {
  refused(httpRequest(good), 'ACCEPT_NETWORKS_NOT_NAMED', { ...managed, networks: {} })
  for (const remoteAddress of ['10.255.255.255', '::ffff:10.0.0.1', 'fd12::1', 'fd12::1%eth0', '192.0.2.7'])
    accept(httpRequest(good, { remoteAddress }))
  for (const remoteAddress of ['11.0.0.1', '::ffff:11.0.0.1', 'fe80::1', '192.0.2.8', '2001:db8::1', '', 'localhost'])
    refused(httpRequest(good, { remoteAddress }), 'ACCEPT_NETWORK_OUTSIDE')
})

test('the network is looked at before a ticket is asked for, and on every windowstransport address', () => {
  for (const endpoint of trustEndpoints.filter(({ credential }) => credential === 'windowstransport'))
    refused(httpRequest(good, { endpoint, headers: {}, remoteAddress: '11.0.0.1' }), 'ACCEPT_NETWORK_OUTSIDE')
})

const password = named('msal-python-13-usernamemixed')
const withPassword = (changes: Partial<TrustHttpRequest> = {}) => httpRequest(password, { headers: {}, ...changes })

test('[WSSUsername11 §3.1] where passwords are taken, tickets are neither asked for nor taken', () => {
  const without = Buffer.from(
    Buffer.from(password.body)
      .toString()
      .replace(/<wsse:UsernameToken.*<\/wsse:UsernameToken>/s, ''),
  )
  for (const headers of [{}, { authorization: 'Negotiate YIIB' }])
    refused(withPassword({ body: without, headers }), 'ACCEPT_USERNAME_TOKEN_MISSING')
  refused(withPassword({ body: new Uint8Array(0) }), 'ACCEPT_BODY_EMPTY')
  assert.equal(accept(withPassword({ headers: { authorization: 'Negotiate YIIB' } })).credential.kind, 'password')
})

test('the ActiveSignInUri takes passwords of both versions, in the version of the request', () => {
  for (const [name, version] of [
    ['msal-python-13-usernamemixed', '13'],
    ['msal-python-2005-usernamemixed', '2005'],
  ] as const) {
    const request = accept(httpRequest(named(name), { endpoint: activeSignInEndpoint, headers: {} }))
    assert.deepEqual([request.credential.kind, request.endpoint.trustVersion], ['password', version])
  }
  refused(httpRequest(good, { endpoint: activeSignInEndpoint }), 'ACCEPT_USERNAME_TOKEN_MISSING')
})

test('passwords are taken from where the setting says', () => {
  const settings = (usernamemixed: string) => ({ ...managed, networks: { ...managed.networks, usernamemixed } })
  const outside = withPassword({ remoteAddress: '203.0.113.9' })
  accept(outside)
  accept(withPassword(), { settings: settings('intranet') })
  const closed = refused(outside, 'ACCEPT_PASSWORD_NETWORK_CLOSED', settings('intranet'))
  assert.match(closed.means, /networks\.usernamemixed is intranet.*203\.0\.113\.9/)
  refused(withPassword(), 'ACCEPT_PASSWORD_NOWHERE', settings('nowhere'))
  accept(withPassword(), { settings: { ...managed, networks: { ...managed.networks, browserPasswords: 'nowhere' } } })
})

test('the password never becomes a fact of an error or a note', () => {
  const noted: Facts[] = []
  accept(withPassword(), { note: (facts) => noted.push(facts) })
  const text = Buffer.from(password.body).toString()
  const hostile = [
    text.replace('>urn:federation', '>urn:other'),
    text.replace('<wsse:Password>', '<wsse:Password Type="x">'),
  ]
  const errors = hostile.map((body) => assertThrows(() => accept(withPassword({ body: Buffer.from(body) }))))
  assert.doesNotMatch(JSON.stringify([noted, errors.map(({ facts, message }) => [facts, message])]), /not-a-password/)
})

test('a password that a client did not escape breaks the XML, and no piece of it is told', () => {
  const text = Buffer.from(password.body).toString()
  const passwords = ['<geheim', '<geheim>', '<geheim/>', '<ge:he:im>', '<geheim geheim="1" geheim="1">', '<?geheim?>']
  const more = [
    '&geheim;',
    '&#geheim;',
    '<![CDATA[geheim',
    '<!-- geheim -- -->',
    '<geheim:x/>',
    ']]>geheim',
    '<!DOCTYPE geheim>',
  ]
  for (const typed of [...passwords, ...more])
    for (const body of [
      text.replace(/(<wsse:Password>).*?(<\/wsse:Password>)/, (_, open, close) => `${open}${typed}${close}`),
      text.replace(/(<wsse:Password>).*/s, (_, open) => `${open}${typed}`),
    ]) {
      const error = assertThrows(() => accept(withPassword({ body: Buffer.from(body) })))
      assert.doesNotMatch(JSON.stringify([error.facts, error.message]), /geheim|he:im/, typed)
    }
})

test('[RFC4559 §4.1] without a ticket it is asked for before the body is looked at', () => {
  for (const body of [new Uint8Array(0), Buffer.from('throw-away'), good.body])
    refused(httpRequest(good, { body, headers: {} }), 'ACCEPT_CREDENTIAL_MISSING')
  refused(httpRequest(good, { body: new Uint8Array(0) }), 'ACCEPT_BODY_EMPTY')
})

test('[RFC4559 §4.2] the ticket is base64 behind Negotiate, in any case of letters', () => {
  const withHeader = (authorization: string) => httpRequest(good, { headers: { authorization } })
  for (const header of ['Negotiate YIIB', 'negotiate YIIB', ' NEGOTIATE  YIIB '])
    assert.deepEqual(accept(withHeader(header)).credential, {
      kind: 'negotiate',
      token: Uint8Array.of(0x60, 0x82, 0x01),
    })
  for (const header of ['Negotiate', 'Negotiate ', 'Negotiate YII', 'Negotiate YI-B', 'Negotiate YIIB YIIB'])
    refused(withHeader(header), 'ACCEPT_CREDENTIAL_MALFORMED')
  for (const header of ['NTLM TlRMTVNTUAAB', 'Basic YTpi', 'Bearer x', 'YIIB', '\u0000'])
    refused(withHeader(header), 'ACCEPT_CREDENTIAL_SCHEME')
  assert.equal(refused(withHeader('Basic YTpi'), 'ACCEPT_CREDENTIAL_SCHEME').facts.scheme, 'Basic')
})

test('the ticket never becomes a fact of an error', () => {
  const secret = 'c2VjcmV0LXNlY3JldA'
  for (const authorization of [`Negotiate ${secret}`, secret, `Negotiate ${secret} x`]) {
    const error = assertThrows(() => accept(httpRequest(good, { headers: { authorization } })))
    assert.doesNotMatch(JSON.stringify([error.facts, error.means]), /c2Vj|secret/)
  }
})

test('a client request id is taken from header or query, when it is a GUID', () => {
  const idOf = (changes: Partial<TrustHttpRequest>) => accept(httpRequest(good, changes)).clientRequestId
  const headers = { authorization: 'Negotiate YIIB', 'client-request-id': clientRequestId.toUpperCase() }
  assert.equal(idOf({ headers }), clientRequestId)
  assert.equal(idOf({ query: `x=1&client-request-id=${clientRequestId}&client-request-id=2` }), clientRequestId)
  assert.equal(idOf({ query: 'client-request-id=1%00&unknown=%zz' }), undefined)
  assert.equal(idOf({ query: 'popupui=1&whatever' }), undefined)
})

test('[WSS11 §10] five minutes of skew are allowed either way, to the millisecond', () => {
  const withTimes = (created: string, expires: string) => {
    const text = Buffer.from(good.body).toString()
    const body = text.replace('2026-01-02T03:04:05.068Z', created).replace('2026-01-02T03:09:05.068Z', expires)
    return httpRequest(good, { body: Buffer.from(body) })
  }
  accept(withTimes('2026-01-02T02:54:05Z', '2026-01-02T02:59:05Z'))
  refused(withTimes('2026-01-02T02:54:05Z', '2026-01-02T02:59:04.999Z'), 'ACCEPT_TIMESTAMP_EXPIRED')
  accept(withTimes('2026-01-02T03:09:05Z', '2026-01-02T03:14:05Z'))
  const future = refused(withTimes('2026-01-02T04:09:05Z', '2026-01-02T04:14:05Z'), 'ACCEPT_TIMESTAMP_NOT_YET_VALID')
  assert.equal(future.facts.minutes, 65)
})

test('what was decided is noted, and no secret with it', () => {
  const noted: Facts[] = []
  accept(httpRequest(good, { query: `client-request-id=${clientRequestId}` }), { note: (facts) => noted.push(facts) })
  assert.deepEqual(Object.assign({}, ...noted), {
    clientRequestId,
    userAgent: 'Windows-AzureAD-Authentication-Provider/1.0',
    bytes: good.body.length,
    insideIntranet: true,
    trustVersion: '13',
    appliesTo: 'urn:federation:MicrosoftOnline',
    to: 'https://sts.example.test/wsf/sts/app/13/windowstransport',
    toOurHost: true,
  })
})

test('To is noted, with or without the port, and decides nothing', () => {
  const toOf = (to: string) => {
    const noted: Facts[] = []
    const text = Buffer.from(good.body).toString()
    const body = Buffer.from(text.replace(/(<a:To[^>]*>)[^<]*/, `$1${to}`))
    accept(httpRequest(good, { body }), { note: (facts) => noted.push(facts) })
    return Object.assign({}, ...noted).toOurHost
  }
  assert.equal(toOf('https://sts.example.test:443/x'), true)
  assert.equal(toOf('https://STS.example.test/x'), true)
  assert.equal(toOf('https://sts.example.test:8443/x'), false)
  assert.equal(toOf('https://other.test/x'), false)
  assert.equal(toOf('not an address'), false)
  assert.equal(toOf(''), undefined)
})

function assertThrows(run: () => unknown): IdpError {
  try {
    run()
  } catch (error) {
    assert.ok(error instanceof IdpError)
    return error
  }
  return assert.fail('nothing was thrown')
}
