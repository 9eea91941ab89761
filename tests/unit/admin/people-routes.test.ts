import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createSignInLog } from '../../../src/issuance/create-sign-in-log.ts'
import { resetFactors } from '../../../src/issuance/second-factor/reset-factors.ts'
import { adminLockouts } from '../../../src/lockout/admin-lockouts.ts'
import { SecondFactorLockout } from '../../../src/lockout/second-factor-lockout.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'
import { profileRecord } from '../../conformance/storage/profiles.ts'
import { totpFactor } from '../../conformance/storage/second-factors.ts'
import { sessionRecord } from '../../conformance/storage/sessions.ts'
import { memoryDirectory } from '../../fakes/memory-directory.ts'
import { type AdminStage, openAdminStage } from './admin-stage.ts'

const gatewayId = 'ad'
const alice = 'S-1-5-21-1-2-3-1105'
const id = 'a'.repeat(64)
let stage: AdminStage

before(async () => {
  const system = { clock: systemClock, randomness: systemRandomness }
  const signInLog = createSignInLog({ ...system, record: () => {} })
  stage = await openAdminStage(({ settings, passwordCounters: counters, sessions, secondFactors }) => {
    const factorLockout = new SecondFactorLockout({ settings, counters, clock: systemClock })
    return {
      lockouts: adminLockouts({ settings, counters, directory: memoryDirectory(), clock: systemClock }),
      resetFactors: (reset) => resetFactors(reset, { factorLockout, signInLog, sessions, secondFactors }),
    }
  })
  const { sessions, secondFactors, passwordCounters } = stage.storage
  for (const [name, objectSid] of Object.entries({ alice, albert: 'S-1-5-21-1-2-3-9', bob: 'S-1-5-21-1-2-3-8' })) {
    const profile = { username: name, name: { given: name }, population: { id: 'staff' } }
    await stage.storage.profiles.save(profileRecord({ id: `u-${name}`, gatewayId, objectSid, username: name, profile }))
  }
  await sessions.add(sessionRecord({ id, gatewayId, objectSid: alice }), undefined)
  await secondFactors.add({ gatewayId, objectSid: alice }, totpFactor())
  const now = new Date()
  const later = new Date(now.getTime() + 600_000)
  await passwordCounters.count({
    ...{ gatewayId, accountKey: alice, dn: 'CN=Alice', place: 'unfamiliar', limit: 5 },
    ...{ now, since: new Date(0), expiresAt: later, underWayUntil: now },
  })
})
after(() => stage.close())

test('users are listed by the beginning of their name, page by page, in the form of PingOne', async () => {
  const first = await stage.ask('GET', '/users?search=AL&limit=1', { role: 'readOnly' })
  assert.equal(first.status, 200)
  const [user] = first.body._embedded.users
  assert.equal(user.username, 'albert')
  assert.deepEqual(user.population, { id: 'staff' })
  assert.equal(user.password.external.gateway.id, gatewayId)
  const second = await stage.ask('GET', first.body._links.next.href)
  assert.deepEqual(
    second.body._embedded.users.map(({ username }: { username: string }) => username),
    ['alice'],
  )
  assert.equal(second.body._links.next, undefined)
  const counts = await stage.ask('GET', '/populationCounts')
  assert.deepEqual(counts.body._embedded.populationCounts, [{ population: { id: 'staff' }, userCount: 3 }])
})

test('a help desk may not look at people, and a reader may not change them', async () => {
  for (const path of ['/users', '/sessions', '/lockouts', '/directory/entries?kind=user', '/users/u-alice/factors'])
    assert.equal((await stage.ask('GET', path, { role: 'helpDesk' })).status, 403, path)
  for (const path of ['/users/u-alice', `/sessions/${id}`, '/users/u-alice/factors', '/lockouts/ad~S-1'])
    assert.equal((await stage.ask('DELETE', path, { role: 'readOnly' })).status, 403, path)
  assert.equal((await stage.ask('GET', '/users/u-alice/export', { role: 'readOnly' })).status, 403)
})

test('creating and changing a user is refused by name, with the reason', async () => {
  for (const [method, path] of [
    ['POST', '/users'],
    ['PUT', '/users/u-alice'],
  ] as const) {
    const { status, body } = await stage.ask(method, path, { body: {} })
    assert.equal(status, 400)
    assert.equal(body.joinery.code, 'ADMIN_USERS_FROM_DIRECTORY')
  }
})

test('factors are listed without their secrets', async () => {
  const { body, text } = await stage.ask('GET', '/users/u-alice/factors')
  assert.deepEqual(
    body._embedded.factors.map(({ kind }: { kind: string }) => kind),
    ['totp'],
  )
  assert.doesNotMatch(text, /secret|credential|lastCount/)
})

test('lockouts are listed and taken away, which is on record', async () => {
  const { body } = await stage.ask('GET', '/lockouts')
  const [one] = body._embedded.lockouts
  assert.deepEqual([one.unfamiliarAttempts, one.objectSid], [1, alice])
  assert.equal((await stage.ask('DELETE', `/lockouts/${one.id}`)).status, 204)
  assert.equal((await stage.ask('DELETE', `/lockouts/${one.id}`)).status, 404)
  const audit = await stage.ask('GET', '/audit?resource=lockouts')
  assert.equal(audit.body._embedded.auditRecords[0].action, 'unlock')
})

test('a session is listed and ended, once', async () => {
  const { body } = await stage.ask('GET', '/users/u-alice/sessions')
  assert.equal(body._embedded.sessions[0].samAccountName, 'alice')
  assert.equal(body.more, false)
  assert.equal((await stage.ask('DELETE', `/sessions/${id}`)).status, 204)
  assert.equal((await stage.ask('DELETE', `/sessions/${id}`)).status, 404)
  assert.equal((await stage.ask('GET', '/sessions')).body.size, 0)
})

test('what is kept of a person is exported, then deleted, and the record of it does not name the person', async () => {
  const exported = await stage.ask('GET', '/users/u-alice/export')
  assert.match(String(exported.headers['content-disposition']), /user-u-alice\.json/)
  assert.equal(exported.body.profile.username, 'alice')
  assert.equal(exported.body.factors.length, 1)
  assert.equal((await stage.ask('DELETE', '/users/u-alice?signIns=true')).status, 204)
  assert.equal((await stage.ask('GET', '/users/u-alice')).status, 404)
  assert.equal((await stage.storage.secondFactors.list({ gatewayId, objectSid: alice })).length, 0)
  const audit = await stage.ask('GET', '/audit?resource=users')
  const [record] = audit.body._embedded.auditRecords
  assert.equal(record.action, 'delete')
  assert.doesNotMatch(JSON.stringify(record.before), /alice|S-1-5/)
})

test('somebody who lost everything gets factors reset and sessions ended', async () => {
  const bob = { gatewayId, objectSid: 'S-1-5-21-1-2-3-8' }
  await stage.storage.secondFactors.add(bob, totpFactor())
  assert.equal((await stage.ask('DELETE', '/users/u-bob/factors')).status, 204)
  assert.equal((await stage.storage.secondFactors.list(bob)).length, 0)
})
