import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ExpressionValue, fromData, kindOf } from '../../../src/expression/value.ts'

test('data becomes the value a JSON reader on Java would make', () => {
  const rows: readonly (readonly [unknown, string])[] = [
    [null, 'null'],
    [undefined, 'null'],
    ['text', 'string'],
    [true, 'boolean'],
    [0, 'int'],
    [-0, 'int'],
    [2147483647, 'int'],
    [-2147483648, 'int'],
    [2147483648, 'long'],
    [Number.MAX_SAFE_INTEGER, 'long'],
    [1e300, 'double'],
    [0.5, 'double'],
    [Number.NaN, 'double'],
    [1n, 'int'],
    [2n ** 40n, 'long'],
    [2n ** 63n, 'BigInteger'],
    [[1], 'list'],
    [{ a: 1 }, 'record'],
    [Object.create(null), 'record'],
    [() => 1, 'null'],
    [Symbol('s'), 'null'],
    [new Date(Number.NaN), 'null'],
  ]
  for (const [data, kind] of rows) assert.equal(kindOf(fromData(data)), kind)
  assert.equal(fromData(new Date(0)), '1970-01-01T00:00:00.000Z')
})

test('data that looks like a value of ours is still data', () => {
  for (const data of [
    { kind: 'int', value: 7 },
    { kind: 'map', entries: new Map() },
    { kind: 'list', items: [] },
  ]) {
    assert.equal(kindOf(fromData(data)), 'record')
  }
})

test('a list converts its elements when one is read, each once', () => {
  const value = fromData([[1], { a: 1 }])
  const items = (list: ExpressionValue) =>
    typeof list === 'object' && list?.kind === 'list' ? list.items : assert.fail()
  assert.deepEqual(items(value).map(kindOf), ['list', 'record'])
  assert.equal(items(value), items(value))
})
