import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sidFromBytes, sidOfAccount, sidToBytes } from '../../../../src/protocol/ad/sid.ts'

const vectors = [
  ['S-1-5-18', '010100000000000512000000'],
  ['S-1-5-32-544', '01020000000000052000000020020000'],
  ['S-1-5-21-3623811015-3361044348-30300820-1013', '010500000000000515000000c7f7fed77c7755c8945ace01f5030000'],
  ['S-1-5-21-1004336348-1177238915-682003330-512', '010500000000000515000000dcf4dc3b833d2b46828ba62800020000'],
  ['S-1-12-1-3765319062-1328644800-2588105388-3258814000', '010500000000000c0100000096356ee0c082314fac5a439a308e3dc2'],
  ['S-1-0x010000000000-1', '010101000000000001000000'],
] as const

test('SID: text and bytes agree on the known vectors [MS-DTYP §2.4.2]', () => {
  for (const [text, hex] of vectors) {
    assert.equal(sidFromBytes(Buffer.from(hex, 'hex')), text)
    assert.equal(Buffer.from(sidToBytes(text)).toString('hex'), hex)
  }
})

test('SID: bytes -> text -> bytes is the same for any SID [MS-DTYP §2.4.2.1]', () => {
  const sid = fc
    .tuple(
      fc.uint8Array({ minLength: 6, maxLength: 6 }),
      fc.uint8Array({ minLength: 60, maxLength: 60 }),
      fc.integer({ min: 1, max: 15 }),
    )
    .map(([authority, subAuthorities, count]) =>
      Uint8Array.from([1, count, ...authority, ...subAuthorities.subarray(0, 4 * count)]),
    )
  fc.assert(fc.property(sid, (bytes) => assert.deepEqual(sidToBytes(sidFromBytes(bytes)), bytes)))
})

test('SID: a view into a larger buffer reads its own bytes only', () => {
  const buffer = Buffer.from(`ffff${vectors[1][1]}ffff`, 'hex')
  assert.equal(sidFromBytes(buffer.subarray(2, 18)), 'S-1-5-32-544')
})

test('SID: the account of a domain', () => {
  assert.equal(sidOfAccount('S-1-5-21-1-2-3', 1013), 'S-1-5-21-1-2-3-1013')
  assert.throws(() => sidOfAccount('S-1-5-21-1-2-3', -1), { code: 'AD_SID_INVALID' })
})

test('SID: anything else is refused by name', () => {
  for (const hex of [
    '',
    '01',
    '0100000000000005',
    '020100000000000512000000',
    '01010000000000051200000000',
    '0110000000000005',
  ])
    assert.throws(() => sidFromBytes(Buffer.from(hex, 'hex')), { code: 'AD_SID_INVALID' }, hex)
  for (const text of [
    '',
    'S-1-5',
    'S-2-5-18',
    'S-1-5-4294967296',
    'S-1-4294967296-1',
    'S-1-0x000000000005-18',
    'S-1-5--18',
    'S-1-5-18 ',
    'S-1-5-18\n',
    `S-1-5${'-1'.repeat(16)}`,
  ])
    assert.throws(() => sidToBytes(text), { code: 'AD_SID_INVALID' }, text)
})
