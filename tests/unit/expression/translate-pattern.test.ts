import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../src/errors.ts'
import { startEvaluation } from '../../../src/expression/evaluation.ts'
import { findMatches, matchesWhole, patternsAt } from '../../../src/expression/regex.ts'
import { translatePattern } from '../../../src/expression/translate-pattern.ts'

const evaluation = () => startEvaluation(null, { now: () => new Date(0) })
const matches = (pattern: string, input: string): boolean => matchesWhole(patternsAt(1)(pattern), input, evaluation())

test('what has another spelling is respelled, the rest passes', () => {
  const rows = [
    ['a.b*', 'a.b*'],
    ['\\p{Alpha}+', '[[:alpha:]]+'],
    ['\\P{Digit}', '[[:^digit:]]'],
    ['[\\p{Upper}_]', '[[:upper:]_]'],
    ['\\p{L}', '\\p{L}'],
    ['\\u00e9', '\\x{00e9}'],
    ['\\Qa.b[\\E.', 'a\\.b\\[.'],
    ['\\Qa.b', 'a\\.b'],
    ['[]a]', '[\\]a]'],
    ['[^]a]', '[^\\]a]'],
    ['\\[[a\\]]', '\\[[a\\]]'],
    ['(?<=@)x', '(?<=@)x'],
  ]
  for (const [java = '', ours] of rows) assert.equal(translatePattern(java, 1), ours)
})

test('what would fail or silently mean something else is refused by name', () => {
  const rows = [
    '(?=a)',
    'x(?!a)',
    '(?>a)',
    'a++',
    'a?+',
    'a{1,2}+',
    '(a)\\1',
    '\\k<n>',
    '[a&&b]',
    '[a[b]]',
    '\\h',
    '\\v',
    '\\R',
    '\\X',
    '\\Z',
    '\\G',
    '\\N{x}',
    '\\cA',
    '\\07',
    '\\b{g}',
    '[\\h]',
  ]
  for (const pattern of rows) {
    assert.throws(
      () => translatePattern(pattern, 7),
      (error) => error instanceof IdpError && error.code === 'EXPRESSION_REGEX_UNSUPPORTED' && error.facts.column === 7,
      pattern,
    )
  }
  for (const escaped of ['\\(?=a', '\\(\\?!', '[(?=a]', '[+]+', 'a\\++', '\\\\1', '[&]']) translatePattern(escaped, 1)
})

test('quoted text matches itself and nothing else', () => {
  const text = fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).filter((value) => !value.includes('\\E'))
  fc.assert(
    fc.property(text, text, (quoted, other) => {
      assert.ok(matches(`\\Q${quoted}\\E`, quoted))
      assert.equal(matches(`\\Q${quoted}\\E`, other), quoted === other)
    }),
  )
})

test('matches are found from left to right, with groups', () => {
  const found = [...findMatches(patternsAt(1)('(\\w)(\\d)?'), 'a1 b', evaluation())].map(({ start, end }) => [
    start,
    end,
  ])
  assert.deepEqual(found, [
    [0, 2],
    [3, 4],
  ])
  for (const match of findMatches(patternsAt(1)('(b)|(c)'), 'b', evaluation()))
    assert.deepEqual([match.group(1), match.group(2)], ['b', null])
})

test('a place compiles a pattern once', () => {
  const patterns = patternsAt(1)
  assert.equal(patterns('a+'), patterns('a+'))
  for (let at = 0; at < 100; at += 1) patterns(`a{${at}}`)
  assert.ok(matchesWhole(patterns('a+'), 'aa', evaluation()))
})
