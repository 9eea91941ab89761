import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { serializeKeytab } from '../../../../src/protocol/kerberos/keytab.ts'
import { Secret } from '../../../../src/secret.ts'
import { readText } from '../read-text.ts'
import { makeEvtx } from './make-evtx.ts'
import { flatten, readingFixtures } from './reading-fixtures.ts'

const time = 133965008620000000n
const log = makeEvtx([
  {
    eventId: 305,
    provider: 'Microsoft-Windows-User Device Registration',
    channel: 'UDR/Admin',
    time,
    data: { ExitCode: '0xCAA20003', TenantType: 'Federated' },
  },
  {
    eventId: 306,
    provider: 'Microsoft-Windows-User Device Registration',
    channel: 'UDR/Admin',
    time,
    data: { ExitCode: '0x0', TenantType: 'Federated' },
  },
  { eventId: 1098, provider: 'Microsoft-Windows-AAD', channel: 'AAD/Operational', time, data: { Text: 'a\u0001 <b>' } },
])

test('a binary event log is read record by record [MS-EVEN6 §2.2.12]', () => {
  const { readings } = readText(log, 'a.evtx')
  const values = readings.map((reading) => {
    const found = flatten(reading)
    return ['eventId', 'channel', 'provider', 'time', 'data.ExitCode', 'data.Text', 'codes.0', 'firstLine'].map(
      (path) => {
        const fact = found.get(path)
        return typeof fact === 'object' ? fact.value : fact
      },
    )
  })
  const at = '2025-07-09T02:14:22.000Z'
  const provider = 'Microsoft-Windows-User Device Registration'
  assert.deepEqual(values, [
    ['305', 'UDR/Admin', provider, at, '0xcaa20003', undefined, '0xcaa20003', '1'],
    ['306', 'UDR/Admin', provider, at, '0x0', undefined, undefined, '2'],
    ['1098', 'AAD/Operational', 'Microsoft-Windows-AAD', at, undefined, 'a  <b>', undefined, '3'],
  ])
})

test('an event log cut in half gives its whole records and says that it is cut', () => {
  const whole = readText(log, 'a.evtx').readings
  const { readings, notes } = readText(log.subarray(0, 4096 + 512 + 1200), 'a.evtx')
  assert.deepEqual(readings, whole.slice(0, readings.length))
  assert.ok(readings.length > 0 && readings.length < whole.length)
  assert.ok(notes.some(({ text }) => text.includes('cut off')))
})

test('a broken event log ends, and never throws', () => {
  for (let index = 0; index < 600; index += 1) {
    const broken = Buffer.from(log.subarray(0, 4096 + 4096))
    const at = 4096 + 512 + ((index * 37) % 2600)
    broken[at] = (index * 31 + 255) & 255
    broken[at + 1] = index & 255
    assert.ok(readText(broken, 'a.evtx').readings.length <= 3)
  }
})

test('a keytab is read without its keys', () => {
  const key = new Secret(Uint8Array.from(Buffer.from('0123456789abcdef0123456789abcdef')))
  const entry = {
    kerberosRealm: 'CORP.EXAMPLE.TEST',
    components: ['HTTP', 'sts.example.test'],
    nameType: 1,
    timestamp: 1752027262,
    keyVersion: 3,
    encryptionType: 18,
    key,
  }
  const { readings } = readText(serializeKeytab([entry, { ...entry, encryptionType: 23 }]), 'sts.keytab')
  const facts = readings.map((reading) =>
    [...flatten(reading).values()].map((fact) => (typeof fact === 'string' ? fact : fact.value)),
  )
  assert.ok(
    facts[0]?.includes('HTTP/sts.example.test@CORP.EXAMPLE.TEST') &&
      facts[0].includes('AES256') &&
      facts[0].includes('3'),
  )
  assert.ok(facts[1]?.includes('RC4'))
  assert.doesNotMatch(JSON.stringify(readings), /0123456789abcdef|30313233/)
})

test('a broken keytab is said to be one', () => {
  const { readings, notes } = readText(Buffer.from([5, 2, 0, 0, 0, 80, 1, 2, 3]), 'x.keytab')
  assert.equal(readings.length, 0)
  assert.match(notes[0]?.text ?? '', /keytab cannot be read/)
})

interface ZipFile {
  readonly name: string
  readonly bytes: Buffer
  readonly method?: number
  readonly claimed?: number
  readonly flags?: number
}

function makeZip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  for (const { name, bytes, method = 8, claimed = bytes.length, flags = 0 } of files) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimed, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(
      locals.reduce((sum, { length }) => sum + length, 0),
      10,
    )
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name))
    locals.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]))
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(Buffer.concat(locals).length, 16)
  return Buffer.concat([...locals, ...directory, end])
}

test('an archive gives what its files would give [ZIP §4.3]', () => {
  const fixtures = readingFixtures().filter(({ name }) => /^(?:device|user|nltest)/.test(name))
  const files = fixtures.map(({ name, content }, index) => ({
    name,
    bytes: Buffer.from(content),
    method: index % 2 === 0 ? 8 : 0,
  }))
  const { readings } = readText(makeZip([...files, { name: 'a.evtx', bytes: log }]), 'all.zip')
  const kinds = [
    ...fixtures.flatMap(({ expected }) => expected.map(({ kind }) => kind)),
    ...Array(3).fill('windows-event'),
  ]
  assert.deepEqual(
    readings.map(({ kind }) => kind),
    kinds,
  )
  assert.equal(readings[0]?.source, `all.zip/${files[0]?.name}`)
})

const text = Buffer.from('AccountEnabled : True\nDeviceId : 3f0817b9-0000-4714-ab81-f7b5943dec7b\n')
const refused: readonly (readonly [string, ZipFile, RegExp])[] = [
  ['a bomb that says so', { name: 'a', bytes: Buffer.alloc(5_000_000) }, /packs too well/],
  ['a bomb that lies', { name: 'a', bytes: Buffer.alloc(5_000_000), claimed: 100 }, /larger than it says/],
  ['an archive in it', { name: 'a.zip', bytes: makeZip([{ name: 'b', bytes: text }]) }, /archive in an archive/],
  ['an encrypted file', { name: 'a', bytes: text, flags: 1 }, /encrypted/],
  ['another method', { name: 'a', bytes: text, method: 12 }, /method/],
  ['a file of 4 GB', { name: 'a', bytes: text, claimed: 0xfffffff0 }, /too large/],
]

for (const [what, file, note] of refused)
  test(`an archive with ${what} still gives its other files`, () => {
    const { readings, notes } = readText(makeZip([file, { name: 'good.txt', bytes: text }]), 'x.zip')
    assert.deepEqual(
      readings.map(({ source }) => source),
      ['x.zip/good.txt'],
    )
    assert.ok(
      notes.some(({ text: said }) => note.test(said)),
      JSON.stringify(notes),
    )
  })

test('a broken archive ends, and never throws', () => {
  const whole = makeZip([{ name: 'good.txt', bytes: text }])
  for (let at = 0; at < whole.length; at += 1) {
    const broken = Buffer.from(whole)
    broken[at] = 255
    assert.ok(readText(broken, 'x.zip').readings.length <= 1)
    assert.ok(readText(whole.subarray(0, at), 'x.zip').readings.length <= 1)
  }
})
