import assert from 'node:assert/strict'
import { test } from 'node:test'
import { releaseTargetOf } from '../../../src/config/release-target.ts'

test('release: as the mapping says; else what only devices or only users need goes to them, the rest to everyone', () => {
  assert.equal(releaseTargetOf({ name: 'accounttype', releaseTo: 'everyone' }), 'everyone')
  for (const [name, target] of [
    ['Subject', 'everyone'],
    ['ImmutableID', 'everyone'],
    ['UPN', 'users'],
    ['accounttype', 'devices'],
    ['onpremobjectguid', 'devices'],
    ['primarysid', 'devices'],
    ['issuerid', 'everyone'],
    ['department', 'everyone'],
  ] as const)
    assert.equal(releaseTargetOf({ name, releaseTo: undefined }), target, name)
})
