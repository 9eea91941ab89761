import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { diagnoseApart } from '../../../src/doctor/diagnose-apart.ts'
import { IdpError } from '../../../src/errors.ts'

const bytes = readFileSync(new URL('../../fixtures/doctor/scenarios/accounttype-wrong-format.txt', import.meta.url))

test('a diagnosis in a thread of its own says the same', async () => {
  const apart = await diagnoseApart([{ source: 'join.txt', bytes }])
  assert.equal(apart.verdict, 'problem')
  assert.deepEqual(apart, JSON.parse(JSON.stringify(diagnose([{ source: 'join.txt', chunks: [bytes] }]))))
})

test('one that takes too long is ended, by name', async () => {
  await assert.rejects(
    diagnoseApart([{ source: 'join.txt', bytes }], { milliseconds: 1 }),
    (error) => error instanceof IdpError && error.code === 'DOCTOR_GAVE_UP',
  )
})
