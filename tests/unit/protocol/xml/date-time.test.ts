import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDateTime, serializeDateTime } from '../../../../src/protocol/xml/date-time.ts'

test('[XSD2 §3.2.7] every form clients send is one moment', () => {
  const vectors = {
    '2026-01-02T03:04:05Z': '2026-01-02T03:04:05.000Z',
    '2026-01-02T03:04:05.068Z': '2026-01-02T03:04:05.068Z',
    '2026-01-02T03:04:05.0680000Z': '2026-01-02T03:04:05.068Z',
    '2026-01-02T03:04:05.1Z': '2026-01-02T03:04:05.100Z',
    '2026-01-02T03:04:05': '2026-01-02T03:04:05.000Z',
    '2026-01-02T03:04:05+02:00': '2026-01-02T01:04:05.000Z',
    '2026-01-02T03:04:05-14:00': '2026-01-02T17:04:05.000Z',
    ' 2026-01-02T03:04:05Z\n': '2026-01-02T03:04:05.000Z',
    '2024-02-29T23:59:59Z': '2024-02-29T23:59:59.000Z',
  }
  for (const [text, moment] of Object.entries(vectors)) assert.equal(parseDateTime(text)?.toISOString(), moment, text)
})

test('[XSD2 §3.2.7] what is no time is undefined, never the time nearby', () => {
  const texts = [
    '',
    'now',
    '2026-01-02',
    '2026-01-02 03:04:05Z',
    '2026-1-2T03:04:05Z',
    '2025-02-29T00:00:00Z',
    '2026-01-02T24:00:00Z',
    '2026-01-02T03:60:00Z',
    '2026-01-02T03:04:60Z',
    '2026-01-02T03:04:05.Z',
    '2026-01-02T03:04:05.1234567890123Z',
    '2026-01-02T03:04:05+14:01',
    '2026-01-02T03:04:05+01:60',
    '2026-01-02T03:04:05z',
    '+002026-01-02T03:04:05Z',
    '2026-01-02T03:04:05Z2026-01-02T03:04:05Z',
    '٢٠٢٦-01-02T03:04:05Z',
  ]
  for (const text of texts) assert.equal(parseDateTime(text), undefined, text)
})

test('law: parse(serialize(x)) = x', () => {
  const years = {
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  }
  fc.assert(fc.property(fc.date(years), (x) => assert.deepEqual(parseDateTime(serializeDateTime(x)), x)))
})
