import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildSecurityHeader, parseSecurityHeader } from '../../../../src/protocol/soap/security-header.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { childElements } from '../../../../src/protocol/xml/read-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity'
const security = (inside: string) => `<o:Security xmlns:o="${wss}-secext-1.0.xsd">${inside}</o:Security>`
const timestamp = (inside: string) => `<u:Timestamp xmlns:u="${wss}-utility-1.0.xsd" u:Id="_0">${inside}</u:Timestamp>`

function parse(headers: string) {
  return parseSecurityHeader(childElements(parseXml(Buffer.from(`<h>${headers}</h>`))))
}

test('[WSS11 §5] no header, an empty one, and one with a Timestamp alone are three things', () => {
  assert.equal(parse(''), undefined)
  assert.deepEqual(parse(security('')), { timestamp: undefined, tokens: [] })
  assert.deepEqual(parse(security(timestamp(''))), {
    timestamp: { created: undefined, expires: undefined },
    tokens: [],
  })
  const times = '<u:Created>2026-01-02T03:04:05Z</u:Created><u:Expires>2026-01-02T03:14:05.068Z</u:Expires>'
  assert.deepEqual(parse(security(`${timestamp(times)}<o:BinarySecurityToken/><o:X509/>`)), {
    timestamp: { created: new Date('2026-01-02T03:04:05Z'), expires: new Date('2026-01-02T03:14:05.068Z') },
    tokens: ['BinarySecurityToken', 'X509'],
  })
})

test('[WSS11 §10] a Timestamp that is no time, or stands twice, is refused', () => {
  const malformed = { code: 'SOAP_TIMESTAMP_MALFORMED' }
  assert.throws(() => parse(security(timestamp('<u:Created>yesterday</u:Created>'))), malformed)
  assert.throws(() => parse(security(timestamp('<u:Expires></u:Expires>'))), malformed)
  const repeated = { code: 'XML_ELEMENT_REPEATED' }
  assert.throws(() => parse(security(timestamp('') + timestamp(''))), repeated)
  assert.throws(() => parse(security('') + security('')), repeated)
})

test('law: parse(serialize(x)) = x', () => {
  const years = { min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }
  const moment = fc.option(fc.date(years), { nil: undefined })
  const any = fc.option(fc.record({ created: moment, expires: moment }, { noNullPrototype: true }), { nil: undefined })
  fc.assert(
    fc.property(any, (x) => {
      assert.deepEqual(parse(serializeXml(buildSecurityHeader(x))), { timestamp: x, tokens: [] })
    }),
  )
})
