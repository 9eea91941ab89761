import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type Diagnosis, diagnose, type Input } from 'joinery/doctor'

const file = new URL('../../fixtures/captured/dsregcmd/join-debug-fallback.txt', import.meta.url)
const input: Input = { source: 'join.txt', chunks: [readFileSync(file)] }

test('programs import the doctor by the name of the package', () => {
  const diagnosis: Diagnosis = diagnose([input])
  assert.equal(diagnosis.verdict, 'problem')
  assert.deepEqual(diagnosis.findings[0]?.codes[0], 'AADSTS51004')
})

test('what a program gets for sharing names no device', () => {
  assert.match(JSON.stringify(diagnose([input])), /07ec9af2-7ce5-4ab7-8638-115736bbf990/)
  assert.doesNotMatch(JSON.stringify(diagnose([input], { share: true })), /07ec9af2-7ce5-4ab7-8638-115736bbf990/)
})
