import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gateway as gatewaySchema } from '../../../../src/config/gateway.ts'
import { cloudUserType, deviceUserType } from '../../../../src/config/presets.ts'
import { rememberProfile } from '../../../../src/issuance/lookup/remember-profile.ts'
import type { FoundEntry } from '../../../../src/issuance/stages.ts'
import type { Profile, ProfileRecord } from '../../../../src/ports.ts'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { memoryProfiles } from '../../../fakes/memory-profiles.ts'

const objectSid = 'S-1-5-21-1-2-3-1104'
const gateway = gatewaySchema.parse({
  id: 'ad',
  name: 'AD',
  serversHostAndPort: ['dc1'],
  bindDN: 'CN=reader',
  userTypes: [
    cloudUserType({ id: 'users', searchBaseDn: 'OU=Users,DC=corp' }),
    deviceUserType({ id: 'devices', searchBaseDn: 'OU=Devices,DC=corp' }),
  ],
})

function setUp() {
  const profiles = memoryProfiles()
  const saved: ProfileRecord[] = []
  const clock = fixedClock()
  const watched = {
    ...profiles,
    async save(record: ProfileRecord) {
      saved.push(record)
      await profiles.save(record)
    },
  }
  async function remember(
    userTypeId: string,
    profile: Profile,
    dn = 'CN=x,DC=corp',
  ): Promise<ProfileRecord | undefined> {
    const userType = gateway.userTypes.find(({ id }) => id === userTypeId)
    assert.ok(userType)
    const known = await profiles.findBySid('ad', objectSid)
    const found: FoundEntry = {
      principal: {
        gateway,
        kerberosRealm: 'CORP',
        samAccountName: 'x',
        objectSid,
        authentication: { method: 'kerberos', at: clock.now() },
        channelBinding: 'none',
        replyToken: undefined,
      },
      userType,
      entry: {
        dn,
        attributes: { dn: [dn], objectGUID: ['3f0817b9-ca17-4714-ab81-f7b5943dec7b'], objectSid: [objectSid] },
      },
      knownProfile: known,
    }
    await rememberProfile(found, profile, { profiles: watched, clock })
    return profiles.findBySid('ad', objectSid)
  }
  return { remember, saved, clock, profiles }
}

test('profile: kept with its user type, its link values and what was mapped', async () => {
  const { remember, clock } = setUp()
  assert.deepEqual(await remember('devices', { id: 'p1', username: 'u1', nickname: 'WS01$' }), {
    id: 'p1',
    gatewayId: 'ad',
    userTypeId: 'devices',
    account: 'device',
    username: 'u1',
    objectSid,
    links: { objectGUID: '3f0817b9-ca17-4714-ab81-f7b5943dec7b', objectSid, dn: 'CN=x,DC=corp' },
    profile: { id: 'p1', username: 'u1', nickname: 'WS01$' },
    createdAt: clock.now(),
    updatedAt: clock.now(),
  })
})

test('profile: nothing is written when nothing changed, in whatever order it comes', async () => {
  const { remember, saved } = setUp()
  await remember('users', { id: 'p1', username: 'u1', name: { given: 'A', family: 'B' } })
  await remember('users', { name: { family: 'B', given: 'A' }, username: 'u1', id: 'p1' })
  assert.equal(saved.length, 1)
  await remember('users', { id: 'p1', username: 'u1', name: { given: 'A', family: 'C' } })
  assert.equal(saved.length, 2)
})

test('profile: link values and username follow the directory; the rest only where the user type says so', async () => {
  const { remember, clock, saved } = setUp()
  const created = clock.now()
  await remember('devices', { id: 'p1', username: 'u1', nickname: 'WS01$' })
  clock.advance(1000)
  const device = await remember('devices', { id: 'p1', username: 'u2', nickname: 'WS02$' }, 'CN=y,DC=corp')
  assert.deepEqual(
    [device?.username, device?.links.dn, device?.profile.nickname, device?.createdAt, device?.updatedAt],
    ['u2', 'CN=y,DC=corp', 'WS01$', created, clock.now()],
  )
  const user = await remember('users', { id: 'p1', username: 'u2', nickname: 'WS03$' })
  assert.deepEqual([user?.userTypeId, user?.profile.nickname, saved.length], ['users', 'WS03$', 3])
})

test('profile: two first sign-ins at once leave one record', async () => {
  const { remember, profiles } = setUp()
  await Promise.all([
    remember('devices', { id: 'p1', username: 'u1' }),
    remember('devices', { id: 'p2', username: 'u1' }),
  ])
  const kept = await profiles.findBySid('ad', objectSid)
  assert.ok(kept?.id === 'p1' || kept?.id === 'p2')
  assert.equal((await profiles.findByUsername('ad', 'u1'))?.id, kept?.id)
})
