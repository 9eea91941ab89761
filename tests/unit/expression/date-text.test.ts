import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths, dateText, findInstant, periodBetween } from '../../../src/expression/date-text.ts'

const date = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})
const ms = date.map((value) => value.getTime())

test('the default form is read back as the same instant', () => {
  fc.assert(fc.property(ms, (instant) => assert.equal(findInstant(dateText(instant)), instant)))
})

test('any offset means the same instant', () => {
  fc.assert(
    fc.property(ms, fc.integer({ min: -18 * 60, max: 18 * 60 }), (instant, minutes) => {
      const local = dateText(instant + minutes * 60_000)?.slice(0, -1)
      const hours = String(Math.trunc(Math.abs(minutes) / 60)).padStart(2, '0')
      const rest = String(Math.abs(minutes) % 60).padStart(2, '0')
      if (local === undefined) return
      for (const colon of [':', '']) {
        assert.equal(findInstant(`${local}${minutes < 0 ? '-' : '+'}${hours}${colon}${rest}`), instant)
      }
    }),
  )
})

test('what is no date is none', () => {
  const wrong = [
    '2021-13-01Z',
    '2021-00-01Z',
    '2021-02-29Z',
    '2021-1-1Z',
    '21-01-01Z',
    '2021-01-01z',
    '2021-01-01 00:00:00Z',
    ' 2021-01-01Z',
  ]
  for (const text of [
    ...wrong,
    '2021-01-01T00:00:60Z',
    '2021-01-01T00:00:00.Z',
    '2021-01-01T00:00:00.1234567890Z',
    '2021-01-01T00:00:00+1:00:00',
    '',
  ]) {
    assert.equal(findInstant(text), undefined, text)
  }
  assert.equal(findInstant(null), undefined)
})

test('months are added to the calendar, the day held back by short months', () => {
  fc.assert(
    fc.property(ms, fc.integer({ min: -1000, max: 1000 }), (instant, months) => {
      const [from, to] = [new Date(instant), new Date(addMonths(instant, months))]
      const count = (value: Date): number => value.getUTCFullYear() * 12 + value.getUTCMonth()
      assert.equal(count(to) - count(from), months)
      assert.ok(to.getUTCDate() <= from.getUTCDate())
      assert.equal(Math.abs(to.getTime() - from.getTime()) % 86_400_000, 0)
    }),
  )
})

test('a period added to its start gives its end, and has one sign', () => {
  const midnight = fc.integer({ min: -20_000, max: 40_000 }).map((day) => day * 86_400_000)
  fc.assert(
    fc.property(midnight, midnight, (from, to) => {
      const { months, days } = periodBetween(from, to)
      assert.ok(months * days >= 0 && Math.sign(months || days) === Math.sign(to - from))
      if (to >= from) assert.equal(addMonths(from, months) + days * 86_400_000, to)
    }),
  )
})
