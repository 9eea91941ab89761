import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProfileRecord, ProfileRepository } from '../../../src/ports.ts'

/** What every ProfileRepository does, whatever it keeps its records in. `open` gives an empty one. */

export function profileRecord(changes: Partial<ProfileRecord> = {}): ProfileRecord {
  return {
    id: 'p1',
    gatewayId: 'ad',
    userTypeId: 'devices',
    account: 'device',
    username: 'WS01$',
    objectSid: 'S-1-5-21-1-2-3-1101',
    links: { objectGUID: '3f0817b9-ca17-4714-ab81-f7b5943dec7b', dn: 'CN=WS01,OU=Computers,DC=example' },
    profile: {
      username: 'WS01$',
      name: { given: 'Ada', family: 'Bühler' },
      memberOfGroupNames: ['a', 'b'],
      hybridJoinedDevice: true,
    },
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    updatedAt: new Date('2026-01-02T03:04:05.678Z'),
    ...changes,
  }
}

export function profileSuite(label: string, open: () => Promise<ProfileRepository>): void {
  test(`${label}: a profile that is not there is undefined`, async () => {
    const profiles = await open()
    assert.equal(await profiles.findBySid('ad', 'S-1-5-21-1-2-3-1101'), undefined)
    assert.equal(await profiles.findByUsername('ad', 'WS01$'), undefined)
  })

  test(`${label}: what was saved comes back whole, by SID and by user name in any case`, async () => {
    const profiles = await open()
    await profiles.save(profileRecord())
    assert.deepEqual(await profiles.findBySid('ad', 'S-1-5-21-1-2-3-1101'), profileRecord())
    assert.deepEqual(await profiles.findByUsername('ad', 'ws01$'), profileRecord())
  })

  test(`${label}: gateways keep their profiles apart`, async () => {
    const profiles = await open()
    await profiles.save(profileRecord())
    await profiles.save(profileRecord({ id: 'p2', gatewayId: 'other' }))
    assert.equal((await profiles.findBySid('ad', 'S-1-5-21-1-2-3-1101'))?.id, 'p1')
    assert.equal((await profiles.findByUsername('other', 'WS01$'))?.id, 'p2')
    assert.equal(await profiles.findBySid('third', 'S-1-5-21-1-2-3-1101'), undefined)
  })

  test(`${label}: saving again replaces all but the id and the time of creation`, async () => {
    const profiles = await open()
    await profiles.save(profileRecord())
    const later = new Date('2026-02-01T00:00:00Z')
    await profiles.save(
      profileRecord({ username: 'WS02$', links: {}, profile: {}, createdAt: later, updatedAt: later }),
    )
    assert.equal(await profiles.findByUsername('ad', 'WS01$'), undefined)
    assert.deepEqual(
      await profiles.findBySid('ad', 'S-1-5-21-1-2-3-1101'),
      profileRecord({ username: 'WS02$', links: {}, profile: {}, updatedAt: later }),
    )
  })

  test(`${label}: an account made anew keeps its profile and takes the new SID`, async () => {
    const profiles = await open()
    await profiles.save(profileRecord())
    await profiles.save(profileRecord({ objectSid: 'S-1-5-21-1-2-3-2202' }))
    assert.equal(await profiles.findBySid('ad', 'S-1-5-21-1-2-3-1101'), undefined)
    assert.equal((await profiles.findBySid('ad', 'S-1-5-21-1-2-3-2202'))?.id, 'p1')
  })

  test(`${label}: two first sign-ins at once leave one profile`, async () => {
    const profiles = await open()
    await Promise.all([profiles.save(profileRecord()), profiles.save(profileRecord({ id: 'p2' }))])
    const kept = await profiles.findBySid('ad', 'S-1-5-21-1-2-3-1101')
    assert.ok(kept)
    assert.equal((await profiles.findByUsername('ad', 'WS01$'))?.id, kept.id)
  })

  test(`${label}: one profile cannot take the SID of another`, async () => {
    const profiles = await open()
    await profiles.save(profileRecord())
    await profiles.save(profileRecord({ id: 'p2', objectSid: 'S-1-5-21-1-2-3-9' }))
    await assert.rejects(profiles.save(profileRecord({ id: 'p2' })), { code: 'STORAGE_PROFILE_CONFLICT' })
    assert.equal((await profiles.findBySid('ad', 'S-1-5-21-1-2-3-9'))?.id, 'p2')
  })

  test(`${label}: of several profiles with one user name the last one updated is found`, async () => {
    const profiles = await open()
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    await profiles.save(profileRecord({ id: 'p1', objectSid: 'S-1-5-21-1-2-3-1', updatedAt: at(1) }))
    await profiles.save(profileRecord({ id: 'p2', objectSid: 'S-1-5-21-1-2-3-2', updatedAt: at(3) }))
    await profiles.save(profileRecord({ id: 'p3', objectSid: 'S-1-5-21-1-2-3-3', updatedAt: at(2) }))
    assert.equal((await profiles.findByUsername('ad', 'WS01$'))?.id, 'p2')
  })

  test(`${label}: odd text is kept as it is`, async () => {
    const profiles = await open()
    const odd = `O'Brien "x" \\ %_ ; -- ${'é'.normalize('NFD')} 😀 \n\t`
    await profiles.save(profileRecord({ username: odd, profile: { username: odd, nul: 'a\0b' } }))
    const found = await profiles.findByUsername('ad', odd)
    assert.equal(found?.username, odd)
    assert.equal(found?.profile.username, odd)
  })
}
