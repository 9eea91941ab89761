import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../../../../src/expression/compile-expression.ts'
import { evaluate } from '../../../../src/expression/evaluate.ts'
import { signatureOf } from '../../../../src/expression/functions/expression-function.ts'
import { functionTable } from '../../../../src/expression/functions/function-table.ts'
import { jsonTextOf } from '../../../../src/expression/text-of.ts'

const ports = { now: () => new Date('2024-02-29T12:34:56.789Z') }

test('every example in the table gives what it says', () => {
  const wrong = functionTable.flatMap((fn) =>
    fn.examples.flatMap(({ expression, result }) => {
      const value = jsonTextOf(evaluate(compileExpression(expression), {}, ports))
      return value === result ? [] : [`${expression} gives ${value}, the table says ${result}`]
    }),
  )
  assert.deepEqual(wrong, [])
})

test('every row is documented, shown by an example of itself, and unique', () => {
  for (const fn of functionTable) {
    const name = `#${fn.library}.${fn.name}`
    assert.match(fn.doc, /^[A-Z-].*\.$/, name)
    assert.ok(fn.examples.length > 0 && fn.examples.every(({ expression }) => expression.includes(`${name}(`)), name)
    assert.ok(fn.counts.min <= fn.counts.max && signatureOf(fn).startsWith(name), name)
  }
  assert.equal(new Set(functionTable.map((fn) => `${fn.library}.${fn.name}`)).size, functionTable.length)
})
