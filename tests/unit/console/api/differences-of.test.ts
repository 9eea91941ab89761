import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { differencesOf } from '../../../../console/src/api/differences-of.ts'

test('differences are named by the setting, entries of lists by id or name', () => {
  const before = {
    lockout: { mode: 'enforce' },
    gateways: [{ id: 'ad', port: 636 }, { id: 'old' }],
    ranges: ['10.0.0.0/8'],
  }
  const after = { lockout: { mode: 'logOnly' }, gateways: [{ id: 'ad', port: 389 }, { id: 'new' }], ranges: [] }
  assert.deepEqual(differencesOf(before, after), [
    { path: 'lockout/mode', before: 'enforce', after: 'logOnly' },
    { path: 'gateways/ad/port', before: 636, after: 389 },
    { path: 'gateways/old', before: { id: 'old' }, after: undefined },
    { path: 'gateways/new', before: undefined, after: { id: 'new' } },
    { path: 'ranges', before: ['10.0.0.0/8'], after: [] },
  ])
})

test('the same has no differences, and whatever differs has some', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      assert.deepEqual(differencesOf(one, structuredClone(one)), [])
      const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
      assert.equal(differencesOf(one, other).length === 0, isDeepStrictEqual(plain(one), plain(other)))
    }),
    { numRuns: 200 },
  )
})
