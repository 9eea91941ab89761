import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import { adminLockouts } from '../../../src/lockout/admin-lockouts.ts'
import { systemClock } from '../../../src/system-ports.ts'
import { memoryPasswordCounters } from '../../fakes/memory-password-counters.ts'
import { listLocked } from './lock-after.ts'
import { type LockoutWorld, openLockoutWorld } from './lockout-world.ts'
import { together } from './together.ts'

/** Two nodes of smart lockout in front of a real domain controller with a real policy: 5 wrong passwords in 30 minutes. */

suite('smart lockout before Samba', () => {
  let world: LockoutWorld
  let users: LabAccount[]

  before(async () => {
    world = await openLockoutWorld()
    users = await world.createUsers(40)
  })
  after(() => world?.close())

  const home = (index: number) => `192.0.2.${index + 1}`
  const sam = (index: number) => users[index]?.sam ?? assert.fail()
  const password = (index: number) => users[index]?.password ?? assert.fail()
  const dn = (index: number) => users[index]?.dn ?? assert.fail()

  test('the domain really locks: five wrong passwords past Joinery are enough', async () => {
    const victim = await world.domain.createUser({ sam: 'victim' })
    for (let guess = 0; guess < 5; guess++) assert.equal(await world.bind(victim.dn, 'wrong'), false)
    assert.equal(await world.bind(victim.dn, victim.password), false)
    assert.deepEqual(await listLocked(world.domain), [victim.dn])
    await world.domain.modify(victim.dn, { replace: { lockoutTime: '0' } })
    assert.deepEqual(await listLocked(world.domain), [])
  })

  test('a spray from strange places and from the users’ own, on two nodes at once, locks nobody', async () => {
    for (const index of users.keys())
      assert.equal(await world.signIn(sam(index), password(index), home(index)), 'right')
    await together(48, 1000, async (guess) => {
      const user = guess % 20
      await world.signIn(sam(user), `Winter${guess}`, guess % 3 === 0 ? home(99 + guess) : home(user), guess % 2)
    })
    assert.deepEqual(await listLocked(world.domain), [])
    for (const user of [20, 29]) assert.equal(await world.signIn(sam(user), password(user), home(user)), 'right')
  })

  test('wrong passwords past Joinery, and any number through it, do not lock together', async () => {
    for (const user of [30, 31, 32]) {
      for (let guess = 30; guess < user; guess++) await world.bind(dn(user), 'old password')
      await together(20, 20, async (guess) => void (await world.signIn(sam(user), 'wrong', home(guess), guess % 2)))
      await together(20, 20, async (guess) => void (await world.signIn(sam(user), 'wrong', home(user), guess % 2)))
    }
    assert.deepEqual(await listLocked(world.domain), [])
    // Signing in past Joinery, as at the user's own computer, sets the directory's count back, and the rest is ours.
    assert.equal(await world.bind(dn(32), password(32)), true)
    const [counted] = await world.domain.search(`(sAMAccountName=${sam(32)})`, { attributes: ['badPwdCount'] })
    assert.deepEqual(counted?.attributes.badPwdCount, ['0'])
  })

  test('one address has its share, and the users behind it who know their passwords are not slowed', async () => {
    const office = '198.51.100.1'
    const results: string[] = []
    await together(20, 300, async (guess) => {
      results.push(await world.signIn(`nobody at all ${guess}`, 'wrong', office))
      if (guess % 10 === 0) results.push(await world.signIn(sam(33), password(33), home(33)))
    })
    const count = (wanted: string) => results.filter((result) => result === wanted).length
    assert.equal(count('right'), 30)
    // The share at once, and what is added to it in some seconds.
    assert.ok(count('AUTHENTICATE_RATE_LIMITED') >= 300 - 100 - 30, JSON.stringify(results.slice(-5)))
  })

  test('an account’s own Password Settings Object applies, and one that cannot be read is taken for a strict one', async () => {
    const pso = `CN=Two,CN=Password Settings Container,CN=System,${world.domain.baseDn}`
    await world.domain.add(pso, {
      ...{ objectClass: 'msDS-PasswordSettings', 'msDS-PasswordSettingsPrecedence': '1' },
      ...{ 'msDS-PasswordReversibleEncryptionEnabled': 'FALSE', 'msDS-PasswordHistoryLength': '0' },
      ...{ 'msDS-PasswordComplexityEnabled': 'FALSE', 'msDS-MinimumPasswordLength': '1' },
      ...{ 'msDS-MinimumPasswordAge': '0', 'msDS-MaximumPasswordAge': '-9223372036854775808' },
      ...{ 'msDS-LockoutThreshold': '2', 'msDS-LockoutObservationWindow': '-36000000000' },
      ...{ 'msDS-LockoutDuration': '-36000000000', 'msDS-PSOAppliesTo': dn(35) },
    })
    await world.signIn(sam(35), 'wrong', home(99))
    assert.match(String(world.notes.lockoutPolicy), /^CN=Two,.*\(locks at 3\)$/)
    await together(20, 20, async (guess) => void (await world.signIn(sam(35), 'wrong', home(guess), guess % 2)))
    assert.deepEqual(await listLocked(world.domain), [])
    assert.match(String(world.notes.lockoutWarnings), /CN=Two,.* cannot be read, so a threshold of 3 is assumed/)
  })

  test('the settings are compared with the policies of a real domain', async () => {
    const { settings, directory } = world
    const parts = { settings, directory, counters: memoryPasswordCounters(), clock: systemClock }
    const [domain] = await adminLockouts(parts).comparePolicies(world.gateway)
    assert.deepEqual(
      { ...domain, warnings: domain?.warnings.length },
      {
        ...{ policy: world.domain.baseDn, directoryThreshold: 5, directoryWindowMinutes: 30 },
        ...{ familiarThreshold: 3, unfamiliarThreshold: 1, observationWindowMinutes: 30, warnings: 1 },
      },
    )
  })
})
