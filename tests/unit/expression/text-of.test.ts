import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonTextOf, textOf } from '../../../src/expression/text-of.ts'
import { doubleValue, fromData, intValue, listValue } from '../../../src/expression/value.ts'

test('a value as text is what Java makes of it', () => {
  assert.equal(textOf(null), 'null')
  assert.equal(textOf(true), 'true')
  assert.equal(textOf(doubleValue(1)), '1.0')
  assert.equal(textOf(listValue(['a', null, intValue(1)])), 'a,null,1')
  assert.equal(textOf(listValue([])), '')
  assert.equal(textOf({ kind: 'map', entries: new Map([['a', listValue([true])]]) }), '{a=true}')
  assert.equal(textOf(fromData({ a: 1, b: { c: 'd' } })), '{a=1, b={c=d}}')
})

test('JSON data comes out as the same JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (data) => {
      assert.deepEqual(JSON.parse(jsonTextOf(fromData(data))), JSON.parse(JSON.stringify(data)))
    }),
  )
})

test('JSON numbers keep their digits; what JSON has no number for is null', () => {
  assert.equal(jsonTextOf(fromData(12345678901234567890n)), '12345678901234567890')
  assert.equal(jsonTextOf(listValue([doubleValue(Number.NaN), doubleValue(Number.POSITIVE_INFINITY)])), '[null,null]')
  assert.equal(jsonTextOf(doubleValue(1e21)), '1.0E21')
})
