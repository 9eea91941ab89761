import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type LockoutSettings, lockout } from '../../../src/config/lockout.ts'
import type { DirectoryPolicy } from '../../../src/lockout/directory-policy.ts'
import { effectiveLimits } from '../../../src/lockout/effective-limits.ts'

const minute = 60_000

function policy(threshold: number, changes: Partial<DirectoryPolicy> = {}): DirectoryPolicy {
  const minutes = 30 * minute
  return {
    ...{ dn: 'DC=corp', threshold, windowMilliseconds: minutes, durationMilliseconds: minutes, isReadable: true },
    ...changes,
  }
}

const thresholds = (settings: Partial<LockoutSettings>, under: DirectoryPolicy) => {
  const { familiar, unfamiliar } = effectiveLimits(lockout.parse(settings), under)
  return [familiar, unfamiliar]
}

test('below the directory’s threshold the settings stand, and nothing is said', () => {
  assert.deepEqual(effectiveLimits(lockout.parse({}), policy(10)), {
    ...{ familiar: 5, unfamiliar: 4, windowMilliseconds: 30 * minute, warnings: [] },
  })
})

test('a directory that never locks changes nothing', () => {
  const never = policy(0, { windowMilliseconds: 99 * minute })
  const { familiar, unfamiliar, windowMilliseconds, warnings } = effectiveLimits(lockout.parse({}), never)
  assert.deepEqual([familiar, unfamiliar, windowMilliseconds, warnings], [5, 4, 30 * minute, []])
})

test('thresholds that are not below are lowered, and a warning names both sides', () => {
  const { familiar, unfamiliar, warnings } = effectiveLimits(lockout.parse({}), policy(5))
  assert.deepEqual([familiar, unfamiliar], [3, 1])
  assert.deepEqual(warnings, [
    'lockout.familiarThreshold 5 and lockout.unfamiliarThreshold 4 are 9 together, not below the 5 of DC=corp: 3 and 1 apply',
  ])
})

test('the share of each place follows the settings', () => {
  assert.deepEqual(thresholds({ familiarThreshold: 1, unfamiliarThreshold: 99 }, policy(10)), [1, 8])
  assert.deepEqual(thresholds({ familiarThreshold: 99, unfamiliarThreshold: 1 }, policy(10)), [8, 1])
  assert.deepEqual(thresholds({}, policy(3)), [1, 1])
})

test('whatever the settings, both places together stay below the directory, and each keeps a try', () => {
  const whole = fc.integer({ min: 1, max: 100 })
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 3, max: 999 }), (familiarThreshold, unfamiliarThreshold, threshold) => {
      const [familiar = 0, unfamiliar = 0] = thresholds({ familiarThreshold, unfamiliarThreshold }, policy(threshold))
      assert.ok(familiar + unfamiliar < threshold)
      assert.ok(familiar >= 1 && unfamiliar >= 1)
      assert.ok(familiar <= familiarThreshold && unfamiliar <= unfamiliarThreshold)
    }),
  )
})

test('a directory that locks at the first or second wrong password is warned of [MS-ADA1 lockoutThreshold]', () => {
  assert.match(effectiveLimits(lockout.parse({}), policy(1)).warnings.join(), /at the first wrong password/)
  assert.match(effectiveLimits(lockout.parse({}), policy(2)).warnings.join(), /at the second wrong password/)
})

test('a window shorter than the directory’s is lengthened: ours would forget what the directory remembers', () => {
  const { windowMilliseconds, warnings } = effectiveLimits(
    lockout.parse({}),
    policy(10, { windowMilliseconds: 60 * minute }),
  )
  assert.equal(windowMilliseconds, 60 * minute)
  assert.match(warnings.join(), /observationWindowMinutes 30 is shorter .* DC=corp: 60 applies/)
})

test('a policy that cannot be read is said, and how to mend it', () => {
  const { warnings } = effectiveLimits(lockout.parse({}), policy(3, { isReadable: false }))
  assert.match(
    warnings.join(),
    /DC=corp cannot be read, so a threshold of 3 is assumed: grant the gateway's account Read/,
  )
})
