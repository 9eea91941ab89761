import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networks } from '../../../src/config/managed-settings.ts'

test('intranet ranges are addresses or ranges that a network can have, or the settings are refused', () => {
  const accepted = (range: string) => networks.safeParse({ intranetRanges: [range] }).success
  for (const range of ['10.0.0.0/8', '192.0.2.7', '0.0.0.0/0', 'fd00::/8', '::1', '::ffff:10.0.0.1/128'])
    assert.ok(accepted(range), range)
  for (const range of [
    '',
    '10',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'fd00::/129',
    'intranet',
    '10.0.0.256',
    ' 10.0.0.1',
  ])
    assert.ok(!accepted(range), range)
})
