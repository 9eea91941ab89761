import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProfileFilter, ProfileSearch } from '../../../src/ports/profile-search.ts'
import type { ProfileRecord, ProfileRepository } from '../../../src/ports.ts'
import { profileRecord } from './profiles.ts'

/** What looking through the profiles gives. `open` gives empty ones. */
export function profileSearchSuite(
  label: string,
  open: () => Promise<{ readonly profiles: ProfileRepository; readonly search: ProfileSearch }>,
): void {
  const people: readonly ProfileRecord[] = Array.from({ length: 30 }, (_, n) =>
    profileRecord({
      id: `p${n}`,
      username: `${n % 3 === 0 ? 'WS' : 'anna'}.${String(n % 7)}`,
      objectSid: `S-1-5-21-1-2-3-${n}`,
      gatewayId: n % 2 === 0 ? 'ad' : 'other',
      account: n % 3 === 0 ? 'device' : 'user',
      userTypeId: n % 3 === 0 ? 'devices' : 'users',
      profile: n % 5 === 0 ? {} : { population: { id: n % 3 === 0 ? 'computers' : 'staff' } },
    }),
  )
  const filters: readonly (readonly [ProfileFilter, (record: ProfileRecord) => boolean])[] = [
    [{}, () => true],
    [{ usernamePrefix: 'ANNA.3' }, ({ username }) => username.startsWith('anna.3')],
    [{ usernamePrefix: 'w' }, ({ username }) => username.startsWith('WS')],
    [{ usernamePrefix: '%' }, () => false],
    [{ gatewayId: 'other' }, ({ gatewayId }) => gatewayId === 'other'],
    [{ account: 'device', gatewayId: 'ad' }, ({ account, gatewayId }) => account === 'device' && gatewayId === 'ad'],
    [{ userTypeId: 'users', usernamePrefix: 'anna.1' }, ({ username }) => username === 'anna.1'],
    [{ populationId: 'staff' }, ({ profile, account }) => 'population' in profile && account === 'user'],
    [
      { populationId: 'staff', gatewayId: 'ad', usernamePrefix: 'anna' },
      ({ profile, account, gatewayId }) => 'population' in profile && account === 'user' && gatewayId === 'ad',
    ],
  ]

  test(`${label}: every filter finds those it says, by user name, page by page, each once`, async () => {
    const { profiles, search } = await open()
    for (const record of people) await profiles.save(record)
    for (const [filter, holds] of filters) {
      const seen: ProfileRecord[] = []
      let cursor: string | undefined
      do {
        const page = await search.list(filter, 4, cursor)
        seen.push(...page.records)
        cursor = page.cursor
      } while (cursor !== undefined)
      const order = ({ username, id }: ProfileRecord) => `${username.toLowerCase()} ${id}`
      const expected = people.filter(holds).toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
      assert.deepEqual(seen, expected, JSON.stringify(filter))
    }
  })

  test(`${label}: one is found by its id, and populations are counted`, async () => {
    const { profiles, search } = await open()
    for (const record of people) await profiles.save(record)
    assert.deepEqual(await search.find('p7'), people[7])
    assert.equal(await search.find('\0'), undefined)
    const counts = await search.countByPopulation()
    assert.deepEqual(Object.fromEntries(counts.map(({ populationId, count }) => [populationId ?? '', count])), {
      '': 6,
      computers: 8,
      staff: 16,
    })
    // One that moved is counted where it is now.
    await profiles.save({ ...profileRecord(people[7]), profile: { population: { id: 'computers' } } })
    assert.equal((await search.list({ populationId: 'computers' }, 50)).records.length, 9)
  })

  test(`${label}: a cursor that is not ours begins at the first`, async () => {
    const { profiles, search } = await open()
    await profiles.save(profileRecord())
    for (const cursor of ['', 'x', 'W10', 'WzEsMl0', '\0', 'bnVsbA'])
      assert.equal((await search.list({}, 1, cursor)).records.length, 1, cursor)
  })
}
