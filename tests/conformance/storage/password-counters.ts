import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptCounts, AttemptToCount, PasswordCounters } from '../../../src/ports/password-counters.ts'

/** What every PasswordCounters does, whatever it keeps its counts in. `open` gives an empty one. */

const key = { gatewayId: 'ad', accountKey: 'S-1-5-21-1-2-3-1101' }
const start = Date.UTC(2026, 2, 1, 12)
const minute = 60_000
const at = (minutes: number) => new Date(start + minutes * minute)

const times = (minutes: number) => ({ now: at(minutes), since: at(minutes - 30) })

/** At `minutes` after the start, with a window of 30 minutes. */
function attempt(minutes: number, changes: Partial<AttemptToCount> = {}): AttemptToCount {
  return {
    ...{ ...key, dn: 'CN=Ada,DC=example', place: 'unfamiliar', limit: 4 },
    ...{ now: at(minutes), since: at(minutes - 30), expiresAt: at(minutes + 30), underWayUntil: at(minutes + 1) },
    ...changes,
  }
}

const figures = (counts: AttemptCounts | undefined) =>
  counts && [counts.familiar.attempts, counts.unfamiliar.attempts, counts.underWay]

export function passwordCounterSuite(label: string, open: () => Promise<PasswordCounters>): void {
  const opened = (name: string, run: (counters: PasswordCounters) => Promise<void>) =>
    test(`${label}: ${name}`, async () => run(await open()))

  const found = async (counters: PasswordCounters, minutes: number) =>
    figures((await counters.find(key, '192.0.2.1', times(minutes))).counts)

  opened('nothing was counted, and no location is familiar, before the first attempt', async (counters) => {
    const { counts, familiarSeenAt } = await counters.find(key, '192.0.2.1', times(0))
    assert.deepEqual(figures(counts), [0, 0, 0])
    assert.equal(familiarSeenAt, undefined)
  })

  opened('the places are counted apart, up to the limit and no further', async (counters) => {
    assert.deepEqual(figures(await counters.count(attempt(0, { limit: 2 }))), [0, 1, 1])
    assert.deepEqual(figures(await counters.count(attempt(0.1, { limit: 2 }))), [0, 2, 2])
    assert.equal(await counters.count(attempt(0.2, { limit: 2 })), undefined)
    assert.deepEqual(figures(await counters.count(attempt(0.3, { place: 'familiar', limit: 2 }))), [1, 2, 3])
    assert.deepEqual((await counters.find(key, '', times(0))).counts.unfamiliar.lastAt, at(0.1))
  })

  opened('accounts and gateways are counted apart', async (counters) => {
    await counters.count(attempt(0, { limit: 1 }))
    assert.ok(await counters.count(attempt(0, { limit: 1, accountKey: 'unknown/00ff', dn: undefined })))
    assert.ok(await counters.count(attempt(0, { limit: 1, gatewayId: 'other' })))
    assert.equal(await counters.count(attempt(0, { limit: 1 })), undefined)
  })

  opened('of a hundred guesses at once exactly as many pass as the limit allows', async (counters) => {
    const passed = await Promise.all(Array.from({ length: 100 }, () => counters.count(attempt(0))))
    assert.equal(passed.filter((counts) => counts !== undefined).length, 4)
    const numbers = passed.flatMap((counts) => (counts === undefined ? [] : [counts.unfamiliar.attempts]))
    assert.deepEqual(numbers.sort(), [1, 2, 3, 4])
    assert.deepEqual(await found(counters, 0), [0, 4, 4])
  })

  opened('a refused attempt does not prolong the window; when it is over the count begins anew', async (counters) => {
    await counters.count(attempt(0, { limit: 1 }))
    assert.equal(await counters.count(attempt(29, { limit: 1 })), undefined)
    assert.deepEqual(await found(counters, 30), [0, 0, 0])
    assert.deepEqual(figures(await counters.count(attempt(30, { limit: 1 }))), [0, 1, 1])
  })

  opened('a wrong password stays counted and is not under way any more', async (counters) => {
    await counters.count(attempt(0))
    await counters.settle(key, 'unfamiliar', 'wrong', true)
    assert.deepEqual(await found(counters, 0), [0, 1, 0])
  })

  opened('a right password and one that nobody judged are not counted', async (counters) => {
    for (const verdict of ['right', 'unjudged'] as const) {
      await counters.count(attempt(0))
      await counters.count(attempt(0))
      await counters.settle(key, 'unfamiliar', verdict, true)
      assert.deepEqual(await found(counters, 0), [0, 1, 1])
      await counters.settle(key, 'unfamiliar', verdict, true)
      assert.deepEqual(await found(counters, 0), [0, 0, 0])
    }
  })

  opened(
    'a right password in a familiar place begins the count there anew, but for what is under way',
    async (counters) => {
      const familiar = { place: 'familiar', limit: 9 } as const
      for (let count = 0; count < 3; count++) {
        await counters.count(attempt(0, familiar))
        await counters.settle(key, 'familiar', 'wrong', true)
      }
      await counters.count(attempt(0))
      await counters.settle(key, 'unfamiliar', 'wrong', true)
      await counters.count(attempt(0, familiar))
      await counters.count(attempt(0, familiar))
      assert.deepEqual(await found(counters, 0), [5, 1, 2])
      await counters.settle(key, 'familiar', 'right', true)
      assert.deepEqual(await found(counters, 0), [1, 1, 1])
    },
  )

  opened('an attempt that never ended is forgotten once the directory must be done with it', async (counters) => {
    await counters.count(attempt(0))
    assert.deepEqual(figures(await counters.count(attempt(0.5))), [0, 2, 2])
    assert.deepEqual(figures(await counters.count(attempt(1.5))), [0, 3, 1])
    await counters.settle(key, 'unfamiliar', 'unjudged', false)
    assert.deepEqual(await found(counters, 1.5), [0, 2, 1])
  })

  opened('the end of an attempt that nobody counted changes nothing', async (counters) => {
    await counters.settle(key, 'familiar', 'unjudged', true)
    await counters.count(attempt(0))
    await counters.settle(key, 'familiar', 'unjudged', false)
    assert.deepEqual(await found(counters, 0), [0, 1, 1])
  })

  opened('of many familiar locations those last seen stay', async (counters) => {
    const seen = async (location: string) => (await counters.find(key, location, times(0))).familiarSeenAt
    for (const minutes of [1, 2, 3]) await counters.addLocation(key, `192.0.2.${minutes}`, at(minutes), 3)
    await counters.addLocation(key, '192.0.2.1', at(4), 3)
    await counters.addLocation({ ...key, gatewayId: 'other' }, '192.0.2.2', at(1), 3)
    await counters.addLocation(key, '2001:db8::/64', at(5), 3)
    assert.deepEqual(await seen('192.0.2.1'), at(4))
    assert.equal(await seen('192.0.2.2'), undefined)
    assert.deepEqual(await seen('192.0.2.3'), at(3))
    assert.deepEqual(await seen('2001:db8::/64'), at(5))
    assert.ok((await counters.find({ ...key, gatewayId: 'other' }, '192.0.2.2', times(0))).familiarSeenAt)
  })

  opened('lists the accounts that count, the latest first, and no user name that nobody has', async (counters) => {
    await counters.count(attempt(0))
    await counters.count(attempt(2, { accountKey: 'S-1-5-21-1-2-3-1102', dn: 'CN=Bob', place: 'familiar' }))
    await counters.count(attempt(3, { accountKey: 'unknown/00ff', dn: undefined }))
    await counters.count(attempt(4, { accountKey: 'S-1-5-21-1-2-3-1103', dn: 'CN=Cy' }))
    await counters.settle({ ...key, accountKey: 'S-1-5-21-1-2-3-1103' }, 'unfamiliar', 'right', true)
    const listed = await counters.list(at(5), 10)
    assert.deepEqual(
      listed.map(({ dn }) => dn),
      ['CN=Bob', 'CN=Ada,DC=example'],
    )
    const { gatewayId, objectSid, familiar, unfamiliar, expiresAt } = listed[0] ?? assert.fail()
    assert.deepEqual(
      { gatewayId, objectSid, expiresAt },
      { gatewayId: 'ad', objectSid: 'S-1-5-21-1-2-3-1102', expiresAt: at(32) },
    )
    assert.deepEqual([familiar.attempts, familiar.lastAt, unfamiliar.attempts], [1, at(2), 0])
    assert.deepEqual((await counters.list(at(5), 1)).length, 1)
    assert.deepEqual((await counters.list(at(31), 10)).length, 1)
  })

  opened('an unlocked account may try again; what is under way stays known', async (counters) => {
    assert.equal(await counters.clear(key), false)
    await counters.count(attempt(0, { limit: 1 }))
    assert.equal(await counters.clear(key), true)
    assert.equal(await counters.clear(key), false)
    assert.deepEqual(figures(await counters.count(attempt(0.1, { limit: 1 }))), [0, 1, 2])
  })

  opened('what expired goes, and no more', async (counters) => {
    for (let slot = 0; slot < 20; slot++) await counters.count(attempt(0, { accountKey: `unknown/${slot}` }))
    await counters.count(attempt(10))
    await counters.addLocation(key, '192.0.2.1', at(0), 9)
    await counters.addLocation(key, '192.0.2.2', at(10), 9)
    assert.equal(await counters.deleteOld(at(30), at(10)), 21)
    assert.equal(await counters.deleteOld(at(30), at(10)), 0)
    assert.deepEqual(await found(counters, 30), [0, 1, 0])
    assert.ok((await counters.find(key, '192.0.2.2', times(0))).familiarSeenAt)
  })
}
