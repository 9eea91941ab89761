import { readdirSync, readFileSync } from 'node:fs'
import type { Fact } from '../../../../src/doctor/fact.ts'
import type { Reading } from '../../../../src/doctor/reading.ts'

/**
 * Fixtures of tests/fixtures/doctor/readings. Their header says what must be read: `reading: <kind>` for each, in order, under it
 * `path: value` or `path@line: value` for facts, and `note: text` for what is said of the unreadable. Then `---` and the input.
 */
export interface ReadingFixture {
  readonly name: string
  readonly expected: readonly ExpectedReading[]
  readonly notes: readonly string[]
  readonly content: string
}

export interface ExpectedReading {
  readonly kind: string
  readonly facts: readonly { readonly path: string; readonly line: number | undefined; readonly value: string }[]
}

const folder = new URL('../../../fixtures/doctor/readings/', import.meta.url)

export function readingFixtures(): readonly ReadingFixture[] {
  return readdirSync(folder).map((name) => parseFixture(name, readFileSync(new URL(name, folder), 'utf8')))
}

function parseFixture(name: string, text: string): ReadingFixture {
  const end = text.indexOf('\n---\n')
  if (end < 0) throw new Error(`${name} has no header`)
  const expected: { kind: string; facts: ExpectedReading['facts'][number][] }[] = []
  const notes: string[] = []
  for (const line of text.slice(0, end).split('\n')) {
    const [, key = '', at, value = ''] = /^([^:@]+)(?:@(\d+))?:\s?(.*)$/.exec(line) ?? []
    if (key === 'reading') expected.push({ kind: value, facts: [] })
    else if (key === 'note') notes.push(value)
    else expected.at(-1)?.facts.push({ path: key, line: at === undefined ? undefined : Number(at), value })
  }
  return { name, expected, notes, content: text.slice(end + 5) }
}

/** Every fact and value of a reading by its path; `facts.` is left out. */
export function flatten(reading: Reading): ReadonlyMap<string, Fact | string> {
  const found = new Map<string, Fact | string>()
  const visit = (value: unknown, path: string): void => {
    if (value === null || value === undefined) return
    if (typeof value !== 'object') {
      found.set(path, String(value))
      return
    }
    if (isFact(value)) found.set(path, value)
    for (const [key, inner] of Object.entries(value))
      if (key !== 'evidence') visit(inner, key === 'facts' && path === '' ? '' : path === '' ? key : `${path}.${key}`)
  }
  visit(reading, '')
  return found
}

function isFact(value: object): value is Fact {
  return 'evidence' in value && 'value' in value
}
