import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import { compileExpression } from '../../../src/expression/compile-expression.ts'
import { compileTemplate } from '../../../src/expression/compile-template.ts'
import { evaluate } from '../../../src/expression/evaluate.ts'
import { jsonTextOf } from '../../../src/expression/text-of.ts'
import { kindOf } from '../../../src/expression/value.ts'

/**
 * The corpus: files of rows `expression ==> outcome`. The outcome is the value as JSON, with its kind before it where that
 * matters (`long 3`), or `!CODE column`. A file's head (lines with #) says what it is about, `# form: template` that its rows
 * are mapping values, and `# variables:` what they read. The clock stands at 2024-02-29T12:34:56.789Z.
 */
const folder = join(import.meta.dirname, '../../fixtures/expression')
const ports = { now: () => new Date('2024-02-29T12:34:56.789Z') }

interface Corpus {
  readonly variables: Record<string, unknown>
  readonly isTemplate: boolean
  readonly rows: readonly { readonly line: number; readonly source: string; readonly outcome: string }[]
}

function readCorpus(text: string): Corpus {
  const lines = text.split('\n')
  const head = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`# ${name}: `))?.slice(name.length + 4)
  const rows = lines.flatMap((line, index) => {
    const cut = line.lastIndexOf(' ==> ')
    if (line.startsWith('# ') || line === '') return []
    assert.ok(cut >= 0, `line ${index + 1} has no ==>`)
    return [{ line: index + 1, source: line.slice(0, cut), outcome: line.slice(cut + 5).trim() }]
  })
  return { variables: JSON.parse(head('variables') ?? '{}'), isTemplate: head('form') === 'template', rows }
}

function outcomeOf(source: string, corpus: Corpus): { readonly kind: string; readonly json: string } {
  try {
    const compiled = corpus.isTemplate ? compileTemplate(source) : compileExpression(source)
    const value = evaluate(compiled, corpus.variables, ports)
    return { kind: kindOf(value), json: jsonTextOf(value) }
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    return { kind: '!', json: `!${error.code} ${error.facts.column ?? ''}`.trim() }
  }
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
  const corpus = readCorpus(readFileSync(join(folder, name), 'utf8'))
  test(`corpus ${name} (${corpus.rows.length} rows)`, () => {
    assert.ok(corpus.rows.length > 0)
    const wrong = corpus.rows.flatMap(({ line, source, outcome }) => {
      const { kind, json } = outcomeOf(source, corpus)
      return outcome === json || outcome === `${kind} ${json}`
        ? []
        : [`${name}:${line}: ${source} ==> ${kind} ${json}, expected ${outcome}`]
    })
    assert.deepEqual(wrong, [])
  })
}
