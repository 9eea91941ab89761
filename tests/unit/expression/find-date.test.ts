import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isProblem, type PatternUse, parseDatePattern } from '../../../src/expression/date-pattern.ts'
import { findDate } from '../../../src/expression/find-date.ts'
import { formatDate } from '../../../src/expression/format-date.ts'
import { findTimeZone, utc } from '../../../src/expression/time-zone.ts'

const partsOf = (pattern: string, use: PatternUse = 'read') => {
  const parts = parseDatePattern(pattern, use)
  return isProblem(parts) ? assert.fail(`${pattern}: ${parts.found}`) : parts
}

test('what a pattern writes it reads back', () => {
  const patterns = [
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    'yyyyMMddHHmmssSSS',
    'EEEE, d MMMM uuuu h:mm:ss.SSS a x',
    'EEE dd LLL yyyy KK:mm:ss.SSSSSS a Z',
    'yyyy-DDD kk:mm:ss.SSS OOOO',
    'd/M/yyyy H:m:s.SSS VV',
    "'at' HH:mm:ss.SSS 'on' yyyy-MM-dd[ G] ZZZZZ",
  ]
  const zones = ['UTC', '+05:45', '-03:30', 'Z'].map((id) => findTimeZone(id) ?? assert.fail(id))
  const instants = fc.date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(fc.constantFrom(...patterns), fc.constantFrom(...zones), instants, (pattern, zone, instant) => {
      const parts = partsOf(pattern)
      const text = formatDate(parts, instant.getTime(), zone)
      assert.equal(findDate(parts, text, zone), instant.getTime(), `${pattern}: ${text}`)
    }),
  )
})

test('the zone in the text counts before the one given', () => {
  const paris = findTimeZone('Europe/Paris') ?? utc
  assert.equal(findDate(partsOf('yyyy-MM-dd X'), '2021-01-01 Z', paris), Date.parse('2021-01-01T00:00:00Z'))
  assert.equal(findDate(partsOf('yyyy-MM-dd'), '2021-01-01', paris), Date.parse('2020-12-31T23:00:00Z'))
})

test('fields that are missing, out of range or contradict each other are no date', () => {
  const rows = [
    ['yyyy-MM', '2021-01'],
    ['MM-dd', '01-01'],
    ['HH:mm', '10:00'],
    ['yyyy-MM-dd', '2021-02-29'],
    ['yyyy-MM-dd', '2021-1-01'],
    ['yyyy-MM-dd', '2021-01-01x'],
    ['yyyy-MM-dd HH', '2021-01-01 24'],
    ['yyyy-MM-dd kk', '2021-01-01 0'],
    ['yyyy-MM-dd hh', '2021-01-01 10'],
    ['yyyy-MM-dd a', '2021-01-01 PM'],
    ['yyyy-MM-dd hh a', '2021-01-01 13 PM'],
    ['yyyy-MM-dd hh a', '2021-01-01 10 XM'],
    ['yyyy-MM-dd HH hh a', '2021-01-01 09 10 AM'],
    ['EEE yyyy-MM-dd', 'Sat 2021-01-01'],
    ['yyyy-MM-dd yyyy', '2021-01-01 2022'],
    ['yyyy-DDD', '2021-366'],
    ['yyyy-DDD', '2021-000'],
    ['yyyy-DDD MM', '2021-001 02'],
    ['MMM d yyyy', 'jan 1 2021'],
    ['MMMMM d yyyy', 'J 1 2021'],
    ['yyyy-MM-dd z', '2021-01-01 XYZ'],
    ['yyyy-MM-dd X', '2021-01-01 +25'],
    ['yyyy-MM-dd SSS', '2021-01-01 12'],
    ['G yyyy-MM-dd', 'BC 2021-01-01'],
  ]
  for (const [pattern = '', text = ''] of rows)
    assert.equal(findDate(partsOf(pattern), text, utc), undefined, `${pattern}: ${text}`)
})

test('an optional section may be there or not', () => {
  const parts = partsOf('yyyy-MM-dd[ HH:mm[:ss]]')
  for (const [text, iso] of [
    ['2021-01-01', '2021-01-01T00:00:00Z'],
    ['2021-01-01 10:20', '2021-01-01T10:20:00Z'],
    ['2021-01-01 10:20:30', '2021-01-01T10:20:30Z'],
  ] as const) {
    assert.equal(findDate(parts, text, utc), Date.parse(iso))
  }
  assert.equal(findDate(parts, '2021-01-01 10', utc), undefined)
})

test('two digits of a year are of this century', () => {
  assert.equal(findDate(partsOf('yy-MM-dd'), '99-01-01', utc), Date.parse('2099-01-01T00:00:00Z'))
})
