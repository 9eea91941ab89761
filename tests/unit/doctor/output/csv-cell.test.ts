import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvCell } from '../../../../src/doctor/output/csv-cell.ts'

/** As a spreadsheet reads it. */
function read(cell: string): string {
  const [, inside] = /^"((?:[^"]|"")*)"$/.exec(cell) ?? assert.fail(`not one quoted cell: ${cell}`)
  return (inside ?? '').replaceAll('""', '"')
}

test('whatever the text, it is one cell that no spreadsheet takes for a formula [RFC4180 §2]', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\s"',=+\-@|!]{0,8}$/))
  fc.assert(fc.property(anything, (text) => !/^\s*[=+\-@]|[\r\n\t]/.test(read(csvCell(text)))))
})

test('plain text stays as it is', () => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9][ -~]{0,20}$/), (text) => read(csvCell(text)) === text))
})
