import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  derBitString,
  derElement,
  derExplicit,
  derObjectIdentifier,
  derSequence,
  derTime,
  derUnsignedInteger,
  derUtf8String,
} from '../../../../src/protocol/x509/write-der.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('lengths are in their shortest form [X690 §10.1]', () => {
  assert.equal(hex(derElement(0x04, new Uint8Array(127)).subarray(0, 3)), '047f00')
  assert.equal(hex(derElement(0x04, new Uint8Array(128)).subarray(0, 4)), '04818000')
  assert.equal(hex(derElement(0x04, new Uint8Array(256)).subarray(0, 4)), '04820100')
  assert.equal(hex(derElement(0x04, new Uint8Array(65_536)).subarray(0, 5)), '0483010000')
})

test('integers have no needless zeros and never look negative [X690 §8.3]', () => {
  const cases = [
    [[0], '020100'],
    [[], '020100'],
    [[0, 0, 1], '020101'],
    [[0x7f], '02017f'],
    [[0x80], '02020080'],
    [[0, 0xff, 0], '020300ff00'],
  ] as const
  for (const [bytes, expected] of cases) assert.equal(hex(derUnsignedInteger(Uint8Array.from(bytes))), expected)
})

test('an integer reads back as the number it was [X690 §8.3]', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
      const [tag, length, ...content] = derUnsignedInteger(bytes)
      assert.deepEqual([tag, length], [2, content.length])
      assert.ok((content[0] ?? 0) < 0x80)
      assert.equal(BigInt(`0x${hex(Uint8Array.from(content))}`), BigInt(`0x${hex(bytes)}`))
    }),
  )
})

test('object identifiers [X690 §8.19]', () => {
  assert.equal(hex(derObjectIdentifier('1.2.840.113549.1.1.11')), '06092a864886f70d01010b')
  assert.equal(hex(derObjectIdentifier('2.5.4.3')), '0603550403')
  assert.equal(hex(derObjectIdentifier('2.999.3')), '0603883703')
})

test('times: two-digit years until 2049, four digits after [RFC5280 §4.1.2.5]', () => {
  assert.equal(Buffer.from(derTime(new Date('2049-12-31T23:59:59.999Z'))).toString('latin1'), '\x17\x0d491231235959Z')
  assert.equal(Buffer.from(derTime(new Date('2050-01-01T00:00:00Z'))).toString('latin1'), '\x18\x0f20500101000000Z')
})

test('texts, bit strings, sequences and explicit tags [X690 §8.6, §8.9, §8.14]', () => {
  assert.equal(hex(derUtf8String('ü')), '0c02c3bc')
  assert.equal(hex(derBitString(Uint8Array.of(0x80), 7)), '03020780')
  assert.equal(hex(derSequence()), '3000')
  assert.equal(hex(derExplicit(3, derSequence())), 'a3023000')
})
