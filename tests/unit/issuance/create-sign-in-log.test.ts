import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { createSignInLog } from '../../../src/issuance/create-sign-in-log.ts'
import type { SignInRecord } from '../../../src/ports.ts'

function logInto(records: SignInRecord[]) {
  let milliseconds = 0
  return createSignInLog({
    clock: { now: () => new Date('2026-01-01T00:00:00Z'), monotonicMilliseconds: () => (milliseconds += 5) },
    randomness: { uuid: () => '00000000-0000-4000-8000-000000000001', bytes: (length) => new Uint8Array(length) },
    record: (record) => void records.push(record),
  })
}

const attempt = { applicationId: 'm365', endpoint: '13/windowstransport', remoteAddress: '127.0.0.1' }

test('an issued token leaves a record of its stages, their facts and times', async () => {
  const records: SignInRecord[] = []
  const trace = logInto(records).begin(attempt)
  await trace.stage('accept', (note) => note({ trustVersion: '13' }))
  trace.describe({ principal: 'WS01$@CORP.EXAMPLE.TEST' })
  trace.end()
  assert.equal(records.length, 1)
  assert.equal(records[0]?.outcome, 'issued')
  assert.equal(records[0]?.principal, 'WS01$@CORP.EXAMPLE.TEST')
  assert.deepEqual(records[0]?.stages, [
    { stage: 'accept', outcome: 'ok', milliseconds: 5, facts: { trustVersion: '13' } },
  ])
})

test('a refusal names its code, what it means and what to do', async () => {
  const records: SignInRecord[] = []
  const trace = logInto(records).begin(attempt)
  const error = new IdpError('HTTP_UNKNOWN_HOST', { host: 'evil.test' })
  await assert.rejects(
    trace.stage('accept', () => Promise.reject(error)),
    error,
  )
  trace.end(error)
  assert.equal(records[0]?.outcome, 'refused')
  assert.equal(records[0]?.code, 'HTTP_UNKNOWN_HOST')
  assert.match(records[0]?.means ?? '', /evil\.test/)
  assert.deepEqual(records[0]?.stages[0]?.facts, { host: 'evil.test' })
})

test('the first request without a ticket is a challenge; an error without a name is a failure', () => {
  const records: SignInRecord[] = []
  const log = logInto(records)
  log.begin(attempt).end(new IdpError('ACCEPT_CREDENTIAL_MISSING'))
  log.begin(attempt).end(new TypeError('x is not a function'))
  assert.deepEqual(
    records.map((record) => [record.outcome, record.code]),
    [
      ['challenged', 'ACCEPT_CREDENTIAL_MISSING'],
      ['failed', 'INTERNAL'],
    ],
  )
})
