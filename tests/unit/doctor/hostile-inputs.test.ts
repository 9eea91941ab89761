import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { lineLength } from '../../../src/doctor/intake/split-lines.ts'

const fallback = readFileSync(new URL('../../fixtures/captured/dsregcmd/join-debug-fallback.txt', import.meta.url))
const of = (...chunks: readonly Uint8Array[]) => diagnose([{ source: 'x', chunks }])

test('binary junk, and nothing at all, are said to be no text', () => {
  const junk = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)
  for (const bytes of [junk, new Uint8Array(10), new Uint8Array(0)]) {
    const { verdict, notes } = of(bytes)
    assert.equal(verdict, 'unreadable')
    assert.ok(notes.length > 0)
  }
  assert.equal(diagnose([{ source: 'x', chunks: [] }]).verdict, 'unreadable')
  assert.equal(diagnose([]).verdict, 'unreadable')
})

test('a line of 10 MB is cut and said, and what follows it is still diagnosed', () => {
  const { verdict, notes, phase } = of(Buffer.alloc(10_000_000, 'a'), Buffer.from('\n'), fallback)
  assert.equal(verdict, 'problem')
  assert.equal(phase, 'auth')
  assert.match(notes[0]?.text ?? '', /^line 1 is longer than 4 million characters/)
  assert.ok(lineLength < 10_000_000)
})

test('what a broken file holds beside its damage is diagnosed', () => {
  const { verdict, findings } = of(Buffer.concat([Buffer.from([0, 1, 2, 0x9b, 10]), fallback]))
  assert.equal(verdict, 'problem')
  assert.equal(findings[0]?.id, 'join/token')
})

test('a file of a binary kind among others does not hide them', () => {
  const { verdict, notes } = diagnose([
    { source: 'junk.evtx', chunks: [Uint8Array.from({ length: 4000 }, (_, index) => index % 7)] },
    { source: 'join.txt', chunks: [fallback] },
  ])
  assert.equal(verdict, 'problem')
  assert.ok(notes.some(({ source }) => source === 'junk.evtx'))
})

test('text in which every line begins something and holds nothing costs no more than its length', () => {
  const beginnings = [
    'AdalLog: nothing',
    '{',
    '[',
    '<x',
    '+----------------------------+',
    'dn: x',
    'Log Name: x',
    'Keytab',
    'a : b',
    '| SSO State |',
  ]
  const time = (lines: number): number => {
    const text = Buffer.from(
      Array.from({ length: lines }, (_, index) => beginnings[index % beginnings.length]).join('\n'),
    )
    const started = process.cpuUsage()
    of(text)
    const { user, system } = process.cpuUsage(started)
    return user + system
  }
  time(1000)
  const [small, large] = [time(1000), time(10_000)]
  assert.ok(large < small * 30 + 1_500_000, `${small} and ${large} microseconds`)
})

test('whatever the bytes, the answer is a diagnosis', () => {
  const words = [
    'AzureAdJoined : YES',
    'AdalLog:',
    'HRESULT: 0xcaa20003',
    '{"',
    '<?xml',
    '\n',
    '\r\n',
    'DSREGCMD_END_STATUS',
    '> ',
    'AADSTS51004',
    'SigningCertificate : MII',
    '\u202e',
    'Event ID: 304',
    ':',
    ' : ',
  ]
  const text = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 20 })), { maxLength: 60 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      fc.oneof(
        text.map((value) => Buffer.from(value)),
        fc.uint8Array({ maxLength: 300 }),
      ),
      (bytes) => {
        const { findings } = of(bytes)
        assert.ok(findings.every(({ outcome }) => outcome !== 'crashed'))
      },
    ),
    { numRuns: 150 },
  )
})

test('cutting a log anywhere gives no other cause than the whole log has', () => {
  const text = fallback.toString()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length }), (length) => {
      const { findings } = of(Buffer.from(text.slice(0, length)))
      for (const { id, outcome } of findings)
        assert.ok(
          outcome === 'ok' ||
            [
              'join/token',
              'join/fallback',
              'join/registration',
              'device/state',
              'device/ids',
              'device/tenant',
            ].includes(id),
          id,
        )
      assert.ok(findings.every(({ outcome }) => outcome !== 'crashed'))
    }),
    { numRuns: 80 },
  )
})

test('time and marks of the terminal never leave the text of an input', () => {
  const hostile = fallback.toString().replace('imokatdi.ping-eng.com', 'a\x1b[31m\u202eb\x07.example.com')
  assert.doesNotMatch(JSON.stringify(of(Buffer.from(hostile))), /\\u001b|\u202e|\\u0007/)
})
