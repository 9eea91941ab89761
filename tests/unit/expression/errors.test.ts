import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { errorTable, IdpError } from '../../../src/errors.ts'
import { compileExpression } from '../../../src/expression/compile-expression.ts'

const codes = Object.keys(errorTable).filter((code) => code.startsWith('EXPRESSION_'))

test('every error of the language is raised by a test', () => {
  const folders = [join(import.meta.dirname, '../../fixtures/expression'), import.meta.dirname]
  const tests = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(txt|ts)$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  const raised = (code: string): boolean => tests.some((text) => new RegExp(`['!]${code}\\b`).test(text))
  assert.deepEqual(
    codes.filter((code) => !raised(code)),
    [],
  )
})

test('compile errors name column, found and expected, and leave nothing open in their texts', () => {
  for (const source of [
    '5+6',
    'T(x)',
    "'open",
    '1 2',
    '#x',
    '#string.nope()',
    '#string.trim()',
    "'a' matches '(?=a)'",
    'a\nb',
    '“',
    '1_0',
  ]) {
    assert.throws(
      () => compileExpression(source),
      (error) => {
        assert.ok(error instanceof IdpError)
        assert.equal(typeof error.facts.column, 'number', error.code)
        assert.ok(error.facts.found !== undefined && error.facts.expected !== undefined, error.code)
        assert.doesNotMatch(`${error.means} ${error.fix}`, /unknown|undefined/)
        return true
      },
    )
  }
})
