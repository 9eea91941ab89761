import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AddressLimiter } from '../../../src/lockout/address-limiter.ts'

const share = { perMinute: 30, atOnce: 5 }

test('an address has its share at once, then a token every two seconds', () => {
  const limiter = new AddressLimiter()
  const take = (seconds: number) => limiter.take('192.0.2.1', share, seconds * 1000)
  assert.deepEqual([0, 0, 0, 0, 0, 0, 1, 2, 2].map(take), [true, true, true, true, true, false, false, true, false])
  assert.ok(limiter.take('192.0.2.2', share, 2000))
  assert.deepEqual([600, 600, 600, 600, 600, 600].map(take), [true, true, true, true, true, false])
})

test('an office whose people know their passwords is not slowed', () => {
  const limiter = new AddressLimiter()
  for (let signIn = 0; signIn < 1000; signIn++) {
    assert.ok(limiter.take('192.0.2.1', share, 0))
    limiter.giveBack('192.0.2.1')
  }
})

test('tokens given back do not pile up', () => {
  const limiter = new AddressLimiter()
  limiter.take('192.0.2.1', share, 0)
  for (let more = 0; more < 100; more++) limiter.giveBack('192.0.2.1')
  const taken = Array.from({ length: 100 }, () => limiter.take('192.0.2.1', share, 0)).filter((passed) => passed)
  assert.equal(taken.length, share.atOnce)
})

test('10,000 addresses do not grow it without end; the one heard of last is not forgotten', () => {
  const limiter = new AddressLimiter(100)
  for (let count = 0; count < 10_000; count++) {
    limiter.take('192.0.2.1', share, 0)
    limiter.take(`10.0.${count >> 8}.${count & 255}`, share, 0)
  }
  assert.equal(limiter.size, 100)
  assert.equal(limiter.take('192.0.2.1', share, 0), false)
})
