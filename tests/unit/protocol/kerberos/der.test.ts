import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  derTags,
  getDerField,
  listDerElements,
  oidFromContent,
  parseDerElement,
  parseDerFields,
  parseDerInteger,
  parseDerString,
  serializeDer,
  serializeOid,
} from '../../../../src/protocol/kerberos/der.ts'
import { mechanismOids } from '../../../../src/protocol/names/kerberos.ts'

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex')
const refused = { code: 'KERBEROS_DER_INVALID' }

test('DER: element -> bytes -> element is the same for any content [X690 §8.1.3]', () => {
  fc.assert(
    fc.property(fc.nat(0x1e), fc.uint8Array({ maxLength: 70_000, size: 'max' }), (tag, content) => {
      assert.deepEqual(Buffer.from(parseDerElement(serializeDer(tag, content), tag).content), Buffer.from(content))
    }),
    { numRuns: 50 },
  )
})

test('DER: lengths must be definite, minimal and inside the parent [X690 §10.1]', () => {
  assert.equal(parseDerElement(bytes('04820100'.concat('00'.repeat(256))), 4).content.length, 256)
  for (const hex of [
    '',
    '04',
    '0480',
    '04810100',
    '048100',
    '0482000100',
    '04840000000100',
    '0402aa',
    '0401aabb',
    '1f0100',
  ])
    assert.throws(() => parseDerElement(bytes(hex), 4), refused, hex)
  assert.throws(() => parseDerElement(bytes('0400'), 5), refused)
})

test('DER: integers of up to 32 bits, minimal [X690 §8.3]', () => {
  const known = {
    '020100': 0,
    '02017f': 127,
    '0201ff': -1,
    '02020080': 128,
    '0202ff7b': -133,
    '02050080000000': 2 ** 31,
  }
  for (const [hex, value] of Object.entries(known)) assert.equal(parseDerInteger(bytes(hex)), value)
  for (const hex of ['0200', '02020001', '0202ff80', '0204ffffff7b', '02050100000000', '0206000000000001'])
    assert.throws(() => parseDerInteger(bytes(hex)), refused, hex)
})

test('DER: object identifiers, there and back [X690 §8.19]', () => {
  for (const oid of [...Object.values(mechanismOids), '0.0', '2.999.1'])
    assert.equal(oidFromContent(parseDerElement(serializeOid(oid), derTags.oid).content), oid)
  for (const hex of ['', '2b86', '2b8001', '2bffffffffff01'])
    assert.throws(() => oidFromContent(bytes(hex)), refused, hex)
})

test('DER: fields in order, each once; a missing one has a name', () => {
  const fields = parseDerFields(bytes('a0020500a2020500'))
  assert.deepEqual([...fields.keys()], [0, 2])
  assert.throws(() => getDerField(fields, 1), refused)
  for (const hex of ['a2020500a0020500', 'a0020500a0020500', '0500', '80020500'])
    assert.throws(() => parseDerFields(bytes(hex)), refused, hex)
})

test('DER: at most 64 elements in a list', () => {
  assert.equal(listDerElements(bytes('0500'.repeat(64))).length, 64)
  assert.throws(() => listDerElements(bytes('0500'.repeat(65))), refused)
})

test('DER: a Kerberos string is UTF-8 or refused [RFC4120 §5.2.1]', () => {
  assert.equal(parseDerString(serializeDer(derTags.generalString, Buffer.from('Zürich'))), 'Zürich')
  assert.throws(() => parseDerString(bytes('1b02c328')), refused)
  assert.throws(() => parseDerString(bytes('0c0141')), refused)
})
