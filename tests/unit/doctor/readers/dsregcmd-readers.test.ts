import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Reading, ReadingOf } from '../../../../src/doctor/reading.ts'
import { readText } from '../read-text.ts'

const captured = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/captured/dsregcmd/${name}.txt`, import.meta.url), 'utf8')
const fallback = captured('join-debug-fallback')
const federated = captured('join-debug-federated')
const status = captured('status-joined')

function only<Kind extends Reading['kind']>(content: string | Uint8Array, kind: Kind): ReadingOf<Kind> {
  const found = readText(content).readings.filter((reading): reading is ReadingOf<Kind> => reading.kind === kind)
  assert.equal(found.length, 1)
  const [reading] = found
  assert.ok(reading)
  return reading
}

test('a join that fell back is read with every fact and its line', () => {
  const { facts, adalErrors, time, isCut } = only(fallback, 'join-debug')
  assert.equal(facts.aadsts?.value, 'AADSTS51004')
  assert.equal(facts.noAccessToken?.value, '0xcaa20003')
  assert.equal(facts.federatedJoinFailed?.value, '0xcaa1000e')
  assert.equal(facts.trySynchronized?.value, 'true')
  assert.equal(facts.joinSucceeded?.value, 'true')
  assert.equal(facts.federatedJoinSucceeded, undefined)
  assert.deepEqual(
    adalErrors.map(({ value }) => value),
    ['0xcaa20003', '0xcaa90006', '0xcaa1000e'],
  )
  assert.equal(time?.value, '2025-07-09T02:14:22.000Z')
  assert.equal(isCut, undefined)
  const lines = fallback.split('\n')
  for (const fact of Object.values(facts))
    assert.equal(fact?.evidence.text.slice(0, 400), lines[(fact?.evidence.line ?? 0) - 1]?.trim().slice(0, 400))
})

test('the status at the end of a join has the time of the join', () => {
  const end = only(federated, 'dsregcmd-status')
  assert.equal(end.isJoinEnd, true)
  assert.equal(end.facts.AzureAdJoined?.value, 'YES')
  assert.equal(end.time?.value, '2025-07-10T17:22:14.000Z')
})

test('a status is read whole, and has no time of its own', () => {
  const { facts, time, isCut, lastLine } = only(status, 'dsregcmd-status')
  assert.equal(Object.keys(facts).length, status.split('\n').filter((line) => line.includes(' :')).length)
  assert.equal(facts.AzureAdPrtUpdateTime?.value, '2025-07-10T15:46:21.000Z')
  assert.equal(facts['Executing Account Name']?.value, 'IMOKATDI\\ecotton, ecotton@imokatdi.ping-eng.com')
  assert.equal(facts.MdmUrl?.value, '')
  assert.equal(time, undefined)
  assert.equal(isCut, undefined)
  assert.equal(lastLine, status.trimEnd().split('\n').length)
})

const mangled: readonly (readonly [string, (text: string) => string | Uint8Array])[] = [
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['UTF-16 with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 without one', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['a mail that quotes it', (text) => `Hi,\nsee below\n\n${text.replace(/^/gm, '> ')}\n\nBest regards`],
  ['a mail that quotes it twice', (text) => text.replace(/^/gm, '> > ')],
  ['time stamps before each line', (text) => text.replace(/^/gm, '[2025-07-10 09:00:01] ')],
  ['ANSI colours', (text) => text.replace(/^.*$/gm, '\x1b[32m$&\x1b[0m')],
  ['marks that turn the direction', (text) => text.replaceAll(' : ', ' \u202e: \u200f')],
  ['no-break blanks', (text) => text.replaceAll(' : ', '\u00a0:\u00a0')],
]
for (const [what, mangle] of mangled) {
  test(`survives ${what}`, () => {
    for (const text of [status, fallback]) {
      const values = (content: string | Uint8Array): unknown =>
        readText(content).readings.map((reading) =>
          'facts' in reading ? Object.values(reading.facts).map((fact) => [fact?.name, fact?.value]) : [],
        )
      assert.deepEqual(values(mangle(text)), values(text))
    }
  })
}

test('older layouts are read: other alignment, a doubled colon, other first words', () => {
  const old = [
    'dsregcmd::wmain logging initialized.',
    'DsrCmdJoinHelper::Join: ClientRequestId: 7b690c51-7ff3-4900-8875-18a409e1053e',
    'PreJoinChecks Complete.',
    'isPrivateKeyFound: undefined',
    'DSREGCMD_END_STATUS',
    '     AzureAdJoined : NO',
    '  EnterpriseJoined : NO',
    '',
    'C:\\>dsregcmd /status',
    'AzureAdJoined: YES',
    'KeySignTest: : MUST Run elevated to test.',
  ].join('\n')
  const { readings } = readText(old)
  assert.deepEqual(
    readings.map(({ kind, isCut }) => [kind, isCut]),
    [
      ['join-debug', undefined],
      ['dsregcmd-status', undefined],
      ['dsregcmd-status', true],
    ],
  )
  const last = readings.at(-1)
  assert.ok(last?.kind === 'dsregcmd-status')
  assert.equal(last.facts.KeySignTest?.value, 'MUST Run elevated to test.')
})

test('several outputs in one file are several readings, with their lines', () => {
  const { readings, parts } = readText([fallback, 'then we changed the mapping', federated, status].join('\n'))
  assert.deepEqual(
    readings.map(({ kind }) => kind),
    ['join-debug', 'dsregcmd-status', 'join-debug', 'dsregcmd-status', 'dsregcmd-status'],
  )
  assert.deepEqual(
    parts.map(({ kind }) => kind),
    ['dsregcmd /join /debug', 'dsregcmd /join /debug', 'dsregcmd /status'].filter(
      (kind, index, all) => all[index - 1] !== kind,
    ),
  )
})

test('a log that was cut says so and gives what is there', () => {
  const lines = fallback.split('\n')
  const { facts, isCut } = only(lines.slice(0, 40).join('\n'), 'join-debug')
  assert.equal(isCut, true)
  assert.equal(facts.aadsts?.value, 'AADSTS51004')
  assert.equal(facts.federatedJoinFailed, undefined)
})

test('a status ends where the next begins', () => {
  const { readings } = readText(`${status}\n${status}`)
  assert.equal(readings.length, 2)
})

test('text that holds nothing is said to hold nothing', () => {
  const { readings, parts } = readText('Dear all,\nit does not work.\n')
  assert.deepEqual(readings, [])
  assert.deepEqual(parts, [{ source: 'input.txt', kind: 'unrecognised', firstLine: 1, lastLine: 2 }])
})
