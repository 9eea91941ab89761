import assert from 'node:assert/strict'
import { test } from 'node:test'
import { locationOf } from '../../../src/lockout/location-of.ts'

test('a location is an IPv4 address, or the /64 of an IPv6 one, however it is written', () => {
  const cases = [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8::192.0.2.1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ] as const
  for (const [address, location] of cases) assert.equal(locationOf(address), location, address)
})

test('what is no address stands for itself, and is not endless', () => {
  assert.equal(locationOf(''), '')
  assert.equal(locationOf('unknown'), 'unknown')
  assert.equal(locationOf('x'.repeat(10_000)).length, 64)
})
