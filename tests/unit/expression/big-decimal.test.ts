import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDecimals,
  divideDecimals,
  findBigDecimal,
  multiplyDecimals,
  plainTextOfDecimal,
  roundDecimal,
  textOfDecimal,
} from '../../../src/expression/big-decimal.ts'
import type { BigDecimalValue } from '../../../src/expression/value.ts'

const decimal = (text: string): BigDecimalValue => findBigDecimal(text) ?? assert.fail(text)
const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: -20, max: 20 }))
  .map(([unscaled, scale]): BigDecimalValue => ({ kind: 'BigDecimal', unscaled, scale }))

test('reading what was written gives the same unscaled number and scale', () => {
  fc.assert(fc.property(anyDecimal, (value) => assert.deepEqual(findBigDecimal(textOfDecimal(value)), value)))
})

test('texts as Java writes them', () => {
  const rows = [
    ['1.10', '1.10'],
    ['+5.', '5'],
    ['.5', '0.5'],
    ['1e3', '1E+3'],
    ['123E+2', '1.23E+4'],
    ['0.000001', '0.000001'],
    ['0.0000001', '1E-7'],
    ['-0.0', '0.0'],
    ['0E-10', '0E-10'],
    ['1E-2147483647', '1E-2147483647'],
  ]
  for (const [source = '', text] of rows) assert.equal(textOfDecimal(decimal(source)), text)
})

test('what is no number is none', () => {
  for (const text of ['', '.', '-', 'e5', '1e', '1.2.3', '0x1', '1_0', ' 1', 'NaN', '1e2147483648', '9'.repeat(1001)]) {
    assert.equal(findBigDecimal(text), undefined, text)
  }
})

test('sum and product are exact and keep the scales', () => {
  const at = (value: BigDecimalValue, scale: number): bigint => value.unscaled * 10n ** BigInt(scale - value.scale)
  fc.assert(
    fc.property(anyDecimal, anyDecimal, (left, right) => {
      const scale = Math.max(left.scale, right.scale)
      assert.deepEqual(addDecimals(left, right), {
        kind: 'BigDecimal',
        unscaled: at(left, scale) + at(right, scale),
        scale,
      })
      assert.deepEqual(multiplyDecimals(left, right), {
        kind: 'BigDecimal',
        unscaled: left.unscaled * right.unscaled,
        scale: left.scale + right.scale,
      })
    }),
  )
})

test('division keeps the greater scale, half even; rounding is half up', () => {
  const divide = (left: string, right: string): string => textOfDecimal(divideDecimals(decimal(left), decimal(right)))
  assert.deepEqual(
    [
      divide('1.0', '4'),
      divide('3.0', '4'),
      divide('-1.0', '4'),
      divide('1', '3.000'),
      divide('10', '4'),
      divide('1E+3', '1E+2'),
    ],
    ['0.2', '0.8', '-0.2', '0.333', '2', '0E+2'],
  )
  const round = (text: string, scale: number): string => plainTextOfDecimal(roundDecimal(decimal(text), scale))
  assert.deepEqual(
    [
      round('1.005', 2),
      round('2.5', 0),
      round('-2.5', 0),
      round('0.04', 1),
      round('9.99', 1),
      round('1E-500', 3),
      round('5', 2),
    ],
    ['1.01', '3', '-3', '0.0', '10.0', '0.000', '5.00'],
  )
})
