import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intervalMilliseconds } from '../../../../src/protocol/ad/interval.ts'

test('time spans are negative numbers of 100 nanoseconds, the least of them for ever [MS-ADA1 lockoutDuration]', () => {
  assert.equal(intervalMilliseconds('-18000000000'), 30 * 60_000)
  assert.equal(intervalMilliseconds('-59999400000000'), 99_999 * 60_000)
  assert.equal(intervalMilliseconds('0'), 0)
  assert.equal(intervalMilliseconds('-9223372036854775808'), Number.POSITIVE_INFINITY)
  for (const text of ['', '18000000000', '-1.5', '-0x10', '--1', `-${'9'.repeat(20)}`])
    assert.throws(() => intervalMilliseconds(text), { code: 'AD_INTERVAL_INVALID' }, text)
})
