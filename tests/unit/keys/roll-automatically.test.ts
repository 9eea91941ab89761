import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookAtKeys } from '../../../src/keys/roll-automatically.ts'
import { dayMilliseconds } from '../../../src/keys/rollover-state.ts'
import { rolloverStage } from './rollover-stage.ts'

const by = { recordedBy: 'Ada' }
const hour = 3_600_000

async function watchedStage(signingKeys: Record<string, unknown> = {}) {
  const stage = await rolloverStage(signingKeys)
  const said: string[] = []
  const look = lookAtKeys({
    ...stage,
    told: ({ text }) => said.push(text.split(' ').slice(0, 4).join(' ')),
    warned: ({ code }) => said.push(code),
    failed: (error) => said.push(String(error)),
  })
  /** What was said since the last look. */
  const since = async () => {
    await look()
    return said.splice(0)
  }
  return { ...stage, since }
}

test('ahead of the end a key is made; it signs once it is proved, and an hour later at the soonest; the old one retires', async () => {
  const { clock, rollover, shown, addKey, since, states, keys } = await watchedStage({ overlapDays: 7 })
  await addKey('old', 'active', { days: 61 })
  assert.deepEqual(await since(), [])
  clock.advance(dayMilliseconds)
  assert.deepEqual(await since(), ['made the next signing', 'KEYS_EXPIRES_UNPROVED'])
  const next = (await keys.list()).find(({ state }) => state === 'next')?.id ?? ''
  clock.advance(40 * dayMilliseconds)
  // Never by time alone.
  assert.deepEqual(await since(), ['KEYS_EXPIRES_UNPROVED'])
  await rollover.prove([await shown('a', 'old', next), await shown('b', 'old', next)], by)
  clock.advance(hour - 1)
  assert.deepEqual(await since(), ['KEYS_SWITCH_WAITS'])
  clock.advance(1)
  assert.deepEqual(await since(), ['the next signing key'])
  assert.deepEqual(await states(), { old: 'previous', [next]: 'active' })
  clock.advance(7 * dayMilliseconds - 1)
  assert.deepEqual(await since(), [])
  clock.advance(1)
  assert.deepEqual(await since(), ['the previous signing key'])
  assert.deepEqual(await states(), { old: 'retired', [next]: 'active' })
})

test('what was undone is not done again by itself, until it is proved anew', async () => {
  const { clock, rollover, shown, addKey, since, states } = await watchedStage()
  await addKey('old', 'active')
  await addKey('new', 'next')
  const prove = async () => rollover.prove([await shown('a', 'old', 'new'), await shown('b', 'old', 'new')], by)
  await prove()
  clock.advance(hour)
  await since()
  clock.advance(hour)
  await rollover.undo()
  clock.advance(10 * hour)
  assert.deepEqual(await since(), [])
  assert.deepEqual(await states(), { old: 'active', new: 'next' })
  await prove()
  clock.advance(hour)
  assert.deepEqual(await since(), ['the next signing key'])
})

test('near the end without proof the old key goes on, with an alarm each hour; also after the end', async () => {
  const { clock, addKey, since, states } = await watchedStage()
  await addKey('old', 'active', { days: 10 })
  await addKey('new', 'next')
  assert.deepEqual(await since(), ['KEYS_EXPIRES_UNPROVED'])
  assert.deepEqual(await since(), [])
  clock.advance(hour)
  assert.deepEqual(await since(), ['KEYS_EXPIRES_UNPROVED'])
  clock.advance(20 * dayMilliseconds)
  assert.deepEqual(await since(), ['KEYS_ACTIVE_EXPIRED'])
  assert.deepEqual(await states(), { old: 'active', new: 'next' })
})

test('a previous key that an application names stays, and that is said once an hour', async () => {
  const { clock, addKey, change, since, states } = await watchedStage({ overlapDays: 1 })
  await addKey('old', 'previous')
  await addKey('new', 'active')
  change({ a: 'corp.example.com' }, { a: 'old' })
  clock.advance(dayMilliseconds)
  assert.match((await since()).join(), /KEYS_IN_USE/)
  assert.deepEqual(await since(), [])
  clock.advance(hour)
  assert.match((await since()).join(), /KEYS_IN_USE/)
  assert.deepEqual(await states(), { old: 'previous', new: 'active' })
})

test('with automatic off there are warnings, once a day, and nothing else', async () => {
  const { clock, rollover, shown, addKey, since, states } = await watchedStage({ automatic: false })
  await addKey('old', 'active', { days: 30 })
  assert.deepEqual(await since(), ['KEYS_EXPIRES_SOON'])
  clock.advance(hour)
  assert.deepEqual(await since(), [])
  await addKey('new', 'next')
  await rollover.prove([await shown('a', 'old', 'new'), await shown('b', 'old', 'new')], by)
  clock.advance(2 * hour)
  assert.deepEqual(await since(), ['KEYS_SWITCH_WAITS'])
  assert.deepEqual(await states(), { old: 'active', new: 'next' })
})

test('two nodes at once do it once, and one says that it came second', async () => {
  const { addKey, rollover, clock, settings, keys } = await rolloverStage()
  await addKey('old', 'active', { days: 10 })
  const said: string[] = []
  const parts = { rollover, clock, settings, warned: () => {} }
  const node = {
    ...parts,
    told: () => said.push('told'),
    failed: (error: unknown) => said.push(String(error).slice(0, 36)),
  }
  await Promise.all([lookAtKeys(node)(), lookAtKeys(node)()])
  assert.deepEqual(said.sort(), ['IdpError: STORAGE_SIGNING_KEY_EXISTS', 'told'])
  assert.equal((await keys.list()).length, 2)
})
