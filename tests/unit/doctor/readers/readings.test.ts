import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Reading } from '../../../../src/doctor/reading.ts'
import { readText } from '../read-text.ts'
import { flatten, type ReadingFixture, readingFixtures } from './reading-fixtures.ts'

const fixtures = readingFixtures()

for (const fixture of fixtures)
  test(`${fixture.name} is read as its header says`, () => {
    const { readings, notes } = readText(fixture.content, fixture.name)
    hold(fixture, readings, 0)
    for (const note of fixture.notes)
      assert.ok(
        notes.some(({ text }) => text.includes(note)),
        `${note}: ${JSON.stringify(notes)}`,
      )
    for (const reading of readings)
      for (const found of flatten(reading).values())
        if (typeof found !== 'string') assert.ok(found.evidence.line >= 1 && found.evidence.source === fixture.name)
  })

/** What people paste is seldom as it was printed; `lines` is by how many lines it moved down. */
const variants: readonly { name: string; lines: number; change(text: string): string | Uint8Array }[] = [
  { name: 'with CRLF', lines: 0, change: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'in UTF-16', lines: 0, change: (text) => Buffer.from(`\ufeff${text}`, 'utf16le') },
  { name: 'quoted in a mail', lines: 2, change: (text) => `Hello,\n\n${text.replace(/^/gm, '> ')}\n` },
  { name: 'with colours and marks', lines: 0, change: (text) => text.replace(/^(?=.)/gm, '\u001b[32;1m\u200e') },
  {
    name: 'among other text',
    lines: 3,
    change: (text) => `Windows PowerShell\nPS C:\\> whoami\n\n${text}\n\nThat is all, regards\n`,
  },
]

for (const { name, lines, change } of variants)
  test(`every fixture is read the same ${name}`, () => {
    for (const fixture of fixtures) hold(fixture, readText(change(fixture.content)).readings, lines)
  })

test('two fixtures in one file are both read', () => {
  for (const [index, fixture] of fixtures.entries()) {
    const other = fixtures[(index + 7) % fixtures.length]
    if (other === undefined || /\.csv$|\.json$/.test(fixture.name)) continue
    const { readings } = readText(`${fixture.content}\n\n${other.content}`)
    const kinds = [...fixture.expected, ...other.expected].map(({ kind }) => kind)
    assert.deepEqual(
      readings.map(({ kind }) => kind),
      kinds,
      `${fixture.name} and ${other.name}`,
    )
  }
})

test('whatever is cut off, what is read of the rest is what the whole says', () => {
  for (const fixture of fixtures) {
    const whole = readText(fixture.content).readings.map(valuesOf)
    for (let cut = 0; cut < 8; cut += 1) {
      const { readings } = readText(fixture.content.slice(0, Math.floor((fixture.content.length * (cut + 0.4)) / 8)))
      for (const [index, reading] of readings.entries())
        for (const [path, value] of valuesOf(reading)) {
          // Half of a line of the next event may stand under a message, and the XML under an event knows its time better.
          if (path === 'message' || path === 'time') continue
          const full = whole[index]?.get(path)
          assert.ok(
            full === undefined || full.startsWith(value) || value.length < 3,
            `${fixture.name} ${path}: ${value}, ${full}`,
          )
        }
    }
  }
})

/** Of half a message half a code may be left: there the text counts that the value was made of. */
function valuesOf(reading: Reading): ReadonlyMap<string, string> {
  return new Map(
    [...flatten(reading)].flatMap(([path, found]) =>
      typeof found === 'string' ? [] : [[path, path.startsWith('data.') ? found.evidence.text : found.value]],
    ),
  )
}

function hold(fixture: ReadingFixture, readings: readonly Reading[], moved: number): void {
  const kinds = (list: readonly { kind: string }[]): readonly string[] => list.map(({ kind }) => kind)
  assert.deepEqual(kinds(readings), kinds(fixture.expected), fixture.name)
  for (const [index, { facts }] of fixture.expected.entries()) {
    const reading = readings[index]
    assert.ok(reading)
    const found = flatten(reading)
    for (const { path, value, line } of facts) {
      const fact = found.get(path)
      const text = typeof fact === 'string' ? fact : fact?.value
      assert.equal(text, value, `${fixture.name}: ${path}`)
      if (line !== undefined && typeof fact === 'object')
        assert.equal(fact.evidence.line, line + moved, `${path} in ${fixture.name}`)
    }
  }
}
