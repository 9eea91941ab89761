import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../../../src/expression/compile-expression.ts'
import { compileTemplate } from '../../../src/expression/compile-template.ts'

test('an expression says what it reads and calls', () => {
  const rows = [
    ['#string.uuidAsBase64Guid(user.externalId, null)', ['string.uuidAsBase64Guid'], ['user.externalId']],
    ["user['ms-upn'] ?: #root.user.mail", [], ['user.ms-upn', 'user.mail']],
    ["user.name.given + ', ' + user.name.given", [], ['user.name.given']],
    ['user.groups.?[type == #root.kind].![#string.trim(name)]', ['string.trim'], ['user.groups', 'kind']],
    ['{user.a: user.b, c: {user.d}}', [], ['user.a', 'user.b', 'user.d']],
    ['m[user.k].x', [], ['m', 'user.k']],
    ['-a > !b ? new int[c] : new int[] {d}', [], ['a', 'b', 'c', 'd']],
    ['#this', [], []],
    ['1', [], []],
  ] as const
  for (const [source, calls, paths] of rows) {
    const compiled = compileExpression(source)
    assert.deepEqual([compiled.calls, [...compiled.paths].sort()], [calls, [...paths].sort()], source)
  }
})

test('a mapping value says it of all its parts', () => {
  const compiled = compileTemplate('${user.a}-${#string.trim(user.b)}-${user.a}')
  assert.deepEqual([compiled.calls, compiled.paths], [['string.trim'], ['user.a', 'user.b']])
  assert.deepEqual(compileTemplate('constant').paths, [])
})
