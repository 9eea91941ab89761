import assert from 'node:assert/strict'
import { test } from 'node:test'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { daysBefore, type Kept, Retention } from '../../../src/storage/retention.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'

function start(kept: readonly Kept[]) {
  const warnings: string[] = []
  const managed = managedSettings.parse({ retention: { signInLogDays: 10 } })
  const retention = new Retention({
    ...{ settings: { current: () => ({ managed, publicUrl: '' }) }, clock: fixedClock(), kept },
    ...{ warn: (text) => warnings.push(text), everyMilliseconds: 0, batch: 3, pauseMilliseconds: 0 },
  })
  return { retention, warnings }
}

/** So many records, deleted a few at a time. */
function stored(count: number) {
  const deletions: [Date, number][] = []
  const kept: Kept = {
    what: 'records',
    until: async ({ signInLogDays }, now) => daysBefore(now, signInLogDays),
    deleteOlder: async (before, limit) => {
      deletions.push([before, limit])
      const deleted = Math.min(limit, count)
      count -= deleted
      return deleted
    },
  }
  return { kept, deletions }
}

test('what is older than the settings say is deleted a few at a time, until nothing of it is left', async () => {
  const { kept, deletions } = stored(7)
  await start([kept]).retention.run()
  const before = new Date('2026-02-19T12:00:00Z')
  assert.deepEqual(deletions, [
    [before, 3],
    [before, 3],
    [before, 3],
  ])
})

test('what cannot be deleted is warned of, and keeps nothing else', async () => {
  const { kept, deletions } = stored(1)
  const failing: Kept = { ...kept, what: 'other records', deleteOlder: () => Promise.reject(new Error('away')) }
  const { retention, warnings } = start([failing, kept])
  await retention.run()
  assert.deepEqual(warnings, ['other records stay longer than they should: away'])
  assert.equal(deletions.length, 1)
})

test('closing ends it between two steps', async () => {
  const { kept, deletions } = stored(Number.POSITIVE_INFINITY)
  const { retention } = start([kept])
  const running = retention.run()
  while (deletions.length < 3) await new Promise((resolve) => setImmediate(resolve))
  await retention.close()
  await running
  const count = deletions.length
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.equal(deletions.length, count)
})
