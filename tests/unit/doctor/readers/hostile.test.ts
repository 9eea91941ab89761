import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readInput } from '../../../../src/doctor/intake/read-input.ts'
import { xmlReader } from '../../../../src/doctor/readers/xml-reader.ts'
import { readText } from '../read-text.ts'
import { readingFixtures } from './reading-fixtures.ts'

const fixtures = readingFixtures()

const fill = (piece: string, length = 12_000): string => piece.repeat(Math.ceil(length / piece.length))

/** Beginnings without end, in a row: where each is looked at to the end of the file, the time is the square of the length. */
const floods: Readonly<Record<string, string>> = {
  'events without end': fill('<Event >\n'),
  'events without end on one line': fill('<Event a="1">'),
  'envelopes of many prefixes': Array.from({ length: 1500 }, (_, index) => `<a${index}:Envelope >`).join('\n'),
  'objects in objects': fill('{"a":\n'),
  'arrays in arrays': fill('['),
  'objects of nobody': fill('{"Id":5,"DisplayName":"x"}\n'),
  'properties of nobody': fill('AccountEnabled : {x\nDeviceId : {x\nDisplayName : {x\nId : {x\n'),
  'lists without end': fill('DeviceId : {\n a,\n'),
  'quotes without end': `"deviceId","displayName","trustType"\n${fill('"a","\n')}`,
  'headings in a row': fill('"deviceId","displayName","trustType"\n'),
  'tokens in a row': fill(`PHNhbW${'A'.repeat(70)}\n`),
  'messages without end': `Log Name: x\nEvent ID: 5\nDescription:\n${fill('Aaaa Bbb: c. ')}`,
  'entries in a row': fill('dn: a\n bbb\n'),
  'names in a row': fill('CN=a,DC=b\n'),
  'document types': fill('<!DOCTYPE a [<!ENTITY a "b">]><definitions >\n'),
}

for (const [what, text] of Object.entries(floods))
  test(`${what} cost no more than their length`, () => {
    const time = (input: string): number => {
      const before = process.threadCpuUsage().user
      readText(input)
      return (process.threadCpuUsage().user - before) / 1000
    }
    time(text)
    const [once, fourTimes] = [time(text), time(fill(text, text.length * 4))]
    assert.ok(fourTimes < once * 9 + 100, `${once} ms, then ${fourTimes} ms`)
  })

test('a good object after the flood is still read', () => {
  const good = '\n\n\nAccountEnabled : True\nDeviceId : 3f0817b9-0000-4714-ab81-f7b5943dec7b\nTrustType : ServerAd\n'
  for (const [what, text] of Object.entries(floods)) {
    if (/on one line|arrays/.test(what)) continue
    assert.ok(
      readText(text.slice(0, 9000) + good).readings.some(({ kind }) => kind === 'entra-device'),
      what,
    )
  }
})

test('mutated fixtures are read or not, and nothing throws', () => {
  let seed = 42
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return seed % below
  }
  const pieces = [
    '"',
    '{',
    '}',
    '<',
    '>',
    '&x;',
    '\n',
    '\u202e',
    '\0',
    ',',
    ' : ',
    '---- ----',
    '0x801c03f2',
    "'; calc #",
    '‘',
    '\ud800',
  ]
  for (const { content } of fixtures)
    for (let round = 0; round < 6; round += 1) {
      let text = content
      for (let change = 0; change < 5; change += 1) {
        const at = random(text.length)
        text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(8))
      }
      for (const reading of readText(text).readings) assert.ok(reading.lastLine >= reading.firstLine)
    }
})

/** What a fixture holds that must not be found in anything that comes of it. */
const secrets = /verysecretcookie|secretquery|U0lHTkFUVVJFVkFMVUU|SIGNATUREVALUE|00 11 22 33 44 55|61 82 04 9d/

test('cookies, queries, signatures and session keys go nowhere', () => {
  let held = 0
  for (const { name, content } of fixtures) {
    if (secrets.test(content) || name === 'assertion-base64.txt') held += 1
    const { readings, notes } = readText(content)
    assert.doesNotMatch(JSON.stringify([readings, notes]), secrets, name)
  }
  assert.ok(held >= 5)
})

test('XML with a document type or entities is not expanded', () => {
  const { readings, notes } = readText(
    '<!DOCTYPE x [<!ENTITY a "AAAA">]>\n<Event><System><EventID>305</EventID></System><EventData><Data Name="x">&a;</Data></EventData></Event>\n',
  )
  assert.deepEqual(readings, [])
  assert.match(notes[0]?.text ?? '', /line 2/)
})

test('a document type before a metadata exchange document is a problem of it', () => {
  const mex = fixtures.find(({ name }) => name === 'mex.xml')?.content ?? ''
  const [reading] = readText(mex.replace('<wsdl:definitions', '<!DOCTYPE wsdl>\n<wsdl:definitions')).readings
  assert.ok(reading?.kind === 'mex')
  assert.equal(reading.problems[0]?.name, 'document type')
})

test('source code, settings and prose are not taken for what a tool printed', () => {
  const texts = [
    'interface Settings {\n  issuerUri: string\n  metadataExchangeUri: string\n}\n',
    'applications:\n  m365:\n    issuerUri: https://sts.example.test/\n    displayName: x\n',
    'Graph knows issuerUri, passiveSignInUri, displayName,\nnextSigningCertificate, and more.\n',
    'Keys are deviceId, displayName and trustType, not names.\nWhat follows, is no row\n',
    '#0> a heading\nServiceName   : sshd\n',
    'The SCP has the keywords `azureADName:` and `azureADId:`.\n',
  ]
  for (const text of texts) assert.deepEqual(readText(text).readings, [], text)
})

test('a log of one long line is read to its end', () => {
  const padding = `<Data Name="a">${'x'.repeat(100_000)}</Data>`
  const event = (id: number): string =>
    `<Event><System><EventID>${id}</EventID></System><EventData>${padding}</EventData></Event>`
  const chunks = ['<Events>', ...Array.from({ length: 50 }, (_, index) => event(index + 1)), '</Events>'].map((text) =>
    Buffer.from(text),
  )
  const { readings, notes } = readInput({ source: 'long.xml', chunks }, { lineReaders: [xmlReader], byteReaders: [] })
  assert.deepEqual(notes, [])
  assert.deepEqual(
    readings.map((reading) => reading.kind === 'windows-event' && reading.facts.eventId?.value),
    Array.from({ length: 50 }, (_, index) => String(index + 1)),
  )
})

test('an input is called by what it holds, not by its shape alone', () => {
  const formats = fixtures.flatMap(({ name, content }) =>
    /^(?:device-table|event-export|event-viewer-german|assertion-base64|sign-in-log|user-list|ad-user-ldif)/.test(name)
      ? readText(content).parts.map(({ kind }) => kind)
      : [],
  )
  assert.deepEqual(formats, [
    'accounts of AD (LDIF)',
    'assertion (encoded)',
    'devices of Entra (table)',
    'events (XML)',
    'events (text)',
    'sign-in log of Joinery (JSON)',
    'users of Entra (list)',
  ])
})

/** A window has 20,000 lines; what goes on behind it is read as if it did not end. */
const long: Readonly<Record<string, { count: number; text(ids: readonly string[]): string }>> = {
  'a table': {
    count: 20_100,
    text: (ids) =>
      `DeviceId${' '.repeat(29)}TrustType\n--------${' '.repeat(29)}---------\n${ids.map((id) => `${id} ServerAd\n`).join('')}`,
  },
  JSON: {
    count: 5_100,
    text: (ids) =>
      `{"value": [\n${ids.map((id) => `{\n"deviceId": "${id}",\n"trustType": "ServerAd"\n},\n`).join('')}{}]}`,
  },
}

for (const [shape, { count, text }] of Object.entries(long))
  test(`more devices as ${shape} than a window has lines are all read, each once and whole`, () => {
    const wanted = Array.from(
      { length: count },
      (_, index) => `3f0817b9-0000-4714-ab81-${String(index).padStart(12, '0')}`,
    )
    const found = readText(text(wanted)).readings.map((reading) => reading.kind === 'entra-device' && reading.facts)
    assert.deepEqual(
      found.map((facts) => facts && facts.trustType?.value === 'ServerAd' && facts.deviceId?.value),
      wanted,
    )
  })

test('of a long log the last events are kept, and what stood in front of it', () => {
  const event = '<Event><System><EventID>1</EventID></System></Event>'
  const head = 'AccountEnabled : True\nDeviceId : 3f0817b9-0000-4714-ab81-f7b5943dec7b\n\n'
  const { readings, notes } = readText(`${head}${`${event}\n`.repeat(20_100)}${event.replace('>1<', '>2<')}\n`)
  const last = readings.at(-1)
  assert.equal(readings.length, 20_001)
  assert.match(notes[0]?.text ?? '', /only the last 20000/)
  assert.equal(readings[0]?.kind, 'entra-device')
  assert.equal(last?.kind === 'windows-event' && last.facts.eventId?.value, '2')
})
