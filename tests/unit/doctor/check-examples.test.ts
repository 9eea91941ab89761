import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checks } from '../../../src/doctor/check-list.ts'
import { checkExamples } from './check-examples.ts'
import { diagnoseTexts, findFinding } from './checks.ts'

test('every check has an example', () => {
  const shown = checkExamples.map(({ id }) => id)
  // kerberos/keytab reads binary files, and has its own test.
  assert.deepEqual(
    checks.map(({ id }) => id).filter((id) => id !== 'kerberos/keytab' && !shown.includes(id)),
    [],
  )
})

for (const { id, wrong, right, outcome = 'fail' } of checkExamples) {
  if (wrong.length > 0)
    test(`${id} finds what is wrong, with proof and remedy`, () => {
      const found = findFinding(diagnoseTexts(...wrong), id)
      assert.equal(found?.outcome, outcome)
      assert.ok(found.evidence.length > 0 && found.evidence.every(({ line, text }) => line > 0 && text !== ''))
      assert.ok(found.fix.length > 0 && found.verify !== '')
    })
  if (right.length > 0)
    test(`${id} says when all is well`, () => assert.equal(findFinding(diagnoseTexts(...right), id)?.outcome, 'ok'))
}
