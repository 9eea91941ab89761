import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../../src/secret.ts'
import { factorChallengeRepository } from '../../../src/storage/factor-challenge-repository.ts'
import type { OpenDatabase } from '../../../src/storage/open-database.ts'
import { passwordCounterRepository } from '../../../src/storage/password-counter-repository.ts'
import { personData } from '../../../src/storage/person-data.ts'
import { profileRepository } from '../../../src/storage/profile-repository.ts'
import type { Sealer } from '../../../src/storage/sealer.ts'
import { secondFactorRepository } from '../../../src/storage/second-factor-repository.ts'
import { sessionRepository } from '../../../src/storage/session-repository.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'
import { signInRow } from '../../../src/storage/sign-in-row.ts'
import { profileRecord } from './profiles.ts'
import { totpFactor } from './second-factors.ts'
import { sessionRecord } from './sessions.ts'
import { signInRecord } from './sign-ins.ts'

/** Everything of a person, from every table, and of nobody else. */

const gatewayId = 'ad'
const alice = 'S-1-5-21-1-2-3-1105'
const bob = 'S-1-5-21-1-2-3-1106'
const person = { gatewayId, objectSid: alice, principals: ['alice@CORP.EXAMPLE.TEST'] }
const now = new Date('2026-03-01T12:00:00Z')
const later = new Date('2026-03-01T13:00:00Z')

export function personDataSuite(label: string, open: () => Promise<OpenDatabase>, sealer: () => Promise<Sealer>): void {
  /** Both have everything; the database as text shows who is in it. */
  async function twoPeople() {
    const { kysely: database } = await open()
    const profiles = profileRepository(database)
    const sessions = sessionRepository(database)
    const secondFactors = secondFactorRepository(database, sealer)
    const signIns = signInRecords(database)
    const counters = passwordCounterRepository(database)
    const challenges = factorChallengeRepository(database, sealer)
    for (const [name, objectSid] of Object.entries({ alice, bob })) {
      await profiles.save(profileRecord({ id: `id-${name}`, gatewayId, objectSid, username: name }))
      const id = name.padEnd(64, '0')
      await sessions.add(sessionRecord({ id, gatewayId, objectSid, samAccountName: name }), undefined)
      await challenges.keep({ sessionId: id, purpose: 'enrolTotp' }, new Secret('x'), later)
      await secondFactors.add({ gatewayId, objectSid }, { ...totpFactor(), id: `factor-${name}` })
      await secondFactors.replaceRecoveryCodes({ gatewayId, objectSid }, [`hash-${name}`])
      await counters.addLocation({ gatewayId, accountKey: objectSid }, '10.0.0.0/24', now, 5)
      for (const accountKey of [objectSid, `secondFactor/${objectSid}`])
        await counters.count({
          ...{ gatewayId, accountKey, dn: `CN=${name}`, place: 'unfamiliar', limit: 5 },
          ...{ now, since: new Date(0), expiresAt: later, underWayUntil: now },
        })
      const signIn = signInRecord({ traceId: `trace-${name}`, principal: `${name}@CORP.example.test` })
      await signIns.write([signInRow(signIn)])
    }
    const forgotten: string[] = []
    const forget = (_: string, objectSid: string) => void forgotten.push(objectSid)
    const data = personData({ database, profiles, sessions, secondFactors, signIns, forget })
    const everything = async () => {
      const tables = await database.introspection.getTables()
      const rows = tables.map(({ name }) =>
        database
          .selectFrom(name as 'profiles')
          .selectAll()
          .execute(),
      )
      return JSON.stringify(await Promise.all(rows))
    }
    return { data, forgotten, everything }
  }

  test(`${label}: everything of a person is collected, without a secret`, async () => {
    const { data } = await twoPeople()
    const found = await data.collect(person, 100)
    assert.equal(found.profile?.id, 'id-alice')
    assert.equal(found.sessions[0]?.samAccountName, 'alice')
    assert.deepEqual([found.sessions.length, found.factors.length, found.recoveryCodesLeft], [1, 1, 1])
    assert.deepEqual([found.wrongPasswords.length, found.familiarLocations.length], [2, 1])
    assert.deepEqual(
      found.signIns.map(({ traceId }) => traceId),
      ['trace-alice'],
    )
    assert.equal(found.hasMoreSignIns, false)
    const text = JSON.stringify(found)
    for (const secret of ['twenty secret octets', 'hash-alice', 'alice'.padEnd(64, '0'), 'bob'])
      assert.ok(!text.includes(secret), secret)
  })

  test(`${label}: after an erasure no table names the person, and everybody else is whole`, async () => {
    const { data, forgotten, everything } = await twoPeople()
    const before = await everything()
    assert.deepEqual(await data.erase(person), {
      ...{ profiles: 1, sessions: 1, factors: 1, recoveryCodes: 1 },
      ...{ familiarLocations: 1, wrongPasswords: 2, signIns: 1 },
    })
    const after = await everything()
    assert.ok(before.includes(alice) && !after.includes(alice))
    assert.doesNotMatch(after, /alice/)
    const countOf = (text: string) => text.split('bob').length
    assert.equal(countOf(after), countOf(before))
    assert.deepEqual(forgotten, [alice])
    assert.equal((await data.erase(person)).profiles, 0)
  })

  test(`${label}: sign-ins stay where they are not asked for`, async () => {
    const { data } = await twoPeople()
    assert.equal((await data.erase({ ...person, principals: [] })).signIns, 0)
    assert.equal((await data.collect(person, 100)).signIns.length, 1)
  })
}
