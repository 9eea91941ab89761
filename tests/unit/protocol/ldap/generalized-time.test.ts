import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findGeneralizedTime } from '../../../../src/protocol/ldap/generalized-time.ts'

test('time: the form AD writes, with and without a fraction [RFC4517 §3.3.13]', () => {
  assert.equal(findGeneralizedTime('20250709021422.0Z')?.toISOString(), '2025-07-09T02:14:22.000Z')
  assert.equal(findGeneralizedTime('20250709021422Z')?.toISOString(), '2025-07-09T02:14:22.000Z')
  assert.equal(findGeneralizedTime('20250709021422.1234567Z')?.toISOString(), '2025-07-09T02:14:22.123Z')
})

test('time: anything else is no time', () => {
  for (const text of [
    '',
    '20250709021422',
    '202507090214Z',
    '20251309021422.0Z',
    '20250709021422.0+0200',
    '2025-07-09',
  ])
    assert.equal(findGeneralizedTime(text), undefined, text)
})
