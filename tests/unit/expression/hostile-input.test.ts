import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../src/errors.ts'
import { compileExpression } from '../../../src/expression/compile-expression.ts'
import { compileTemplate } from '../../../src/expression/compile-template.ts'
import { evaluate } from '../../../src/expression/evaluate.ts'
import { limits } from '../../../src/expression/evaluation.ts'
import { functionTable } from '../../../src/expression/functions/function-table.ts'
import { jsonTextOf, textOf } from '../../../src/expression/text-of.ts'

/** Longer with EXPRESSION_FUZZ_RUNS; short in every check. */
const numRuns = Number(process.env.EXPRESSION_FUZZ_RUNS ?? 1500)
const ports = { now: () => new Date('2024-02-29T12:34:56.789Z') }
const folder = join(import.meta.dirname, '../../fixtures/expression')

const corpus = readdirSync(folder).flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line.includes(' ==> ') && !line.startsWith('# '))
    .map((line) => line.slice(0, line.lastIndexOf(' ==> '))),
)

const data = {
  user: { name: { given: 'John' }, tags: ['a', 'b'], text: 'x'.repeat(5000), n: 12345678901234567890n, no: null },
  list: Array.from({ length: 300 }, (_, at) => at),
  s: '\ud800€😀',
}

/** Anything but a value or an IdpError is a failure; what hangs runs into the limit of the whole run. */
function survive(
  source: string,
  compile: typeof compileExpression,
  variables: Record<string, unknown> = data,
): boolean {
  try {
    const value = evaluate(compile(source), variables, ports)
    assert.ok(textOf(value).length <= limits.output * 2 && jsonTextOf(value).length <= limits.output * 8)
  } catch (error) {
    if (!(error instanceof IdpError) || !error.code.startsWith('EXPRESSION_')) throw error
    assert.doesNotMatch(error.means + error.fix, /unknown/)
  }
  return true
}

const pieces = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '.',
    ',',
    ':',
    '?',
    "'",
    '"',
    '#',
    ' + ',
    ' - ',
    ' * ',
    ' ^ ',
    ' ?: ',
    ' and ',
    '!',
    '![',
    '.?[',
  ],
  ...[
    '#this',
    '#root',
    'null',
    'true',
    '0',
    '1',
    '2147483647',
    '9L',
    '1.5',
    '1e300',
    '__proto__',
    'constructor',
    'new int[]',
    ' matches ',
  ],
  ...functionTable.map((fn) => `#${fn.library}.${fn.name}(`),
]
const piece = fc.oneof(
  fc.constantFrom(...pieces),
  fc.constantFrom(...corpus),
  fc.string({ unit: 'binary', maxLength: 4 }),
)

test('no text makes anything but a value or an error with a name', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (parts) => survive(parts.join(''), compileExpression)),
    { numRuns },
  )
})

test('no mutation of an expression that works does either', () => {
  const mutation = fc.record({
    source: fc.constantFrom(...corpus),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(4),
    put: fc.oneof(fc.constant(''), piece),
  })
  fc.assert(
    fc.property(mutation, ({ source, at, drop, put }) => {
      const cut = Math.floor(at * source.length)
      return survive(source.slice(0, cut) + put + source.slice(cut + drop), compileExpression)
    }),
    { numRuns: numRuns * 2 },
  )
})

test('mapping values are as safe', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.constantFrom('${', '}')), { maxLength: 8 }), (parts) =>
      survive(parts.join(''), compileTemplate),
    ),
    { numRuns },
  )
})

test('functions take any values', () => {
  const argument = fc.constantFrom(
    ...[
      'null',
      "''",
      "'x'",
      '-1',
      '0',
      '2147483647',
      '1.5',
      '1e300',
      'true',
      '{}',
      '{1, null}',
      "{'k': 1}",
      'user',
      'list',
      's',
    ],
    ...[
      "'2021-01-31T23:59:59Z'",
      "'%s%d%.3f'",
      "'[a-z]+'",
      "'yyyy-MM-dd'",
      'user.text',
      'user.n',
      '9223372036854775807L',
      "'$1'",
    ],
  )
  fc.assert(
    fc.property(fc.constantFrom(...functionTable), fc.array(argument, { maxLength: 6 }), (fn, args) => {
      const count = Math.min(fn.counts.max, Math.max(fn.counts.min, args.length))
      const padded = Array.from({ length: count }, (_, at) => args[at % Math.max(1, args.length)] ?? 'null')
      return survive(`#${fn.library}.${fn.name}(${padded.join(', ')})`, compileExpression)
    }),
    { numRuns: numRuns * 2 },
  )
})

test('a property is read from data and from nothing else', () => {
  const names = Object.getOwnPropertyNames(Object.prototype)
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue(), (name, value) => {
      const quoted = name.replaceAll("'", "''").replaceAll(/[\r\n]/g, ' ')
      const compiled = compileExpression(`user['${quoted}']`)
      const own = Object.fromEntries([[quoted.replaceAll("''", "'"), value]])
      assert.equal(evaluate(compiled, { user: {} }, ports), null)
      const read = JSON.parse(jsonTextOf(evaluate(compiled, { user: own }, ports)))
      assert.deepEqual(read, JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 300 },
  )
})

test('getters are never called, and neither they nor methods nor inherited fields are seen', () => {
  const never = (): never => assert.fail('called')
  const user = Object.create(
    { inherited: 'x' },
    { computed: { get: never, enumerable: true }, plain: { value: 'y', enumerable: true } },
  )
  user.method = never
  user.toString = never
  const read = (name: string) => evaluate(compileExpression(`user.${name}`), { user }, ports)
  assert.deepEqual(['inherited', 'computed', 'method', 'toString', 'plain'].map(read), [null, null, null, null, 'y'])
  assert.equal(jsonTextOf(evaluate(compileExpression('user'), { user }, ports)), '{"plain":"y"}')
})

test('an evaluation changes nothing that was handed in', () => {
  const user = { tags: ['b', 'a'], name: { given: 'x' } }
  const before = structuredClone(user)
  for (const source of [
    'user.tags.![#this]',
    '#data.removeAll(user.tags, {1})',
    "{'u': user}.u.name",
    '#data.union(user.tags, user.tags)',
  ]) {
    evaluate(compileExpression(source), { user }, ports)
  }
  assert.deepEqual(user, before)
})
