import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainCode, rowExplanation } from '../../../src/doctor/explain-code.ts'
import { listCodes } from '../../../src/entra/codes.ts'
import { errorTable } from '../../../src/errors.ts'

test('every code is explained: whose, which phase, what it means, what to do or to collect, and where that is known from', () => {
  for (const row of listCodes()) {
    const found = explainCode(row.code === '' ? row.symbol : row.code)
    assert.ok(
      found.some(({ meaning }) => meaning === row.meaning),
      row.code,
    )
    const { whose, phase, remedy, collect, sources } = rowExplanation(row)
    assert.ok(whose !== '' && phase !== '' && sources.length > 0, row.code)
    assert.ok(remedy === '' ? collect !== '' : collect === '', row.code)
  }
})

test("Joinery's own codes are explained from its table", () => {
  for (const [code, { fix }] of Object.entries(errorTable))
    assert.equal(explainCode(code.toLowerCase())[0]?.remedy, fix)
})

test('what is not in the table is not explained', () => {
  for (const text of ['', 'AADSTS1', '0x1', 'constructor', '__proto__']) assert.deepEqual(explainCode(text), [])
})
