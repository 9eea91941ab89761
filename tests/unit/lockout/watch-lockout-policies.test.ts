import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { IdpError } from '../../../src/errors.ts'
import { adminLockouts } from '../../../src/lockout/admin-lockouts.ts'
import { watchLockoutPolicies } from '../../../src/lockout/watch-lockout-policies.ts'
import { lockoutStage } from './lockout-stage.ts'

const settled = async () => {
  for (let turns = 0; turns < 5; turns++) await setImmediate()
}

test('limits that do not fit the directory are said at start and after a change, of gateways that judge passwords', async () => {
  const stage = lockoutStage({ threshold: 5 })
  const users = { id: 'users', name: 'Users', searchBaseDn: stage.domain.dn }
  const newUserLookup = { ldapFilterPattern: '(cn=${identifier})', attributeMappings: [{ name: 'a', value: 'b' }] }
  const gateways = [
    { ...stage.gateway, userTypes: [{ ...users, newUserLookup }] },
    { ...stage.gateway, id: 'off', enabled: false, userTypes: [{ ...users, newUserLookup }] },
    { ...stage.gateway, id: 'devices', userTypes: [{ ...users, account: 'device', newUserLookup }] },
  ]
  stage.settings.replace({ gateways })
  const warnings: string[] = []
  const lockouts = adminLockouts(stage)
  const stop = watchLockoutPolicies({ ...stage, lockouts, warn: (id, text) => void warnings.push(`${id}: ${text}`) })
  await settled()
  assert.deepEqual(warnings.length, 1)
  assert.match(warnings[0] ?? '', /^ad: lockout\.familiarThreshold 5 and .* not below the 5 of DC=corp/)

  stage.directory.failWith(new IdpError('DIRECTORY_TIMEOUT'))
  stage.settings.replace({ gateways, lockout: { familiarThreshold: 9 } })
  await settled()
  assert.equal(warnings.length, 1)

  stage.directory.failWith(undefined)
  stage.settings.replace({ gateways, lockout: { familiarThreshold: 8 } })
  await settled()
  assert.match(warnings[1] ?? '', /familiarThreshold 8/)

  stop()
  stage.settings.replace({ gateways, lockout: { familiarThreshold: 7 } })
  await settled()
  assert.equal(warnings.length, 2)
})
