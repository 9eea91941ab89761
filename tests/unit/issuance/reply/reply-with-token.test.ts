import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replyWithToken } from '../../../../src/issuance/reply/reply-with-token.ts'
import { parseTokenResponse } from '../../../../src/protocol/ws-trust/token-response-message.ts'
import { accept, httpRequest, named } from '../accept/accept-fixture.ts'
import { assertion, principal } from './reply-fixture.ts'

const cases = [
  {
    fixture: 'windows-2005-windowstransport-port',
    version: '2005',
    relatesTo: 'urn:uuid:61a28394-b5c6-4d7e-a8f9-0a1b2c3d4e5f',
  },
  { fixture: 'msal-go-13-windowstransport', version: '13', relatesTo: 'urn:uuid:1c5d3e4f-6071-4829-93a4-b5c6d7e8f90a' },
  { fixture: 'windows-13-windowstransport-timestamp', version: '13', relatesTo: undefined },
] as const

test('[WSTrust13 §4.4] [WSTrust0502 §5.2] the response is in the version of the endpoint and answers the request', () => {
  for (const { fixture, version, relatesTo } of cases) {
    const reply = replyWithToken(assertion, accept(httpRequest(named(fixture))), principal)
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.headers, {
      'cache-control': 'no-store',
      'content-type': 'application/soap+xml; charset=utf-8',
    })
    const { addressing, timestamp, response } = parseTokenResponse(Buffer.from(reply.body))
    assert.equal(addressing.relatesTo, relatesTo)
    assert.equal(timestamp, undefined)
    assert.deepEqual(response, {
      version,
      created: assertion.notBefore,
      expires: assertion.notOnOrAfter,
      appliesTo: 'urn:federation:MicrosoftOnline',
      tokenType: 'urn:oasis:names:tc:SAML:1.0:assertion',
      assertionId: '_1',
      assertion: assertion.xml,
    })
  }
})

test('AppliesTo comes back as it was asked, TokenType as the application says', () => {
  const request = accept(httpRequest(named('windows-13-windowstransport-china')))
  const stsTokenType = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1'
  const application = { ...request.application, stsTokenType } as const
  const reply = replyWithToken(assertion, { ...request, application }, principal)
  const { response } = parseTokenResponse(Buffer.from(reply.body))
  assert.equal(response.appliesTo, 'https://login.partner.microsoftonline.cn')
  assert.equal(response.tokenType, stsTokenType)
})

test('one line, and the assertion stands in it letter for letter with no white space around', () => {
  const { body } = replyWithToken(assertion, accept(httpRequest(named('msal-net-13-windowstransport'))), principal)
  assert.doesNotMatch(body, /[\r\n]|>\s+</)
  assert.ok(body.includes(`<trust:RequestedSecurityToken>${assertion.xml}</trust:RequestedSecurityToken>`))
})

test('[RFC4559 §5] mutual authentication: our proof goes back in the header', () => {
  const request = accept(httpRequest(named('msal-net-13-windowstransport')))
  const reply = replyWithToken(assertion, request, { ...principal, replyToken: Uint8Array.of(0xa1, 0x02) })
  assert.equal(reply.headers['www-authenticate'], 'Negotiate oQI=')
})
