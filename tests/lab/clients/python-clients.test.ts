import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { trustEndpoints } from '../../../src/config/endpoints.ts'
import { IdpError } from '../../../src/errors.ts'
import { acceptTokenRequest } from '../../../src/issuance/accept/accept-token-request.ts'
import { replyWithFault } from '../../../src/issuance/reply/fault.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { responseAddressing, serializeTokenResponse } from '../../../src/protocol/ws-trust/token-response-message.ts'
import { serializeXml } from '../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../src/protocol/xml/xml-element.ts'
import { publishMex } from '../../../src/publish/publish-mex.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { httpRequest, managed } from '../../unit/issuance/accept/accept-fixture.ts'

// MSAL Python and ADAL Python as Debian packages them judge what we write, and we judge what they write.

async function clients(args: readonly string[], input = ''): Promise<Record<string, unknown>> {
  const script = join(import.meta.dirname, 'python-clients.py')
  const result: unknown = JSON.parse(await runTool('/usr/bin/python3', [script, ...args], { input }))
  assert.ok(typeof result === 'object' && result !== null)
  return { ...result }
}

const settings = memorySettings(managed)
const sts = (path: string) => `https://sts.example.test/wsf/sts/app/${path}`

test('MSAL Python and ADAL Python find their endpoints in the MEX documents', async () => {
  const [application] = settings.current().managed.applications
  assert.ok(application)
  const actions = {
    '2005': 'http://schemas.xmlsoap.org/ws/2005/02/trust/RST/Issue',
    '13': 'http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue',
  }
  const windows = (version: '2005' | '13') => ({
    address: sts(`${version}/windowstransport`),
    action: actions[version],
  })
  assert.deepEqual(await clients(['mex'], publishMex(application, 'mex13', settings.current()).body), {
    msal: { address: sts('13/usernamemixed'), action: actions['13'] },
    msalWindows: [windows('2005'), windows('13')],
    adal: { address: sts('13/usernamemixed'), version: 'wstrust13' },
  })
  assert.deepEqual(await clients(['mex'], publishMex(application, 'mex', settings.current()).body), {
    msal: { address: sts('2005/usernamemixed'), action: actions['2005'] },
    msalWindows: [windows('2005')],
    adal: { address: sts('2005/usernamemixed'), version: 'wstrust2005' },
  })
})

test('both take the assertion out of a response letter for letter, with its type', async () => {
  const assertion = serializeXml(
    element('saml', 'urn:oasis:names:tc:SAML:1.0:assertion', 'Assertion', { AssertionID: '_1' }, 'a & b <é>'),
  )
  for (const version of ['2005', '13'] as const) {
    const text = serializeTokenResponse({
      addressing: responseAddressing(version, 'urn:uuid:1'),
      timestamp: undefined,
      response: {
        version,
        created: new Date('2026-01-02T03:04:05Z'),
        expires: new Date('2026-01-02T04:04:05Z'),
        appliesTo: 'urn:federation:MicrosoftOnline',
        tokenType: 'urn:oasis:names:tc:SAML:1.0:assertion',
        assertionId: '_1',
        assertion,
      },
    })
    const found = { token: assertion, type: 'urn:oasis:names:tc:SAML:1.0:assertion' }
    assert.deepEqual(await clients(['response', version], text), { msal: found, adal: found })
  }
})

test('both read the reason and the code of a fault', async () => {
  for (const endpoint of trustEndpoints) {
    const request = { endpoint, body: new Uint8Array(0) }
    const { body } = replyWithFault(new IdpError('ACCEPT_APPLIES_TO_MISSING'), request, 'trace-1')
    const said = JSON.stringify(await clients(['response', endpoint.trustVersion], body))
    assert.match(said, /"msal": ?\{"error": ?"[^"]*ID3082[^"]*Trace ID: trace-1[^"]*InvalidScope/)
    assert.match(said, /"adal": ?\{"error": ?"[^"]*InvalidScope[^"]*ID3082/)
  }
})

test('we read what both send, characters that XML escapes included', async () => {
  for (const endpoint of trustEndpoints.filter(({ credential }) => credential === 'usernamemixed')) {
    const requests = await clients(['request', endpoint.trustVersion, sts(endpoint.path)])
    assert.deepEqual(Object.keys(requests), ['msal', 'adal'])
    for (const text of Object.values(requests)) {
      const http = httpRequest({ endpoint, headers: {}, body: Buffer.from(String(text)) })
      const clock = { now: () => new Date(), monotonicMilliseconds: () => 0 }
      const { credential, hasTimestamp } = acceptTokenRequest(http, { clock, settings }, () => {})
      assert.ok(credential.kind === 'password' && hasTimestamp)
      assert.deepEqual([credential.username, credential.password.reveal()], ['alice@contoso.test', 'a<b&c"'])
    }
  }
})
