import {
  addDecimals,
  checkDigits,
  compareDecimals,
  digitsOf,
  divideDecimals,
  findBigDecimal,
  multiplyDecimals,
  negateDecimal,
  powerOfDecimal,
  remainderOfDecimals,
} from './big-decimal.ts'
import { textOfNumber } from './number-text.ts'
import {
  type BigDecimalValue,
  bigIntegerValue,
  doubleValue,
  floatValue,
  intRange,
  intValue,
  longRange,
  longValue,
  type NumberValue,
} from './value.ts'

/**
 * Java's arithmetic with the promotion of the Spring language: BigDecimal, double, float, BigInteger, long, int, in this order;
 * the first kind that one side has decides. int and long wrap around; dividing whole numbers cuts the fraction off.
 */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'

/** undefined: the calculation has no result (division of whole numbers or decimals by zero, negative power of a big number). */
export function calculate(
  operator: ArithmeticOperator,
  left: NumberValue,
  right: NumberValue,
): NumberValue | undefined {
  switch (commonKind(left, right)) {
    case 'BigDecimal':
      return onDecimals(operator, findDecimal(left), findDecimal(right))
    case 'double':
      return doubleValue(onFloats(operator, toDouble(left), toDouble(right)))
    case 'float':
      return floatValue(onFloats(operator, Math.fround(toDouble(left)), Math.fround(toDouble(right))))
    case 'BigInteger':
      return wrapped(onIntegers(operator, toInteger(left), toInteger(right)), bigIntegerValue)
    case 'long':
      return wrapped(onIntegers(operator, toInteger(left), toInteger(right)), longValue)
    default:
      return onInts(operator, toDouble(left), toDouble(right))
  }
}

type CommonKind = 'BigDecimal' | 'double' | 'float' | 'BigInteger' | 'long' | 'int'
const promotion: readonly CommonKind[] = ['BigDecimal', 'double', 'float', 'BigInteger', 'long']

const commonKind = (left: NumberValue, right: NumberValue): CommonKind =>
  promotion.find((kind) => left.kind === kind || right.kind === kind) ?? 'int'

const wrapped = (exact: bigint | undefined, wrap: (exact: bigint) => NumberValue): NumberValue | undefined =>
  exact === undefined ? undefined : wrap(exact)

function onInts(operator: ArithmeticOperator, left: number, right: number): NumberValue | undefined {
  if (operator === '*') return intValue(Math.imul(left, right))
  return right === 0 && (operator === '/' || operator === '%') ? undefined : intValue(onFloats(operator, left, right))
}

function onIntegers(operator: ArithmeticOperator, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      checkDigits(digitsOf(left) + digitsOf(right))
      return left * right
    case '/':
      return right === 0n ? undefined : left / right
    case '%':
      return right === 0n ? undefined : left % right
  }
}

function onFloats(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
  }
}

function onDecimals(
  operator: ArithmeticOperator,
  left: BigDecimalValue | undefined,
  right: BigDecimalValue | undefined,
): BigDecimalValue | undefined {
  if (left === undefined || right === undefined) return undefined
  switch (operator) {
    case '+':
      return addDecimals(left, right)
    case '-':
      return addDecimals(left, negateDecimal(right))
    case '*':
      return multiplyDecimals(left, right)
    case '/':
      return right.unscaled === 0n ? undefined : divideDecimals(left, right)
    case '%':
      return right.unscaled === 0n ? undefined : remainderOfDecimals(left, right)
  }
}

/** ^: whole numbers go through a double, as in the Spring language, and come back as int, or long where one side is or it must be. */
export function raise(base: NumberValue, exponent: NumberValue): NumberValue | undefined {
  if (base.kind === 'BigDecimal' || base.kind === 'BigInteger') return raiseBig(base, Math.trunc(toDouble(exponent)))
  const power = toDouble(base) ** toDouble(exponent)
  const isEither = (...kinds: readonly string[]): boolean => kinds.includes(base.kind) || kinds.includes(exponent.kind)
  if (isEither('double', 'float')) return doubleValue(power)
  return power > intRange.max || isEither('long')
    ? longValue(saturate(power))
    : intValue(Number.isNaN(power) ? 0 : Math.max(power, intRange.min))
}

function raiseBig(base: BigDecimalValue | NumberValue, exponent: number): NumberValue | undefined {
  if (!(exponent >= 0 && exponent <= 999_999_999)) return undefined
  if (base.kind === 'BigDecimal') return powerOfDecimal(base, exponent)
  const integer = toInteger(base)
  checkDigits(digitsOf(integer) * exponent)
  return bigIntegerValue(integer ** BigInt(exponent))
}

/** A Java cast of a double to long: NaN is 0, and the ends of the range hold. */
function saturate(value: number): bigint {
  if (Number.isNaN(value)) return 0n
  if (value >= 2 ** 63) return longRange.max
  return value <= -(2 ** 63) ? longRange.min : BigInt(Math.trunc(value))
}

/** 0 - x, so that -0 does not appear. */
export const negate = (value: NumberValue): NumberValue =>
  value.kind === 'BigDecimal' ? negateDecimal(value) : (calculate('-', intValue(0), value) ?? value)

/** Negative, zero or positive; NaN when there is no order (a side is not a number). */
export function compareNumbers(left: NumberValue, right: NumberValue): number {
  switch (commonKind(left, right)) {
    case 'BigDecimal': {
      const [decimalLeft, decimalRight] = [findDecimal(left), findDecimal(right)]
      return decimalLeft && decimalRight ? compareDecimals(decimalLeft, decimalRight) : Number.NaN
    }
    case 'float':
      return order(Math.fround(toDouble(left)), Math.fround(toDouble(right)))
    case 'long':
    case 'BigInteger':
      return order(toInteger(left), toInteger(right))
    default:
      return order(toDouble(left), toDouble(right))
  }
}

const order = <T extends number | bigint>(left: T, right: T): number =>
  left === right ? 0 : left < right ? -1 : left > right ? 1 : Number.NaN

export function toDouble(value: NumberValue): number {
  return value.kind === 'BigDecimal' ? Number(textOfNumber(value)) : Number(value.value)
}

/** The whole part, for a finite number; outside a long's range a decimal saturates. */
export function toInteger(value: NumberValue): bigint {
  if (value.kind === 'BigDecimal') return saturate(toDouble(value))
  return typeof value.value === 'bigint' ? value.value : saturate(value.value)
}

/** By its text, as Java's converter does: the double 0.1 becomes 0.1. undefined for NaN and infinities. */
const findDecimal = (value: NumberValue): BigDecimalValue | undefined =>
  value.kind === 'BigDecimal' ? value : findBigDecimal(textOfNumber(value))
