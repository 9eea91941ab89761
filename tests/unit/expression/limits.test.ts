import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, IdpError } from '../../../src/errors.ts'
import { compileExpression } from '../../../src/expression/compile-expression.ts'
import { evaluate } from '../../../src/expression/evaluate.ts'
import { limits } from '../../../src/expression/evaluation.ts'
import { textOf } from '../../../src/expression/text-of.ts'

const ports = { now: () => new Date(0) }
const run = (source: string, variables: Record<string, unknown> = {}) =>
  evaluate(compileExpression(source), variables, ports)

const code =
  (expected: ErrorCode) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof IdpError, String(error))
    assert.equal(error.code, expected)
    return true
  }

/** Refused by the step count, the depth or the size, which bound what it costs. */
function assertRefused(source: string, expected: ErrorCode, variables: Record<string, unknown> = {}): void {
  assert.throws(() => run(source, variables), code(expected), source)
}

test('a source has at most 4 KB, counted in bytes', () => {
  assert.equal(run(`'${'x'.repeat(limits.sourceBytes - 2)}'`), 'x'.repeat(limits.sourceBytes - 2))
  assertRefused(`'${'x'.repeat(limits.sourceBytes - 1)}'`, 'EXPRESSION_TOO_LONG')
  assertRefused(`'${'€'.repeat(1400)}'`, 'EXPRESSION_TOO_LONG')
})

test('a source is nested at most 64 deep, whatever nests', () => {
  const depth = (n: number): readonly string[] => [
    `${'('.repeat(n)}1${')'.repeat(n)}`,
    `${'!'.repeat(n)}true`,
    `${'{'.repeat(n)}1${'}'.repeat(n)}`,
    `${'#string.trim('.repeat(n)}'x'${')'.repeat(n)}`,
    `${'a['.repeat(n)}1${']'.repeat(n)}`,
    `${'true ? 1 : '.repeat(n)}2`,
    `${'null ?: '.repeat(n)}2`,
    `${"{'a':".repeat(n)}1${'}'.repeat(n)}`,
  ]
  for (const source of depth(limits.depth - 1)) run(source)
  for (const source of [...depth(limits.depth), ...depth(250)]) assertRefused(source, 'EXPRESSION_TOO_DEEP')
})

test('what does not nest may be long', () => {
  assert.equal(textOf(run(`${'1 + '.repeat(1000)}1`)), '1001')
  assert.equal(run(`a${'.a'.repeat(2000)}`), null)
})

test('an evaluation takes at most 10,000 steps', () => {
  const list = Array.from({ length: 1000 }, (_, at) => at)
  assert.equal(textOf(run('#data.size(list.![#this + 1])', { list })), '1000')
  assertRefused('list.![#root.list.![#this]]', 'EXPRESSION_TOO_MANY_STEPS', { list })
  assertRefused('list.?[#root.list.?[#this > 1] == null]', 'EXPRESSION_TOO_MANY_STEPS', { list })
  assertRefused('list.![list == #root.list]', 'EXPRESSION_TOO_MANY_STEPS', { list: list.map(() => ({ list })) })
})

test('long data costs steps, so that few steps do little', () => {
  const big = 'x'.repeat(3_000_000)
  assertRefused('#string.indexOf(big, big, 0)', 'EXPRESSION_TOO_MANY_STEPS', { big })
  assertRefused('list[0]', 'EXPRESSION_TOO_MANY_STEPS', { list: new Array(3_000_000).fill(0) })
})

test('an evaluation makes at most 64 KB, and is stopped before it makes more', () => {
  const k = 'x'.repeat(1024)
  assert.equal(textOf(run("'x' * 65536")).length, 65536)
  for (const source of [
    "'x' * 65537",
    "'x' * 2147483647",
    "('x' * 40000) + ('y' * 40000)",
    'k * 65',
    'k',
    "#string.replace('x' * 300, 'x', 'y' * 300, -1)",
    "#regex.replaceAll('x' * 300, 'x', '$0' * 300)",
    "#regex.replaceAll('x' * 300, '', 'y' * 300)",
    "#string.join({'x' * 30000, 'y' * 30000}, 'z' * 30000)",
    "#string.join({k, k, k, k}, 'z' * 30000)",
    "#string.format('%99999d', 1)",
    "#string.format('%2147483647d', 1)",
    "#string.format('%.99999f', 1.5)",
    "#string.format('%1$s%1$s', 'x' * 40000)",
    "#string.asUrlEncoded('x' * 40000)",
    'new int[65537]',
    'new int[300][300]',
    'new int[2147483647][2147483647]',
    "#string.asBigInt('9', 0) ^ 999999999",
    "#string.asBigDecimal('1.1', 0) ^ 999999",
    "#string.asBigDecimal('1E+2147483647', 0) + 1",
    "#string.asBigDecimal('1E-2147483647', 0) % 7",
    "#string.format('%f', #string.asBigDecimal('1E+2147483647', 0))",
    "#string.asBigDecimal('1E+2147483647', 0) * #string.asBigDecimal('1E+2147483647', 0)",
  ]) {
    assertRefused(source, 'EXPRESSION_OUTPUT_TOO_LARGE', { k: source === 'k' ? k.repeat(65) : k })
  }
})

test('shared parts that double with every level are stopped, wherever they are read', () => {
  const doubled = `{''}${'.![{#this, #this}]'.repeat(60)}`
  assert.equal(textOf(run(`#data.size(${doubled})`)), '1')
  assertRefused(`'' + ${doubled}`, 'EXPRESSION_OUTPUT_TOO_LARGE')
  assertRefused(doubled, 'EXPRESSION_OUTPUT_TOO_LARGE')
  assertRefused(`${doubled} == ${doubled}`, 'EXPRESSION_TOO_MANY_STEPS')
})

test('data may be deeper than the stack', () => {
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level += 1) deep = [deep]
  assertRefused('deep', 'EXPRESSION_TOO_DEEP', { deep })
  assertRefused("'' + deep", 'EXPRESSION_TOO_DEEP', { deep })
  assertRefused('deep == #root.other', 'EXPRESSION_TOO_DEEP', { deep, other: [deep] })
})

test('data that contains itself is stopped', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  loop.list = [loop, loop]
  assertRefused('loop', 'EXPRESSION_TOO_DEEP', { loop })
  assertRefused('loop.list', 'EXPRESSION_TOO_DEEP', { loop })
  assert.equal(textOf(run('loop.self.self.list[1].self.name', { loop: Object.assign(loop, { name: 'n' }) })), 'n')
})

test('a regular expression costs its size times its input', () => {
  assertRefused("#regex.matches(text, '(?:.{0,300}){2}z')", 'EXPRESSION_TOO_MANY_STEPS', { text: 'x'.repeat(60_000) })
  assertRefused("#regex.findAllMatches(text, 'a.*b|a')", 'EXPRESSION_TOO_MANY_STEPS', { text: 'a'.repeat(10_000) })
  assertRefused("'a' matches ('a' * 1001)", 'EXPRESSION_REGEX_INVALID')
  assertRefused("'a' matches '(?:a{1,30}){1,30}(?:a{1,30}){1,30}(?:a{1,30}){1,30}'", 'EXPRESSION_REGEX_INVALID')
  const list = Array.from({ length: 500 }, (_, at) => `(?:a{1,30}){1,30}${at}`)
  assertRefused("list.![#regex.matches('a', #this)]", 'EXPRESSION_TOO_MANY_STEPS', { list })
  assert.equal(run("#regex.replaceAll(text, '(x+x+)+y', 'z')", { text: 'x'.repeat(5000) }), 'x'.repeat(5000))
})

test('no expression found so far takes long before it is stopped', () => {
  const data = {
    l: Array.from({ length: 1000 }, (_, at) => at),
    big: 'x'.repeat(60_000),
    texts: Array.from({ length: 1000 }, (_, at) => 's'.repeat(1000) + at),
    nested: Array.from({ length: 500 }, () => new Array(200).fill('')),
    digits: '9'.repeat(900),
  }
  for (const source of [
    "#regex.replaceAll('x' * 5000, '()', '$1' * 20000)",
    "#regex.findAllMatches('a' * 3000, 'a.*b|a')",
    "l.![#regex.matches('aaaaaaaaabx', '(a|b){1,' + (#this + 1) + '}.*x')]",
    'l.![#data.containsAll(#root.texts, #root.texts)]',
    'l.![#string.compare(#root.big, #root.big, true)]',
    "l.![#datetime.toDateTimeInTimezone('2021-07-01Z', 'Europe/Paris', 'z zzzz')]",
    'l.![{1: 2}[#root.nested]]',
    'l.![#root.nested == #root.texts]',
    'nested.?[#this == #root.nested]',
    'l.![#string.asBigDecimal(#root.digits, 0) % 7.1]',
    "l.![#string.format('%.0s' * 5000, #this)]",
  ]) {
    try {
      run(source, data)
    } catch (error) {
      assert.ok(error instanceof IdpError, source)
    }
  }
})
