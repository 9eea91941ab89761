import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../src/errors.ts'
import { compileExpression } from '../../../src/expression/compile-expression.ts'
import { compileTemplate } from '../../../src/expression/compile-template.ts'
import { evaluate } from '../../../src/expression/evaluate.ts'

const ports = { now: () => new Date(0) }

test('text without ${ is a constant as it stands', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('${')),
      (text) => assert.equal(evaluate(compileTemplate(text), {}, ports), text),
    ),
  )
})

test('any string survives inside ${...}, whatever braces and quotes it has', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-c{}$'" ]{0,12}$/), (text) => {
      const literal = `'${text.replaceAll("'", "''")}'`
      assert.equal(evaluate(compileTemplate(`\${${literal}}`), {}, ports), text)
      assert.equal(evaluate(compileTemplate(`<\${${literal}}>`), {}, ports), `<${text}>`)
    }),
  )
})

test('columns are those of the whole text, at compile time and at run time', () => {
  const prefix = 'https://example.com/'
  const columnOf = (run: () => unknown): unknown => {
    try {
      return run()
    } catch (error) {
      assert.ok(error instanceof IdpError)
      return error.facts.column
    }
  }
  for (const source of ['5+6', "user.name.given + ,'x'", '3 + user.age', '{1}[3]', "{'a': 1}.b", '#string.nope()']) {
    const bare = columnOf(() => evaluate(compileExpression(source), {}, ports))
    const inside = columnOf(() => evaluate(compileTemplate(`${prefix}\${${source}}`), {}, ports))
    assert.equal(Number(inside) - Number(bare), prefix.length + 2, source)
  }
})

test('a template has the limits of an expression', () => {
  assert.throws(
    () => compileTemplate('x'.repeat(4097)),
    (error) => error instanceof IdpError && error.code === 'EXPRESSION_TOO_LONG',
  )
  assert.throws(
    () => evaluate(compileTemplate("${'x' * 40000}${'x' * 40000}"), {}, ports),
    (error) => error instanceof IdpError && error.code === 'EXPRESSION_OUTPUT_TOO_LARGE',
  )
})
