import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Addressing,
  buildAddressing,
  isMessageId,
  noAddressing,
  parseAddressing,
} from '../../../../src/protocol/soap/addressing.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { childElements } from '../../../../src/protocol/xml/read-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { element } from '../../../../src/protocol/xml/xml-element.ts'

function parse(headers: string): Addressing {
  const text = `<h xmlns:a="http://www.w3.org/2005/08/addressing">${headers}</h>`
  return parseAddressing(childElements(parseXml(Buffer.from(text))))
}

test('[WSAddr10 §3.2] the headers are read without the blanks around them', () => {
  assert.deepEqual(
    parse(`<a:Action>
      urn:do </a:Action><a:MessageID>urn:uuid:1</a:MessageID><a:RelatesTo>urn:uuid:0</a:RelatesTo>
      <a:ReplyTo><a:Address>urn:reply</a:Address></a:ReplyTo><a:To>https://sts.example.test:443/x</a:To>`),
    {
      action: 'urn:do',
      messageId: 'urn:uuid:1',
      relatesTo: 'urn:uuid:0',
      replyTo: 'urn:reply',
      to: 'https://sts.example.test:443/x',
    },
  )
})

test('DEVIATES [WSAddr10 §3.2] messageID with a small m is a MessageID; a missing or empty one is undefined', () => {
  assert.equal(parse('<a:messageID>urn:uuid:1</a:messageID>').messageId, 'urn:uuid:1')
  assert.equal(parse('<a:MessageID>1</a:MessageID>').messageId, '1')
  assert.equal(parse('<a:MessageID> </a:MessageID>').messageId, undefined)
  assert.deepEqual(parse(''), noAddressing)
  assert.deepEqual(parse('<MessageID>urn:uuid:1</MessageID>'), noAddressing, 'not in the namespace')
})

test('[WSAddrSOAP §3.2] a header that stands twice is refused, in either spelling', () => {
  const repeated = { code: 'XML_ELEMENT_REPEATED' }
  assert.throws(() => parse('<a:Action>1</a:Action><a:Action>1</a:Action>'), repeated)
  assert.throws(() => parse('<a:MessageID>1</a:MessageID><a:messageID>1</a:messageID>'), repeated)
  assert.throws(() => parse('<a:To>1<a:x/></a:To>'), { code: 'XML_TEXT_EXPECTED' })
})

test('law: parse(serialize(x)) = x', () => {
  const uri = fc.option(fc.webUrl(), { nil: undefined })
  const addressing = fc.record(
    { action: uri, messageId: uri, relatesTo: uri, replyTo: uri, to: uri },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(addressing, (x) => {
      const text = serializeXml(element('', '', 'h', [], ...buildAddressing(x)))
      assert.deepEqual(parseAddressing(childElements(parseXml(Buffer.from(text)))), x)
    }),
  )
})

test('[WSAddr10 §3.2] only an absolute IRI may be related to', () => {
  for (const text of ['urn:uuid:7f9c6b3e-2d4e-4a3e-9f63-0d7b0f5a1c11', 'uuid:1', 'https://x.test/ä?a=b#c'])
    assert.ok(isMessageId(text), text)
  for (const text of ['1', '', 'urn:', 'urn:a b', 'urn:a\nb', 'urn:<a>', 'urn:a"b', `urn:${'a'.repeat(300)}`, ':a'])
    assert.ok(!isMessageId(text), text)
})
