import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { calculate, compareNumbers, negate, raise } from '../../../src/expression/arithmetic.ts'
import { findBigDecimal } from '../../../src/expression/big-decimal.ts'
import { textOfNumber } from '../../../src/expression/number-text.ts'
import {
  bigIntegerValue,
  doubleValue,
  floatValue,
  intValue,
  longValue,
  type NumberValue,
} from '../../../src/expression/value.ts'

const int = fc.oneof(fc.integer(), fc.constantFrom(-2147483648, 2147483647, 0, -1)).map(intValue)
const long = fc
  .oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(-(2n ** 63n), -1n, 0n))
  .map(longValue)
const big = fc.bigInt().map(bigIntegerValue)
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -5, max: 20 }))
  .map(([unscaled, scale]): NumberValue => ({ kind: 'BigDecimal', unscaled, scale }))
const anyNumber = fc.oneof(int, long, big, decimal, fc.double().map(doubleValue), fc.float().map(floatValue))
const shown = (value: NumberValue | undefined): string =>
  value === undefined ? 'none' : `${value.kind} ${textOfNumber(value)}`

test('int and long wrap around as two’s complement', () => {
  for (const [numbers, bits, kind] of [
    [int, 32, 'int'],
    [long, 64, 'long'],
  ] as const) {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const [a, b] = [BigInt(textOfNumber(left)), BigInt(textOfNumber(right))]
        const wrap = (value: bigint): string => `${kind} ${BigInt.asIntN(bits, value)}`
        assert.equal(shown(calculate('+', left, right)), wrap(a + b))
        assert.equal(shown(calculate('-', left, right)), wrap(a - b))
        assert.equal(shown(calculate('*', left, right)), wrap(a * b))
        assert.equal(shown(calculate('/', left, right)), b === 0n ? 'none' : wrap(a / b))
        assert.equal(shown(calculate('%', left, right)), b === 0n ? 'none' : wrap(a % b))
        assert.equal(shown(negate(left)), wrap(-a))
      }),
    )
  }
})

test('the first kind of BigDecimal, double, float, BigInteger, long, int on either side decides', () => {
  const one = {
    BigDecimal: findBigDecimal('1'),
    double: doubleValue(1),
    float: floatValue(1),
    BigInteger: bigIntegerValue(1n),
    long: longValue(1n),
    int: intValue(1),
  }
  const kinds = Object.keys(one) as (keyof typeof one)[]
  for (const [at, kind] of kinds.entries()) {
    for (const lower of kinds.slice(at)) {
      const [left, right] = [one[kind], one[lower]]
      assert.ok(left && right)
      assert.equal(calculate('+', left, right)?.kind, kind)
      assert.equal(calculate('-', right, left)?.kind, kind)
    }
  }
  const [byte, short]: [NumberValue, NumberValue] = [
    { kind: 'byte', value: 1 },
    { kind: 'short', value: 1 },
  ]
  assert.equal(calculate('*', byte, short)?.kind, 'int')
})

test('comparing is an order', () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, (left, right) => {
      const order = compareNumbers(left, right)
      assert.ok(Number.isNaN(order) || Math.sign(order) === -Math.sign(compareNumbers(right, left)) || order === 0)
      assert.ok(Number.isNaN(compareNumbers(left, left)) || compareNumbers(left, left) === 0)
    }),
  )
})

test('decimals compare by worth and far apart exponents do not cost', () => {
  const number = (text: string): NumberValue => findBigDecimal(text) ?? assert.fail(text)
  assert.equal(compareNumbers(number('2.0'), number('2.00')), 0)
  assert.equal(compareNumbers(number('1E+2147483647'), number('1E-2147483647')), 1)
  assert.equal(compareNumbers(number('-1E+2147483647'), number('1')), -1)
  assert.equal(compareNumbers(number('0E+99'), number('0')), 0)
  assert.ok(Number.isNaN(compareNumbers(doubleValue(Number.NaN), number('1'))))
})

test('a power of whole numbers goes through a double and back, saturating', () => {
  assert.equal(shown(raise(intValue(2), intValue(30))), 'int 1073741824')
  assert.equal(shown(raise(intValue(2), intValue(31))), 'long 2147483648')
  assert.equal(shown(raise(intValue(10), intValue(30))), 'long 9223372036854775807')
  assert.equal(shown(raise(intValue(-10), intValue(31))), 'int -2147483648')
  assert.equal(shown(raise(longValue(-10n), intValue(31))), 'long -9223372036854775808')
  assert.equal(shown(raise(intValue(0), intValue(-1))), 'long 9223372036854775807')
  assert.equal(shown(raise(doubleValue(2), intValue(-1))), 'double 0.5')
  assert.equal(shown(raise(bigIntegerValue(2n), intValue(100))), `BigInteger ${2n ** 100n}`)
  assert.equal(raise(bigIntegerValue(2n), intValue(-1)), undefined)
})
