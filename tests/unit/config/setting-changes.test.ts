import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { settingChanges } from '../../../src/config/setting-changes.ts'

test('differences are named by the setting, entries of lists by id or name', () => {
  const before = {
    lockout: { mode: 'enforce' },
    gateways: [{ id: 'ad', port: 636 }, { id: 'old' }],
    ranges: ['10.0.0.0/8'],
  }
  const after = { lockout: { mode: 'logOnly' }, gateways: [{ id: 'ad', port: 389 }, { id: 'new' }], ranges: [] }
  assert.deepEqual(settingChanges(before, after), [
    { path: 'lockout/mode', before: 'enforce', after: 'logOnly' },
    { path: 'gateways/ad/port', before: 636, after: 389 },
    { path: 'gateways/old', before: { id: 'old' } },
    { path: 'gateways/new', after: { id: 'new' } },
    { path: 'ranges', before: ['10.0.0.0/8'], after: [] },
  ])
})

test('the same has no differences, and whatever differs has some', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      assert.deepEqual(settingChanges(one, structuredClone(one)), [])
      assert.equal(settingChanges(one, other).length === 0, JSON.stringify(one) === JSON.stringify(other))
    }),
    { numRuns: 200 },
  )
})
