import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  buildRequestSecurityToken,
  parseRequestSecurityToken,
} from '../../../../src/protocol/ws-trust/request-security-token.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'

const trust13 = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'
const trust2005 = 'http://schemas.xmlsoap.org/ws/2005/02/trust'
const parse = (text: string) => parseRequestSecurityToken(parseXml(Buffer.from(text)))
const request = (inside: string, namespace = trust13) =>
  `<t:RequestSecurityToken xmlns:t="${namespace}" xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy" xmlns:a="http://www.w3.org/2005/08/addressing">${inside}</t:RequestSecurityToken>`

test('[WSTrust13 §3.1] [WSTrust0502 §5.1] the namespace says the version; what we do not look at is passed over', () => {
  const inside = `<p:AppliesTo><a:EndpointReference><a:Address>
    urn:federation:MicrosoftOnline
    </a:Address></a:EndpointReference></p:AppliesTo><t:KeySize>0</t:KeySize><t:Entropy><t:BinarySecret>AA==</t:BinarySecret></t:Entropy>
    <t:KeyType> urn:key </t:KeyType><t:RequestType>urn:issue</t:RequestType><t:TokenType/>`
  for (const [version, namespace] of [
    ['13', trust13],
    ['2005', trust2005],
  ])
    assert.deepEqual(parse(request(inside, namespace)), {
      version,
      requestType: 'urn:issue',
      tokenType: undefined,
      keyType: 'urn:key',
      appliesTo: 'urn:federation:MicrosoftOnline',
    })
})

test('[WSTrust13 §3.1] what the other version calls so is not ours to read', () => {
  const mixed = `<x:RequestType xmlns:x="${trust2005}">urn:issue</x:RequestType>`
  assert.equal(parse(request(mixed)).requestType, undefined)
})

test('[WSTrust13 §4.1] AppliesTo without an address, or anything twice, is refused', () => {
  assert.equal(parse(request('')).appliesTo, undefined)
  assert.throws(() => parse(request('<p:AppliesTo/>')), { code: 'XML_ELEMENT_MISSING' })
  assert.throws(() => parse(request('<p:AppliesTo><a:EndpointReference/></p:AppliesTo>')), {
    code: 'XML_ELEMENT_MISSING',
  })
  const repeated = { code: 'XML_ELEMENT_REPEATED' }
  assert.throws(() => parse(request('<t:KeyType>1</t:KeyType><t:KeyType>2</t:KeyType>')), repeated)
  assert.throws(() => parse(request('<p:AppliesTo/><p:AppliesTo/>')), repeated)
})

test('[WSTrust13 §3.1] another element, or another version, is no request', () => {
  const refused = { code: 'WSTRUST_NOT_A_REQUEST' }
  assert.throws(() => parse('<RequestSecurityToken/>'), refused)
  assert.throws(() => parse(`<RequestSecurityTokenCollection xmlns="${trust13}"/>`), refused)
  assert.throws(() => parse('<RequestSecurityToken xmlns="http://schemas.xmlsoap.org/ws/2004/04/trust"/>'), refused)
})

test('law: parse(serialize(x)) = x', () => {
  const uri = fc.option(fc.webUrl(), { nil: undefined })
  const any = fc.record(
    { version: fc.constantFrom('2005', '13'), requestType: uri, tokenType: uri, keyType: uri, appliesTo: uri },
    { noNullPrototype: true },
  )
  fc.assert(fc.property(any, (x) => assert.deepEqual(parse(serializeXml(buildRequestSecurityToken(x))), x)))
})
