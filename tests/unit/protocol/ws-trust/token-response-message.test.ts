import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { trustDialects } from '../../../../src/protocol/ws-trust/dialects.ts'
import {
  parseFaultMessage,
  parseTokenResponse,
  responseAddressing,
  serializeFaultMessage,
  serializeTokenResponse,
  type TokenResponseMessage,
} from '../../../../src/protocol/ws-trust/token-response-message.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../../src/protocol/xml/xml-element.ts'

const assertion = serializeXml(
  element('saml', 'urn:oasis:names:tc:SAML:1.0:assertion', 'Assertion', { AssertionID: '_1' }, 'content & more'),
)

function message(version: '2005' | '13'): TokenResponseMessage {
  return {
    addressing: responseAddressing(version, 'urn:uuid:1'),
    timestamp: undefined,
    response: {
      version,
      created: new Date('2026-01-02T03:04:05.068Z'),
      expires: new Date('2026-01-02T04:04:05.068Z'),
      appliesTo: 'urn:federation:MicrosoftOnline',
      tokenType: 'urn:oasis:names:tc:SAML:1.0:assertion',
      assertionId: '_1',
      assertion,
    },
  }
}

const parse = (text: string) => parseTokenResponse(Buffer.from(text))

test('[WSTrust13 §4.4] a response of 1.3, to the letter: a collection of one, on one line', () => {
  const trust = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'
  const reference =
    '<o:SecurityTokenReference xmlns:k="http://docs.oasis-open.org/wss/oasis-wss-wssecurity-secext-1.1.xsd"' +
    ' xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"' +
    ' k:TokenType="http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1"><o:KeyIdentifier' +
    ' ValueType="http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID">_1</o:KeyIdentifier></o:SecurityTokenReference>'
  const utility = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'
  assert.equal(
    serializeTokenResponse(message('13')),
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>' +
      `<a:Action xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">${trust}/RSTRC/IssueFinal</a:Action>` +
      '<a:RelatesTo xmlns:a="http://www.w3.org/2005/08/addressing">urn:uuid:1</a:RelatesTo>' +
      '<a:To xmlns:a="http://www.w3.org/2005/08/addressing" s:mustUnderstand="1">http://www.w3.org/2005/08/addressing/anonymous</a:To>' +
      `</s:Header><s:Body><trust:RequestSecurityTokenResponseCollection xmlns:trust="${trust}"><trust:RequestSecurityTokenResponse>` +
      `<trust:Lifetime><wsu:Created xmlns:wsu="${utility}">2026-01-02T03:04:05.068Z</wsu:Created>` +
      `<wsu:Expires xmlns:wsu="${utility}">2026-01-02T04:04:05.068Z</wsu:Expires></trust:Lifetime>` +
      '<wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference xmlns:a="http://www.w3.org/2005/08/addressing">' +
      '<a:Address>urn:federation:MicrosoftOnline</a:Address></a:EndpointReference></wsp:AppliesTo>' +
      `<trust:RequestedSecurityToken>${assertion}</trust:RequestedSecurityToken>` +
      `<trust:RequestedAttachedReference>${reference}</trust:RequestedAttachedReference>` +
      `<trust:RequestedUnattachedReference>${reference}</trust:RequestedUnattachedReference>` +
      '<trust:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</trust:TokenType>' +
      `<trust:RequestType>${trust}/Issue</trust:RequestType><trust:KeyType>${trust}/Bearer</trust:KeyType>` +
      '</trust:RequestSecurityTokenResponse></trust:RequestSecurityTokenResponseCollection></s:Body></s:Envelope>',
  )
})

test('[WSTrust0502 §5.2] a response of 2005 stands alone in the Body', () => {
  const text = serializeTokenResponse(message('2005'))
  assert.match(
    text,
    /<s:Body><t:RequestSecurityTokenResponse xmlns:t="http:\/\/schemas.xmlsoap.org\/ws\/2005\/02\/trust">/,
  )
  assert.match(text, /<t:KeyType>http:\/\/schemas.xmlsoap.org\/ws\/2005\/05\/identity\/NoProofKey<\/t:KeyType>/)
  assert.doesNotMatch(text, /Collection/)
})

test('law: parse(serialize(x)) = x', () => {
  for (const version of ['2005', '13'] as const) {
    const timestamp = { created: new Date('2026-01-02T03:04:05Z'), expires: new Date('2026-01-02T03:09:05Z') }
    for (const x of [message(version), { ...message(version), timestamp }])
      assert.deepEqual(parse(serializeTokenResponse(x)), x)
  }
})

test('[WSTrust13 §4.3] a response wrapped as the other version wraps it is refused', () => {
  const bare = serializeTokenResponse(message('13')).replaceAll(
    /<\/?trust:RequestSecurityTokenResponseCollection[^>]*>/g,
    '',
  )
  const { namespace } = trustDialects['13'].names
  const text = bare.replace(
    '<trust:RequestSecurityTokenResponse>',
    `<trust:RequestSecurityTokenResponse xmlns:trust="${namespace}">`,
  )
  assert.throws(() => parse(text), { code: 'WSTRUST_NOT_A_RESPONSE' })
})

test('[WSTrust13 §3.2] white space around the assertion, a second one, or none, is refused', () => {
  const text = serializeTokenResponse(message('13'))
  for (const inside of [` ${assertion}`, `${assertion}\n`, assertion + assertion, '', 'text'])
    assert.throws(() => parse(text.replace(assertion, inside)), { code: 'WSTRUST_TOKEN_NOT_ALONE' }, inside)
})

test('[WSTrust13 §3.2] a response that lacks a part, or says one twice, is refused', () => {
  const text = serializeTokenResponse(message('13'))
  const tokenType = '<trust:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</trust:TokenType>'
  assert.throws(() => parse(text.replace(tokenType, '')), { code: 'XML_ELEMENT_MISSING' })
  assert.throws(() => parse(text.replace(tokenType, tokenType + tokenType)), { code: 'XML_ELEMENT_REPEATED' })
  const malformed = { code: 'WSTRUST_RESPONSE_MALFORMED' }
  assert.throws(() => parse(text.replace('2026-01-02T03:04:05.068Z', 'now')), malformed)
  assert.throws(() => parse(text.replace(/<wsp:AppliesTo.*<\/wsp:AppliesTo>/, '')), malformed)
})

test('[WSTrust13 §11] a fault in place of a response is said with its subcode and reason', () => {
  const fault = {
    code: 'Sender',
    subcode: { namespace: 'http://schemas.xmlsoap.org/ws/2005/02/trust', local: 'InvalidScope' },
    reason: 'ID3082: The request scope is not valid or is unsupported.',
    language: 'en-US',
  } as const
  const x = { relatesTo: 'urn:uuid:1', fault }
  const text = serializeFaultMessage(x)
  assert.deepEqual(parseFaultMessage(Buffer.from(text)), x)
  assert.match(text, /<a:Action [^>]*>http:\/\/www.w3.org\/2005\/08\/addressing\/soap\/fault<\/a:Action>/)
  assert.equal(parseFaultMessage(Buffer.from(serializeTokenResponse(message('13')))), undefined)
  assert.throws(() => parse(text), {
    code: 'WSTRUST_FAULT_RECEIVED',
    facts: { subcode: 'InvalidScope', reason: fault.reason },
  })
})

test('an assertion of any content comes through untouched', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '<', '&', 'ü', ']]>', '\r', '"') }), (content) => {
      const any = serializeXml(element('saml', 'urn:saml', 'Assertion', { a: content }, content))
      const x = message('13')
      const text = serializeTokenResponse({ ...x, response: { ...x.response, assertion: any } })
      assert.ok(text.includes(`<trust:RequestedSecurityToken>${any}</trust:RequestedSecurityToken>`))
      assert.equal(parse(text).response.assertion, any)
    }),
  )
})
