import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildFault, faultCodes, parseFault } from '../../../../src/protocol/soap/fault.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'

const parse = (text: string) => parseFault(parseXml(Buffer.from(text)))
const fault = (code: string, reason = '<s:Reason><s:Text xml:lang="en-US">no</s:Text></s:Reason>') =>
  `<s:Fault xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Code>${code}</s:Code>${reason}</s:Fault>`

test('[SOAP12 §5.4] written as AD FS does: prefixed Subcode, Reason with its language, one line', () => {
  const text = serializeXml(
    buildFault({
      code: 'Sender',
      subcode: { namespace: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512', local: 'RequestFailed' },
      reason: 'MSIS3127: The specified request failed.',
      language: 'en-US',
    }),
  )
  assert.equal(
    text,
    '<s:Fault xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Code><s:Value>s:Sender</s:Value><s:Subcode>' +
      '<s:Value xmlns:a="http://docs.oasis-open.org/ws-sx/ws-trust/200512">a:RequestFailed</s:Value></s:Subcode></s:Code>' +
      '<s:Reason><s:Text xml:lang="en-US">MSIS3127: The specified request failed.</s:Text></s:Reason></s:Fault>',
  )
})

test('law: parse(serialize(x)) = x', () => {
  const any = fc.record(
    {
      code: fc.constantFrom(...faultCodes),
      subcode: fc.option(
        fc.record({ namespace: fc.webUrl(), local: fc.constantFrom('A', 'RequestFailed') }, { noNullPrototype: true }),
        {
          nil: undefined,
        },
      ),
      reason: fc.string({ unit: fc.constantFrom('a', ' ', '<', '&', 'ü', ']]>') }),
      language: fc.constantFrom('en-US', 'de'),
    },
    { noNullPrototype: true },
  )
  fc.assert(fc.property(any, (x) => assert.deepEqual(parse(serializeXml(buildFault(x))), x)))
})

test('[SOAP12 §5.4.6] codes are names, not texts: the prefix decides', () => {
  assert.equal(parse('<a/>'), undefined)
  assert.equal(parse(fault('<s:Value>s:Receiver</s:Value>'))?.code, 'Receiver')
  const other = '<e:Value xmlns:e="http://www.w3.org/2003/05/soap-envelope">e:Sender</e:Value>'
  assert.equal(parse(fault(other))?.code, 'Sender')
  const malformed = { code: 'SOAP_FAULT_MALFORMED' }
  assert.throws(() => parse(fault('<s:Value>Sender</s:Value>')), malformed)
  assert.throws(() => parse(fault('<s:Value>q:Sender</s:Value>')), malformed)
  assert.throws(() => parse(fault('<s:Value>s:Client</s:Value>')), malformed)
  assert.throws(() => parse(fault('<s:Value>s:Sender</s:Value>', '')), { code: 'XML_ELEMENT_MISSING' })
})
