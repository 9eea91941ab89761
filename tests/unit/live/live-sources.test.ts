import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { problemOf, tellOr } from '../../../src/live/live-sources.ts'

test('an error of ours is told as an administrator is told it; any other has a name, too', () => {
  const named = problemOf(new IdpError('LIVE_SUBJECT_AMBIGUOUS', { name: 'a@b.test', found: ['CN=a', 'CN=b'] }))
  assert.equal(named.problem, 'LIVE_SUBJECT_AMBIGUOUS')
  assert.match(named.means ?? '', /a@b\.test: CN=a, CN=b/)
  assert.equal(problemOf(new Error('broken')).problem, 'INTERNAL')
})

test('a part that fails tells why, and the others are not lost', async () => {
  const told = await tellOr(
    (problem) => ({ about: 'directory', gateway: 'ad', ...problem }),
    () => Promise.reject(new IdpError('DIRECTORY_UNREACHABLE', { servers: 'dc1', reasons: 'refused' })),
  )
  assert.equal(told.length, 1)
  assert.ok(told[0]?.about === 'directory' && told[0].problem === 'DIRECTORY_UNREACHABLE')
  assert.equal(told[0].check, 'directory/connect')
})
