import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from '../../../src/expression/parse.ts'
import type { Syntax } from '../../../src/expression/syntax.ts'
import { textOf } from '../../../src/expression/text-of.ts'

/** The tree in brackets, so that precedence can be seen. */
function shape(node: Syntax): string {
  switch (node.type) {
    case 'literal':
      return typeof node.value === 'string' ? `'${node.value}'` : textOf(node.value)
    case 'name':
      return node.name
    case 'property':
      return `${shape(node.target)}.${node.name}`
    case 'index':
      return `${shape(node.target)}[${shape(node.key)}]`
    case 'select':
      return `${shape(node.target)}.${node.which}[${shape(node.criterion)}]`
    case 'project':
      return `${shape(node.target)}.each[${shape(node.element)}]`
    case 'list':
      return `{${node.items.map(shape).join(' ')}}`
    case 'map':
      return `{${node.entries.map(({ key, value }) => `${shape(key)}:${shape(value)}`).join(' ')}}`
    case 'array':
      return `new ${node.of}${node.sizes.map((size) => `[${shape(size)}]`).join('')}{${(node.items ?? []).map(shape).join(' ')}}`
    case 'call':
      return `${node.library}.${node.name}(${node.arguments.map(shape).join(' ')})`
    case 'not':
    case 'minus':
    case 'plus':
      return `(${node.type} ${shape(node.operand)})`
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`
    case 'ternary':
      return `(${shape(node.condition)} ? ${shape(node.whenTrue)} : ${shape(node.whenFalse)})`
    default:
      return `#${node.type}`
  }
}

test('operators bind as in the Spring language', () => {
  const rows = [
    ['1 + 2 * 3 ^ 4', '(1 + (2 * (3 ^ 4)))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['1 + 2 < 3 * 4 and a or b', '((((1 + 2) < (3 * 4)) and a) or b)'],
    ['a or b and c', '(a or (b and c))'],
    ['!a == b', '((not a) == b)'],
    ['not a and b', '((not a) and b)'],
    ['-a ^ 2', '((minus a) ^ 2)'],
    ['2 ^ -a', '(2 ^ (minus a))'],
    ['a + b ?: c', '((a + b) ?: c)'],
    ['a ?: b ?: c', '(a ?: (b ?: c))'],
    ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'],
    ['a ? b ?: c : d', '(a ? (b ?: c) : d)'],
    ['a == 1 ? b : c', '((a == 1) ? b : c)'],
    ['a LT 1 And b GE 2', '((a < 1) and (b >= 2))'],
    ['a div 2 mod 3', '((a / 2) % 3)'],
    ["a matches 'x' + 'y'", "(a matches ('x' + 'y'))"],
    ['-a.b[0]', '(minus a.b[0])'],
    ['a.b[c].?[d].![e].^[f].$[g]', 'a.b[c].all[d].each[e].first[f].last[g]'],
    ['#root.a + #this', '(#root.a + #this)'],
    ['{a, {b}, {:}}', '{a {b} {}}'],
    ["{a: 1, 'b': 2, c.d: 3}", "{'a':1 'b':2 c.d:3}"],
    ['{a ? b : c}', '{(a ? b : c)}'],
    ['new int[2][3]', 'new int[2][3]{}'],
    ['new int[] {1, 2} [0]', 'new int{1 2}[0]'],
    ['#string.trim(a + b)', 'string.trim((a + b))'],
    ['[0]', '#this[0]'],
    ['?[a]', '#this.all[a]'],
    ['user.and.or.not.T.new', 'user.and.or.not.T.new'],
    ['T', 'T'],
    ['new', 'new'],
  ]
  for (const [source = '', expected] of rows) assert.equal(shape(parse(source)), expected, source)
})

test('a node knows where its sign stands', () => {
  const tree = parse('abc + d[1]')
  assert.ok(tree.type === 'binary' && tree.right.type === 'index')
  assert.deepEqual([tree.at, tree.left.at, tree.right.at, tree.right.key.at], [4, 0, 7, 8])
})
