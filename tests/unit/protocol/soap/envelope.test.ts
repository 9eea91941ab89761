import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildEnvelope, parseEnvelope, requireUnderstood } from '../../../../src/protocol/soap/envelope.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../../src/protocol/xml/xml-element.ts'

const soap12 = 'http://www.w3.org/2003/05/soap-envelope'
const parse = (text: string) => parseEnvelope(parseXml(Buffer.from(text)))
const envelope = (inside: string) => `<s:Envelope xmlns:s="${soap12}">${inside}</s:Envelope>`

test('[SOAP12 §5.1] header blocks in order and the one content, whatever the prefix and the white space', () => {
  const text = `<E:Envelope xmlns:E="${soap12}">
    <E:Header> <a xmlns="urn:a"/> <b xmlns="urn:b"/> </E:Header>
    <E:Body> <c xmlns="urn:c">text</c> </E:Body></E:Envelope>`
  const { headers, content } = parse(text)
  assert.deepEqual(
    headers.map((block) => block.namespace),
    ['urn:a', 'urn:b'],
  )
  assert.equal(content.namespace, 'urn:c')
})

test('law: parse(serialize(x)) = x, with and without headers', () => {
  const content = element('c', 'urn:c', 'content', {}, 'text')
  for (const headers of [[], [element('h', 'urn:h', 'first'), element('h', 'urn:h', 'second')]]) {
    const again = parse(serializeXml(buildEnvelope({ headers, content })))
    assert.deepEqual(again.headers.map(serializeXml), headers.map(serializeXml))
    assert.equal(serializeXml(again.content), serializeXml(content))
  }
})

test('[SOAP12 §5.1] what is not one message is refused by name', () => {
  const refused = (text: string, code: string) => assert.throws(() => parse(text), { code }, text)
  refused('<html/>', 'SOAP_NOT_AN_ENVELOPE')
  refused(`<Body xmlns="${soap12}"/>`, 'SOAP_NOT_AN_ENVELOPE')
  refused('<Envelope/>', 'SOAP_VERSION_UNSUPPORTED')
  refused(
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a/></s:Body></s:Envelope>',
    'SOAP_VERSION_UNSUPPORTED',
  )
  refused(envelope(''), 'XML_ELEMENT_MISSING')
  refused(envelope('<s:Body/>'), 'SOAP_BODY_NOT_ONE')
  refused(envelope('<s:Body><a/><b/></s:Body>'), 'SOAP_BODY_NOT_ONE')
  refused(envelope('<s:Body><a/></s:Body><s:Body><a/></s:Body>'), 'XML_ELEMENT_REPEATED')
  refused(envelope('<s:Header/><s:Header/><s:Body><a/></s:Body>'), 'XML_ELEMENT_REPEATED')
})

test('[SOAP12 §5.2.3] only a block for us that must be understood and is not known is refused', () => {
  const check = (attributes: string) => {
    const { headers } = parse(envelope(`<s:Header><x xmlns="urn:x" ${attributes}/></s:Header><s:Body><a/></s:Body>`))
    requireUnderstood(headers, ['urn:known'])
  }
  const refused = { code: 'SOAP_HEADER_NOT_UNDERSTOOD' }
  for (const role of ['', `s:role="${soap12}/role/next"`, `s:role="${soap12}/role/ultimateReceiver"`]) {
    assert.throws(() => check(`s:mustUnderstand="1" ${role}`), refused)
    assert.throws(() => check(`s:mustUnderstand="true" ${role}`), refused)
  }
  for (const attributes of ['', 's:mustUnderstand="0"', 's:mustUnderstand="false"', 's:mustUnderstand=""'])
    check(attributes)
  check(`s:mustUnderstand="1" s:role="${soap12}/role/none"`)
  check('s:mustUnderstand="1" s:role="urn:somebody-else"')
  requireUnderstood([element('k', 'urn:known', 'anything')], ['urn:known'])
})
