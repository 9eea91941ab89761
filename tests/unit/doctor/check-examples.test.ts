import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checks } from '../../../src/doctor/check-list.ts'
import { diagnose } from '../../../src/doctor/diagnose.ts'
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

/** [MIT-KEYTAB] one entry: `HTTP/sts.example.test@REALM`, without a real key. */
function keytab(realm: string, encryptionType: number): Uint8Array {
  const text = (value: string): Buffer => Buffer.concat([uint16(value.length), Buffer.from(value)])
  const entry = Buffer.concat([
    uint16(2),
    text(realm),
    text('HTTP'),
    text('sts.example.test'),
    Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 3]),
    uint16(encryptionType),
    text('0123456789abcdef'),
  ])
  return Buffer.concat([Buffer.from([5, 2, 0, 0, 0, entry.length]), entry])
}
const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])

for (const [what, realm, type, outcome] of [
  ['AES', 'CORP.EXAMPLE.TEST', 18, 'ok'],
  ['RC4 only', 'CORP.EXAMPLE.TEST', 23, 'fail'],
  ['a realm in small letters', 'corp.example.test', 18, 'fail'],
] as const)
  test(`kerberos/keytab is ${outcome} for ${what}`, () => {
    const diagnosis = diagnose([{ source: 'sts.keytab', chunks: [keytab(realm, type)] }])
    assert.equal(findFinding(diagnosis, 'kerberos/keytab')?.outcome, outcome)
  })
