import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DOMParser } from '@xmldom/xmldom'
import fc from 'fast-check'
import { ExclusiveCanonicalization } from 'xml-crypto'
import { type ErrorCode, IdpError } from '../../../../src/errors.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { childElements, resolveName, textOf } from '../../../../src/protocol/xml/read-xml.ts'
import { serializeXml, serializeXmlAround, serializeXmlWithLast } from '../../../../src/protocol/xml/serialize-xml.ts'
import { declaring, element, plain, qualified, withChildren } from '../../../../src/protocol/xml/xml-element.ts'
import { arbitrarySharedXml, arbitraryXml, withoutScope } from './arbitrary-xml.ts'

/** xml-crypto's types ask for a browser's Node, which this repository has no types for. */
type DomNode = Parameters<ExclusiveCanonicalization['process']>[0]

function parse(text: string) {
  return parseXml(Buffer.from(text))
}

function canonicalElsewhere(text: string): string {
  const root = new DOMParser().parseFromString(text, 'text/xml').documentElement
  assert.ok(root)
  return new ExclusiveCanonicalization().process(root as unknown as DomNode, {}).toString()
}

function refused(build: () => unknown, code: ErrorCode): void {
  assert.throws(build, (error) => error instanceof IdpError && error.code === code, code)
}

test('law: parse(serialize(x)) = x', () => {
  fc.assert(fc.property(arbitraryXml, (x) => assert.deepEqual(withoutScope(parse(serializeXml(x))), withoutScope(x))))
})

test('law: serialize(parse(canonical)) = canonical, and on one line where no value holds a line break', () => {
  fc.assert(
    fc.property(arbitraryXml, (x) => {
      const text = serializeXml(x)
      assert.equal(serializeXml(parse(text)), text)
    }),
  )
  assert.equal(serializeXml(element('', '', 'a', { b: '1' }, element('', '', 'c'))), '<a b="1"><c></c></a>')
})

test('[ExcC14N §3] the form is the one an independent implementation computes', () => {
  fc.assert(
    fc.property(arbitrarySharedXml, (x) => {
      const text = serializeXml(x)
      assert.equal(canonicalElsewhere(text), text)
    }),
    { numRuns: 200 },
  )
})

test('[ExcC14N §2.2] declarations stand where they are visibly used, and only there', () => {
  const leaf = element('b', 'urn:b', 'leaf', [qualified('c', 'urn:c', 'x', '1')])
  const root = element(
    'a',
    'urn:a',
    'root',
    [],
    leaf,
    leaf,
    element('a', 'urn:other', 'rebound', [], element('a', 'urn:a', 'back')),
  )
  assert.equal(
    serializeXml(root),
    '<a:root xmlns:a="urn:a">' +
      '<b:leaf xmlns:b="urn:b" xmlns:c="urn:c" c:x="1"></b:leaf>'.repeat(2) +
      '<a:rebound xmlns:a="urn:other"><a:back xmlns:a="urn:a"></a:back></a:rebound></a:root>',
  )
})

test('[ExcC14N §3] the default namespace is undone where it must be, and only there', () => {
  const none = element('', '', 'none')
  const within = element('', 'urn:d', 'within', [], none, element('p', 'urn:p', 'q', [], none))
  assert.equal(
    serializeXml(element('', '', 'root', [], within)),
    '<root><within xmlns="urn:d"><none xmlns=""></none><p:q xmlns:p="urn:p"><none xmlns=""></none></p:q></within></root>',
  )
})

test('[C14N11 §2.2] attributes are ordered by namespace, then name; declarations by prefix; both by code point', () => {
  const attributes = [
    qualified('a', 'urn:2', 'a', '1'),
    qualified('b', 'urn:1', 'b', '2'),
    plain('z', '3'),
    plain('Z', '4'),
  ]
  assert.equal(
    serializeXml(element('', '', 'r', attributes)),
    '<r xmlns:a="urn:2" xmlns:b="urn:1" Z="4" z="3" b:b="2" a:a="1"></r>',
  )
  const beyond = [plain('\u{20000}', '1'), plain('\uf900', '2')]
  assert.equal(serializeXml(element('', '', 'r', beyond)), '<r \uf900="2" \u{20000}="1"></r>')
})

test('[C14N11 §2.3] exactly the canonical escapes', () => {
  const value = '&<>"\'\t\n\r'
  assert.equal(
    serializeXml(element('', '', 'a', { b: value }, value)),
    '<a b="&amp;&lt;>&quot;\'&#x9;&#xA;&#xD;">&amp;&lt;&gt;"\'\t\n&#xD;</a>',
  )
})

test('xml:lang needs no declaration', () => {
  const lang = qualified('xml', 'http://www.w3.org/XML/1998/namespace', 'lang', 'en')
  assert.equal(serializeXml(element('', '', 'a', [lang])), '<a xml:lang="en"></a>')
  assert.equal(parse('<a xml:lang="en"/>').attributes[0]?.prefix, 'xml')
})

test('a prefix can be declared for a QName in a value, once', () => {
  const inner = declaring(element('s', 'urn:s', 'Value', [], 't:Failed'), 't', 'urn:t')
  const text = serializeXml(element('s', 'urn:s', 'Code', [], inner))
  assert.equal(text, '<s:Code xmlns:s="urn:s"><s:Value xmlns:t="urn:t">t:Failed</s:Value></s:Code>')
  const value = childElements(parse(text))[0]
  assert.ok(value)
  assert.deepEqual(resolveName(value, textOf(value)), { namespace: 'urn:t', local: 'Failed' })
  const outer = declaring(element('s', 'urn:s', 'Code', [], inner), 't', 'urn:t')
  assert.equal(serializeXml(outer).match(/xmlns:t=/g)?.length, 1)
  refused(() => serializeXml(declaring(declaring(inner, 'u', 'urn:1'), 'u', 'urn:2')), 'XML_PREFIX_CONFLICT')
})

test('children: undefined is left out, strings that meet are one', () => {
  const built = element('', '', 'a', [], 'x', undefined, '', 'y', element('', '', 'b'), undefined)
  assert.equal(built.children.length, 2)
  assert.equal(serializeXml(built), '<a>xy<b></b></a>')
  assert.equal(serializeXml(withChildren(built, 'z', 'z')), '<a>zz</a>')
})

test('[XML10 §2.2] characters that XML cannot carry are refused by name, not dropped', () => {
  for (const illegal of ['\u0000', '\u000b', '\u001f', '\ud800', '\udc00x', '\ufffe', '\uffff']) {
    refused(() => element('', '', 'a', [], `x${illegal}`), 'XML_CHARACTER_ILLEGAL')
    refused(() => element('', '', 'a', { b: illegal }), 'XML_CHARACTER_ILLEGAL')
    refused(() => element('', `urn:${illegal}`, 'a'), 'XML_CHARACTER_ILLEGAL')
    refused(() => withChildren(element('', '', 'a'), illegal), 'XML_CHARACTER_ILLEGAL')
  }
  assert.throws(() => element('', '', 'a', { b: '\u0000' }), /U\+0000/)
})

test('[XMLNS §3] a name cannot smuggle markup, and reserved prefixes keep their meaning', () => {
  for (const name of ['', 'a b', 'a>', 'a:b', '1a', '-a', 'a"']) {
    refused(() => element('', '', name), 'XML_NAME_ILLEGAL')
    refused(() => element('', '', 'a', { [name]: '1' }), 'XML_NAME_ILLEGAL')
    if (name !== '') refused(() => element(name, 'urn:a', 'a'), 'XML_NAME_ILLEGAL')
  }
  refused(() => element('p', '', 'a'), 'XML_NAME_ILLEGAL')
  refused(() => element('xmlns', 'urn:a', 'a'), 'XML_NAME_ILLEGAL')
  refused(() => element('xml', 'urn:a', 'a'), 'XML_NAME_ILLEGAL')
  refused(() => element('p', ' urn:a', 'a'), 'XML_NAME_ILLEGAL')
  refused(() => element('', '', 'a', { xmlns: 'urn:a' }), 'XML_NAME_ILLEGAL')
  refused(() => element('', '', 'a', [qualified('', 'urn:a', 'b', '1')]), 'XML_NAME_ILLEGAL')
  refused(
    () => element('', '', 'a', [qualified('xmlns', 'http://www.w3.org/2000/xmlns/', 'b', '1')]),
    'XML_NAME_ILLEGAL',
  )
})

test('[XMLNS §6.3] one name twice on an element is refused', () => {
  refused(() => element('', '', 'a', [plain('b', '1'), plain('b', '2')]), 'XML_PREFIX_CONFLICT')
  const sameMeaning = [qualified('p', 'urn:1', 'b', '1'), qualified('q', 'urn:1', 'b', '2')]
  refused(() => element('', '', 'a', sameMeaning), 'XML_PREFIX_CONFLICT')
  refused(() => serializeXml(element('p', 'urn:1', 'a', [qualified('p', 'urn:2', 'b', '1')])), 'XML_PREFIX_CONFLICT')
})

test('[ExcC14N §1.3] canonical text goes into another document untouched, and means the same there', () => {
  fc.assert(
    fc.property(arbitraryXml, (x) => {
      const content = serializeXml(x)
      const holder = element('h', 'urn:holder', 'holder')
      const text = serializeXmlAround(element('o', 'urn:outer', 'outer', [], holder), holder, content)
      assert.equal(text, `<o:outer xmlns:o="urn:outer"><h:holder xmlns:h="urn:holder">${content}</h:holder></o:outer>`)
      const inner = childElements(childElements(parse(text))[0] ?? holder)[0]
      assert.ok(inner)
      assert.equal(serializeXml(inner), content)
    }),
    { numRuns: 200 },
  )
})

test('law: the text with one more child is the text of the tree with one more child', () => {
  fc.assert(
    fc.property(arbitraryXml, arbitraryXml, (x, last) => {
      const whole = serializeXml(withChildren(x, ...x.children, last))
      assert.equal(serializeXmlWithLast(x, serializeXml(x), last), whole)
    }),
    { numRuns: 200 },
  )
})
