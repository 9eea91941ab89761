import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProfileRecord } from '../../../src/ports.ts'
import { cachedProfiles } from '../../../src/storage/cached-profiles.ts'
import { profileRecord } from '../../conformance/storage/profiles.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'

/** A cache over a database that another node writes to as well, and a count of its reads. */
function stage(options: Parameters<typeof cachedProfiles>[2] = {}) {
  const database = memoryProfiles()
  const clock = fixedClock()
  const reads: string[] = []
  const counted = {
    ...database,
    async findBySid(gatewayId: string, objectSid: string) {
      reads.push(objectSid)
      return database.findBySid(gatewayId, objectSid)
    },
  }
  const profiles = cachedProfiles(counted, clock, options)
  const find = (record: ProfileRecord) => profiles.findBySid(record.gatewayId, record.objectSid)
  return { database, counted, clock, reads, profiles, find }
}

const other = (n: number) => profileRecord({ id: `p${n}`, objectSid: `S-1-5-21-1-2-3-${n}` })

test('a profile is read once, and again when it has been held for long enough', async () => {
  const { clock, reads, profiles, find } = stage({ keepMilliseconds: 1000 })
  await profiles.save(profileRecord())
  for (let at = 0; at < 3; at += 1) assert.deepEqual(await find(profileRecord()), profileRecord())
  assert.equal(reads.length, 1)
  clock.advance(1000)
  await find(profileRecord())
  assert.equal(reads.length, 2)
})

test('what was deleted is not held, not even by a read that was under way', async () => {
  const { reads, profiles, find } = stage()
  await profiles.save(profileRecord())
  await find(profileRecord())
  const { gatewayId, objectSid } = profileRecord()
  profiles.forget(gatewayId, objectSid)
  const underWay = find(profileRecord())
  profiles.forget(gatewayId, objectSid)
  await underWay
  await find(profileRecord())
  assert.equal(reads.length, 3)
})

test('that there is no profile is not remembered: another node may make one', async () => {
  const { database, find } = stage()
  assert.equal(await find(profileRecord()), undefined)
  await database.save(profileRecord())
  assert.equal((await find(profileRecord()))?.id, 'p1')
})

test('a first sign-in on two nodes: the id of the one that was first is what both go on with', async () => {
  const { database, profiles, find } = stage()
  await database.save(profileRecord({ id: 'theirs' }))
  await profiles.save(profileRecord({ id: 'ours' }))
  assert.equal((await find(profileRecord()))?.id, 'theirs')
})

test('what was saved here is seen here at once, also where the account got another SID', async () => {
  const { profiles, find } = stage()
  await profiles.save(profileRecord())
  await find(profileRecord())
  await profiles.save(profileRecord({ username: 'WS02$' }))
  assert.equal((await find(profileRecord()))?.username, 'WS02$')
  await profiles.save({ ...other(9), id: 'p1' })
  assert.equal(await find(profileRecord()), undefined)
})

test('a read that a save overtook is not held', async () => {
  const { counted, profiles, find } = stage()
  await profiles.save(profileRecord())
  const read = counted.findBySid
  const gate = Promise.withResolvers<void>()
  counted.findBySid = async (...key) => {
    const before = await read(...key)
    await gate.promise
    return before
  }
  const slow = find(profileRecord())
  await profiles.save(profileRecord({ username: 'WS02$' }))
  gate.resolve()
  await slow
  counted.findBySid = read
  assert.equal((await find(profileRecord()))?.username, 'WS02$')
})

test('no more are held than the limit: the longest held goes', async () => {
  const { reads, profiles, find } = stage({ limit: 2 })
  for (const n of [1, 2, 3]) await profiles.save(other(n))
  for (const n of [1, 2, 3, 3, 2, 1]) await find(other(n))
  assert.deepEqual(
    reads.map((sid) => sid.at(-1)),
    ['1', '2', '3', '1'],
  )
})
