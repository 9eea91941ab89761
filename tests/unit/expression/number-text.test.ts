import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { textOfDouble, textOfNumber } from '../../../src/expression/number-text.ts'
import { floatValue } from '../../../src/expression/value.ts'

test('doubles as Java writes them', () => {
  const rows: readonly (readonly [number, string])[] = [
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [100, '100.0'],
    [0.001, '0.001'],
    [0.00099, '9.9E-4'],
    [9999999, '9999999.0'],
    [1e7, '1.0E7'],
    [1.5e300, '1.5E300'],
    [5e-324, '4.9E-324'],
    [2e-3, '0.002'],
    [2e23, '2.0E23'],
    [-123.456, '-123.456'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ]
  for (const [value, text] of rows) assert.equal(textOfDouble(value), text)
})

test('the text of a double or float is that number again', () => {
  fc.assert(fc.property(fc.double(), (value) => assert.equal(Number(textOfDouble(value)), value)))
  fc.assert(
    fc.property(fc.float(), (value) => assert.equal(Math.fround(Number(textOfNumber(floatValue(value)))), value)),
  )
})

test('a float has no more digits than it needs', () => {
  const rows = [
    [0.1, '0.1'],
    [3.4028235e38, '3.4028235E38'],
    [1.4e-45, '1.4E-45'],
    [16777216, '1.6777216E7'],
  ] as const
  for (const [value, text] of rows) assert.equal(textOfNumber(floatValue(value)), text)
})
