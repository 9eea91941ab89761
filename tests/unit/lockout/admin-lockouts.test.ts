import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adminLockouts } from '../../../src/lockout/admin-lockouts.ts'
import { lockoutStage, minute } from './lockout-stage.ts'

test('lists who is counted, and unlocks', async () => {
  const stage = lockoutStage()
  const lockouts = adminLockouts(stage)
  for (let guess = 0; guess < 5; guess++) await stage.tryPassword(false, { remoteAddress: `198.51.100.${guess}` })
  await stage.tryPassword(false, { account: undefined, username: 'nobody' })
  const now = stage.clock.now()
  const sid = stage.ada().objectSid
  assert.deepEqual(await lockouts.list(10), [
    {
      ...{ gatewayId: 'ad', objectSid: sid, dn: stage.adaEntry.dn, expiresAt: new Date(now.getTime() + 30 * minute) },
      ...{ familiar: { attempts: 0, lastAt: new Date(0) }, unfamiliar: { attempts: 4, lastAt: now } },
    },
  ])
  assert.equal(await lockouts.unlock('ad', sid), true)
  assert.equal(await lockouts.unlock('ad', sid), false)
  assert.deepEqual(await lockouts.list(10), [])
  assert.equal(await stage.tryPassword(true, {}), 'right')
})

test('compares the settings with each policy of the directory', async () => {
  const stage = lockoutStage({ lockout: { familiarThreshold: 6, unfamiliarThreshold: 3 } })
  const settingsObject = {
    'msDS-LockoutThreshold': ['5'],
    'msDS-LockoutObservationWindow': ['-36000000000'],
    'msDS-LockoutDuration': ['-36000000000'],
  }
  const dn = `CN=Admins,CN=Password Settings Container,CN=System,${stage.domain.dn}`
  stage.directory.entries.push({ dn, attributes: { objectClass: ['msDS-PasswordSettings'], ...settingsObject } })
  const [domain, admins, ...more] = await adminLockouts(stage).comparePolicies(stage.gateway)
  assert.deepEqual(more, [])
  assert.deepEqual(domain, {
    ...{ policy: stage.domain.dn, directoryThreshold: 10, directoryWindowMinutes: 30 },
    ...{ familiarThreshold: 6, unfamiliarThreshold: 3, observationWindowMinutes: 30, warnings: [] },
  })
  assert.deepEqual(
    { ...admins, warnings: admins?.warnings.length },
    {
      ...{ policy: dn, directoryThreshold: 5, directoryWindowMinutes: 60 },
      ...{ familiarThreshold: 3, unfamiliarThreshold: 1, observationWindowMinutes: 60, warnings: 2 },
    },
  )
})

test('a domain controller that is not the PDC emulator is warned of [MS-ADTS §6.1.5.3]', async () => {
  const stage = lockoutStage()
  stage.domain.attributes.fSMORoleOwner = ['CN=NTDS Settings,CN=DC2,CN=Servers,CN=Site,CN=Sites,CN=Configuration']
  const [domain] = await adminLockouts(stage).comparePolicies(stage.gateway)
  assert.match(domain?.warnings.join() ?? '', /^dc1\.corp\.example\.test is not the PDC emulator/)
})
