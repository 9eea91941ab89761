import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, IdpError } from '../../../../src/errors.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import {
  attribute,
  child,
  childElements,
  children,
  getAttribute,
  getChild,
  isElement,
  textOf,
} from '../../../../src/protocol/xml/read-xml.ts'

const root = parseXml(
  Buffer.from(
    '<r xmlns="urn:r" xmlns:o="urn:o" x="1"> <one>a</one><two/><two> b </two><o:one/><mixed>a<b/></mixed></r>',
  ),
)

function refused(read: () => unknown, code: ErrorCode, facts: Record<string, string>): void {
  assert.throws(read, (error) => {
    assert.ok(error instanceof IdpError)
    assert.equal(error.code, code)
    assert.deepEqual({ ...error.facts }, facts)
    return true
  })
}

test('child is by expanded name: exactly one, or undefined, and two are an error', () => {
  assert.equal(child(root, 'urn:r', 'one')?.children[0], 'a')
  assert.equal(child(root, 'urn:o', 'one')?.prefix, 'o')
  assert.equal(child(root, '', 'one'), undefined)
  refused(() => child(root, 'urn:r', 'two'), 'XML_ELEMENT_REPEATED', { element: 'two', parent: 'r' })
  refused(() => getChild(root, 'urn:r', 'two'), 'XML_ELEMENT_REPEATED', { element: 'two', parent: 'r' })
})

test('getChild and getAttribute must find', () => {
  assert.equal(getChild(root, 'urn:r', 'one').local, 'one')
  assert.equal(getAttribute(root, '', 'x'), '1')
  refused(() => getChild(root, 'urn:r', 'three'), 'XML_ELEMENT_MISSING', { element: 'three', parent: 'r' })
  refused(() => getAttribute(root, 'urn:r', 'x'), 'XML_ATTRIBUTE_MISSING', { element: 'r', attribute: 'x' })
  assert.equal(attribute(root, 'urn:r', 'x'), undefined)
})

test('children and childElements keep the order and leave text out', () => {
  assert.deepEqual(
    childElements(root).map((el) => el.local),
    ['one', 'two', 'two', 'one', 'mixed'],
  )
  assert.equal(children(root, 'urn:r', 'two').length, 2)
  assert.equal(children(root, 'urn:r', 'none').length, 0)
  assert.ok(isElement(root, 'urn:r', 'r') && !isElement(root, 'urn:o', 'r'))
})

test('textOf is the whole text as it stands, and refuses elements', () => {
  const [empty, padded] = children(root, 'urn:r', 'two')
  assert.ok(empty && padded)
  assert.equal(textOf(empty), '')
  assert.equal(textOf(padded), ' b ')
  refused(() => textOf(root), 'XML_TEXT_EXPECTED', { element: 'r' })
  refused(() => textOf(getChild(root, 'urn:r', 'mixed')), 'XML_TEXT_EXPECTED', { element: 'mixed' })
})
