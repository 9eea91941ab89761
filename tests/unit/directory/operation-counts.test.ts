import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OperationCounts } from '../../../src/directory/operation-counts.ts'
import { IdpError } from '../../../src/errors.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'

test('rate and time are those of the last minute, and what is older counts no more', () => {
  const clock = fixedClock()
  const counts = new OperationCounts(clock)
  for (let second = 0; second < 120; second++) {
    counts.answered(second < 60 ? 1000 : 10)
    counts.answered(second < 60 ? 1000 : 20)
    clock.advance(1000)
  }
  const { operationsPerSecond, responseTimeMilliseconds } = counts.health()
  // The second that is just beginning stands beside 59 whole ones.
  assert.equal(operationsPerSecond, 1.97)
  assert.equal(responseTimeMilliseconds, 15)
  clock.advance(3_600_000)
  assert.deepEqual(counts.health().operationsPerSecond, 0)
  assert.equal(counts.health().responseTimeMilliseconds, undefined)
  assert.ok(counts.health().lastAnswerAt)
})

test('errors stay until an answer comes, each once, the latest last', () => {
  const counts = new OperationCounts(fixedClock())
  for (const code of ['DIRECTORY_TIMEOUT', 'DIRECTORY_UNREACHABLE', 'DIRECTORY_TIMEOUT'] as const)
    counts.failed(new IdpError(code))
  assert.deepEqual(
    counts.health().currentErrors.map(({ code }) => code),
    ['DIRECTORY_UNREACHABLE', 'DIRECTORY_TIMEOUT'],
  )
  counts.answered(1)
  assert.deepEqual(counts.health().currentErrors, [])
})
