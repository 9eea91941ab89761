import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { IdpError } from '../../../../src/errors.ts'
import { type KeytabEntry, parseKeytab, serializeKeytab } from '../../../../src/protocol/kerberos/keytab.ts'
import { Secret } from '../../../../src/secret.ts'

const entry: KeytabEntry = {
  kerberosRealm: 'CORP.EXAMPLE.TEST',
  components: ['HTTP', 'sts.corp.example.test'],
  nameType: 1,
  timestamp: 1_700_000_000,
  keyVersion: 300,
  encryptionType: 18,
  key: new Secret(Uint8Array.from({ length: 32 }, (_, index) => index)),
}

/** Entries with their keys laid open, for comparing. */
const opened = (entries: readonly KeytabEntry[]): unknown[] =>
  entries.map((each) => ({ ...each, key: Buffer.from(each.key.reveal()).toString('hex') }))

const someEntry: fc.Arbitrary<KeytabEntry> = fc.record({
  kerberosRealm: fc.string({ unit: 'grapheme', maxLength: 40 }),
  components: fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 4 }),
  nameType: fc.nat(0xffffffff),
  timestamp: fc.nat(0xffffffff),
  keyVersion: fc.nat(0xffffffff),
  encryptionType: fc.nat(0xffff),
  key: fc.uint8Array({ maxLength: 64 }).map((bytes) => new Secret(bytes)),
})

test('keytab: entries -> file -> entries is the same [MIT-KEYTAB]', () => {
  fc.assert(
    fc.property(fc.array(someEntry, { maxLength: 6 }), (entries) => {
      assert.deepEqual(opened(parseKeytab(serializeKeytab(entries))), opened(entries))
    }),
  )
})

test('keytab: the known bytes of one entry', () => {
  const hex = Buffer.from(serializeKeytab([entry])).toString('hex')
  const expected = [
    '0502',
    '00000063', // 99 bytes follow
    '0002', // two components
    `0011${Buffer.from('CORP.EXAMPLE.TEST').toString('hex')}`,
    `0004${Buffer.from('HTTP').toString('hex')}`,
    `0015${Buffer.from('sts.corp.example.test').toString('hex')}`,
    '00000001',
    '6553f100',
    '2c', // 300 & 255
    '0012',
    '0020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    '0000012c', // 300
  ]
  assert.equal(hex, expected.join(''))
})

test('keytab: a deleted entry and padding are skipped, a short version alone is read', () => {
  const file = Buffer.from(serializeKeytab([entry]))
  const record = file.subarray(6)
  const deleted = Buffer.alloc(4)
  deleted.writeInt32BE(-record.length)
  const withHole = Buffer.concat([file.subarray(0, 2), deleted, record, file.subarray(2), Buffer.alloc(8)])
  assert.deepEqual(opened(parseKeytab(withHole)), opened([entry]))
  const size = Buffer.alloc(4)
  size.writeInt32BE(record.length - 4)
  const shortOnly = Buffer.concat([file.subarray(0, 2), size, record.subarray(0, -4)])
  assert.equal(parseKeytab(shortOnly)[0]?.keyVersion, 300 & 0xff)
})

test('keytab: broken files are refused by name', () => {
  const file = Buffer.from(serializeKeytab([entry]))
  const hostile = [
    Buffer.alloc(0),
    Buffer.from('0501', 'hex'),
    Buffer.from('-----BEGIN'),
    file.subarray(0, -1),
    Buffer.from('05027fffffff', 'hex'),
    Buffer.from('050280000000', 'hex'),
    Buffer.from('050200000002ffff', 'hex'),
    Buffer.alloc(2 << 20, 5),
  ]
  for (const bytes of hostile) assert.throws(() => parseKeytab(bytes), { code: 'KERBEROS_KEYTAB_INVALID' })
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.nat(255), (at, octet) => {
      const mutated = Buffer.from(file)
      mutated[at] = octet
      try {
        parseKeytab(mutated)
      } catch (error) {
        assert.ok(error instanceof IdpError)
      }
    }),
  )
})

test('keytab: an entry never prints its key', () => {
  for (const text of [inspect(entry, { depth: 9 }), JSON.stringify(entry)]) {
    assert.match(text, /\[redacted\]/)
    assert.doesNotMatch(text, /000102|0, 1, 2/)
  }
})
