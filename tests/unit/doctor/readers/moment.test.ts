import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFiletime, findMoment } from '../../../../src/doctor/readers/moment.ts'

const certain: readonly (readonly [string, string])[] = [
  ['2025-07-09 01:44:22.000 UTC', '2025-07-09T01:44:22.000Z'],
  ['2025-07-09T02:14:22.1234567Z', '2025-07-09T02:14:22.123Z'],
  ['2025-07-09T04:14:22+02:00', '2025-07-09T02:14:22.000Z'],
  ['2025-07-08 21:14:22 -0500', '2025-07-09T02:14:22.000Z'],
  ['Wed, 09 Jul 2025 02:14:22 GMT', '2025-07-09T02:14:22.000Z'],
  ['/Date(1752027262000)/', '2025-07-09T02:14:22.000Z'],
]

test('a time that names its zone is one instant', () => {
  for (const [text, value] of certain) assert.deepEqual(findMoment(text), { value }, text)
})

const localTimes: readonly (readonly [string, string])[] = [
  ['09.07.2025 02:14:22', '2025-07-09T02:14:22.000'],
  ['7/19/2025 2:14:22 PM', '2025-07-19T14:14:22.000'],
  ['19/07/2025 02:14', '2025-07-19T02:14:00.000'],
  ['7/7/2025 12:00:01 AM', '2025-07-07T00:00:01.000'],
  ['2025/07/09 2:14:22', '2025-07-09T02:14:22.000'],
  ['2025-07-09 02:14:22', '2025-07-09T02:14:22.000'],
  ['Wednesday, July 9, 2025 2:14:22 AM', '2025-07-09T02:14:22.000'],
  ['9 July 2025 02:14:22', '2025-07-09T02:14:22.000'],
  ['7/19/2025 2:14:22 (local)', '2025-07-19T02:14:22.000'],
]

test('a local time is marked, and has no zone', () => {
  for (const [text, value] of localTimes) assert.deepEqual(findMoment(text), { value, isAmbiguous: true }, text)
})

test('a date that is day first or month first is left as it was printed', () => {
  for (const text of ['7/9/2025 2:14:22 AM', '09/07/2025 02:14:22'])
    assert.deepEqual(findMoment(text), { value: text, isAmbiguous: true })
})

test('what is no time is none', () => {
  for (const text of [
    '',
    'yesterday',
    '31.02.2025 10:00',
    '2025-13-01 00:00:00',
    '1/2/3',
    '25:00:00',
    '2025-07-09T24:01:00Z',
  ])
    assert.equal(findMoment(text), undefined, text)
})

test('a FILETIME is an instant unless it means never', () => {
  assert.deepEqual(findFiletime('133965008620000000'), { value: '2025-07-09T02:14:22.000Z' })
  assert.equal(findFiletime('9223372036854775807'), undefined)
  assert.equal(findFiletime('0'), undefined)
})
