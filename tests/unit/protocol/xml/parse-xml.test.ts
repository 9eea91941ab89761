import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ErrorCode, IdpError } from '../../../../src/errors.ts'
import { documentLimits, parseXml, requestLimits, type XmlLimits } from '../../../../src/protocol/xml/parse-xml.ts'
import { attribute, child, childElements, resolveName, textOf } from '../../../../src/protocol/xml/read-xml.ts'

function parse(text: string, limits?: XmlLimits) {
  return parseXml(Buffer.from(text), limits)
}

function refused(bytes: string | Uint8Array, code: ErrorCode, limits?: XmlLimits): void {
  assert.throws(
    () => parseXml(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, limits),
    (error) => error instanceof IdpError && error.code === code,
    `${code} for ${String(bytes).slice(0, 80)}`,
  )
}

test('[XMLNS §6] names are expanded, prefixes kept', () => {
  const root = parse('<a:r xmlns:a="urn:a" xmlns="urn:d" a:x="1" y="2"><s/></a:r>')
  assert.deepEqual([root.prefix, root.namespace, root.local], ['a', 'urn:a', 'r'])
  assert.equal(attribute(root, 'urn:a', 'x'), '1')
  assert.equal(attribute(root, '', 'y'), '2')
  assert.equal(attribute(root, 'urn:d', 'y'), undefined)
  assert.deepEqual(
    root.attributes.map((item) => item.local),
    ['y', 'x'],
  )
  assert.equal(childElements(root)[0]?.namespace, 'urn:d')
})

test('[XML10 §2.4] character references, predefined entities and CDATA become text', () => {
  assert.equal(textOf(parse('<a>&lt;&#x41;&amp;<![CDATA[<b>]]>&#13;\r\n</a>')), '<A&<b>\r\n')
})

test('[C14N11 §2.1] a comment cannot split a value: the text around it is one string', () => {
  const root = parse('<!-- x --><a>ad<!-- -->min<!----><![CDATA[!]]></a><!-- y -->')
  assert.deepEqual(root.children, ['admin!'])
})

test('[XMLNS §5] a QName in a value is resolved where it stands', () => {
  const root = parse('<a xmlns:t="urn:1"><v>t:F</v><v xmlns:t="urn:2"> t:F </v><v>u:F</v><v>F</v></a>')
  assert.deepEqual(
    childElements(root).map((value) => resolveName(value, textOf(value))),
    [{ namespace: 'urn:1', local: 'F' }, { namespace: 'urn:2', local: 'F' }, undefined, { namespace: '', local: 'F' }],
  )
})

test('[XML10 §4.3.3] UTF-8 only, with or without its mark', () => {
  assert.equal(textOf(parse('\ufeff<?xml version="1.0" encoding="UTF-8"?><a>ü</a>')), 'ü')
  assert.equal(textOf(parse('<?xml version="1.0" encoding="utf-8" standalone="yes"?><a>ü</a>')), 'ü')
  refused('<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'XML_ENCODING')
  refused('<?xml version="1.0" encoding="UTF-16"?><a/>', 'XML_ENCODING')
  refused(Buffer.from('\ufeff<a/>', 'utf16le'), 'XML_ENCODING')
  refused(Buffer.from('<a/>', 'utf16le'), 'XML_ENCODING')
  refused(Uint8Array.of(0, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e), 'XML_ENCODING')
  refused(Buffer.from('<a>ü</a>', 'latin1'), 'XML_ENCODING')
  refused('\ufeff\ufeff<a/>', 'XML_MALFORMED')
})

test('[SOAP12 §5] no DTD and no processing instruction, wherever they stand', () => {
  refused('<!DOCTYPE a><a/>', 'XML_DOCTYPE')
  refused('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'XML_DOCTYPE')
  refused('<!DOCTYPE html><html><p>Sign in to the network<br></html>', 'XML_DOCTYPE')
  refused('<?xml-stylesheet href="x"?><a/>', 'XML_PROCESSING_INSTRUCTION')
  refused('<a><?php x?></a>', 'XML_PROCESSING_INSTRUCTION')
  refused('<a/><?x?>', 'XML_PROCESSING_INSTRUCTION')
})

test('[XML10 §2.1] what is not well-formed is refused', () => {
  const cases = [
    '',
    ' ',
    'x',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>x',
    '<a b="1" b="2"/>',
    '<a b=1/>',
    '<a b="<"/>',
    '<a>]]></a>',
  ]
  const characters = [
    '<a>&b;</a>',
    '<a>&constructor;</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>&#xFFFE;</a>',
    '<a>\u0001</a>',
  ]
  const versions = ['<?xml version="1.1"?><a/>', '<?xml version="1.0"?><?xml version="1.0"?><a/>', '<a>R & D</a>']
  for (const text of [...cases, ...characters, ...versions]) refused(text, 'XML_MALFORMED')
})

test('[XMLNS §7] what is not namespace-correct is refused', () => {
  const unbound = ['<a:b/>', '<b a:c="1"/>', '<__proto__:b/>', '<a:b:c xmlns:a="x"/>', '<:a/>']
  const bindings = [
    '<a xmlns:b=""/>',
    '<a xmlns:xml="x"/>',
    '<a xmlns:xmlns="x"/>',
    '<xmlns:a/>',
    '<a xmlns:b=" urn:x"/>',
  ]
  const twice = ['<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>', '<a xmlns:p="u" xmlns:p="u"/>']
  for (const text of [...unbound, ...bindings, ...twice]) refused(text, 'XML_MALFORMED')
})

test('each limit has its own error, and its exact value passes', () => {
  const limits = { bytes: 200, depth: 3, attributes: 2, elements: 5, text: 10 }
  const just = [
    '<a><b><c/></b></a>',
    '<a b="1" c="2"/>',
    '<a><b/><b/><b/><b/></a>',
    '<a>0123456789</a>',
    `<a${' '.repeat(196)}/>`,
  ]
  for (const text of just) assert.equal(parse(text, limits).local, 'a')
  refused('<a><b><c><d/></c></b></a>', 'XML_TOO_DEEP', limits)
  refused('<a b="1" c="2" d="3"/>', 'XML_TOO_MANY_ATTRIBUTES', limits)
  refused('<a xmlns:b="1" xmlns:c="2" xmlns:d="3"/>', 'XML_TOO_MANY_ATTRIBUTES', limits)
  refused('<a><b/><b/><b/><b/><b/></a>', 'XML_TOO_MANY_ELEMENTS', limits)
  refused('<a>01234567890</a>', 'XML_TEXT_TOO_LONG', limits)
  refused('<a>012345<!-- -->67890</a>', 'XML_TEXT_TOO_LONG', limits)
  refused('<a b="01234567890"/>', 'XML_TEXT_TOO_LONG', limits)
  refused(`<a${' '.repeat(197)}/>`, 'XML_TOO_LARGE', limits)
  refused(Buffer.alloc(requestLimits.bytes + 1, 0x20), 'XML_TOO_LARGE')
})

test('a fetched document may be larger than a request, and is bounded too', () => {
  const large = `<a>${'<b c="d">e</b>'.repeat(6000)}</a>`
  refused(large, 'XML_TOO_LARGE')
  assert.equal(parse(large, documentLimits).children.length, 6000)
  refused(`<a>${'<b/>'.repeat(20_000)}</a>`, 'XML_TOO_MANY_ELEMENTS', documentLimits)
})

test('names that are special in JavaScript are plain names', () => {
  const root = parse(
    '<a xmlns:__proto__="urn:p" __proto__="x" constructor="y"><__proto__:toString>z</__proto__:toString></a>',
  )
  assert.equal(attribute(root, '', '__proto__'), 'x')
  assert.equal(attribute(root, '', 'toString'), undefined)
  const inner = child(root, 'urn:p', 'toString')
  assert.ok(inner)
  assert.equal(textOf(inner), 'z')
})

test('an error tells the place, and nothing of what was sent: it may be a password that was not escaped', () => {
  for (const text of ['<a>\nse<cret</a>', '<a>\nse&cret</a>', '<a>\n<cret:b/></a>', '<a>\n</cret></a>'])
    assert.throws(
      () => parse(text),
      (error) => error instanceof IdpError && /: 2:\d+: /.test(error.means) && !error.means.includes('cret'),
    )
})

test('[XMLNS §4] a prefix is a name', () => refused('<a xmlns:26="urn:x"/>', 'XML_MALFORMED'))

const hostile = join(import.meta.dirname, '../../../fixtures/hostile/xml')

test('the hostile fixtures are refused with the code in their first line', () => {
  const files = readdirSync(hostile)
  assert.ok(files.length >= 6)
  for (const file of files) {
    const [, code, body] = /^expect (\w+)\n([\s\S]*)$/.exec(readFileSync(join(hostile, file), 'utf8')) ?? []
    assert.ok(code !== undefined && body !== undefined, `${file} has no header`)
    refused(body, code as ErrorCode)
  }
})
