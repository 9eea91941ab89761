import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdpError } from '../../../src/errors.ts'
import { tokenize } from '../../../src/expression/tokenize.ts'

const texts = (source: string): readonly string[] =>
  tokenize(source, 0, source.length).map(({ kind, text }) => (kind === 'string' ? `'${text}'` : text))

test('signs are read longest first', () => {
  assert.deepEqual(texts('a.?[b]?:c?.d'), ['a', '.', '?[', 'b', ']', '?:', 'c', '?.', 'd', 'the end'])
  assert.deepEqual(texts('!a!=b==c<=d'), ['!', 'a', '!=', 'b', '==', 'c', '<=', 'd', 'the end'])
  assert.deepEqual(texts('x.^[1].$[2].![3]'), [
    'x',
    '.',
    '^[',
    '1',
    ']',
    '.',
    '$[',
    '2',
    ']',
    '.',
    '![',
    '3',
    ']',
    'the end',
  ])
})

test('a quote inside a string is written twice, the other kind as it is', () => {
  assert.deepEqual(
    texts(`'it''s' "a""b" 'a"b' ''''`),
    ["'it's'", `'a"b'`, `'a"b'`, "''"].concat('the end').map((text) => (text === "''" ? "'''" : text)),
  )
})

test('a number takes its suffix, and nothing more', () => {
  assert.deepEqual(texts('1 2L 3.5 4e5 6.7E-8D 0xFFl 9f 1.a'), [
    '1',
    '2L',
    '3.5',
    '4e5',
    '6.7E-8D',
    '0xFFl',
    '9f',
    '1',
    '.',
    'a',
    'the end',
  ])
})

test('a part of a text is read with the columns of the whole', () => {
  const tokens = tokenize('abc ${x + 1} def', 6, 11)
  assert.deepEqual(
    tokens.map(({ text, at }) => [text, at]),
    [
      ['x', 6],
      ['+', 8],
      ['1', 10],
      ['the end', 11],
    ],
  )
})

test('tokens lie one behind the other, and only blanks between them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '1', "'x'", '"y"', '+', '.?[', '#', ' ', '\t', '(', '}')), (parts) => {
      const source = parts.join(' ')
      let end = 0
      for (const token of tokenize(source, 0, source.length)) {
        assert.match(source.slice(end, token.at), /^[ \t]*$/)
        end = token.end
      }
      assert.equal(end, source.length)
    }),
  )
})

test('a line break is named wherever it stands', () => {
  for (const [source, column] of [
    ['a\nb', 2],
    ["'a\r\nb'", 3],
    ['1 +\r2', 4],
  ] as const) {
    assert.throws(
      () => tokenize(source, 0, source.length),
      (error) => error instanceof IdpError && error.code === 'EXPRESSION_LINE_BREAK' && error.facts.column === column,
    )
  }
})

test('characters of formatted documents are named with what to write', () => {
  const rows = [
    ['1 ⇐ 2', '⇐ (U+21D0)', '<='],
    ['“a”', '“ (U+201C)', 'a plain "'],
    ['a\u00a0+ b', 'U+00A0', 'a plain space'],
    ['a\u0007', 'U+0007', 'a value or an operator'],
    ['😀', '😀 (U+1F600)', 'a value or an operator'],
    ['\ud800', 'U+D800', 'a value or an operator'],
  ]
  for (const [source = '', found, expected] of rows) {
    assert.throws(
      () => tokenize(source, 0, source.length),
      (error) => {
        assert.ok(error instanceof IdpError && error.code === 'EXPRESSION_CHARACTER')
        assert.deepEqual([error.facts.found, error.facts.expected], [found, expected])
        return true
      },
    )
  }
})
