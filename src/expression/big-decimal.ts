import { outputTooLarge } from './evaluation.ts'
import type { BigDecimalValue } from './value.ts'

/**
 * java.math.BigDecimal, as far as the language needs it: unscaled * 10^-scale, scale kept as Java keeps it (1.10 + 1 = 2.10).
 * Exponents may be huge while the text is short (1E+2147483647), so every growth of the unscaled number is checked first.
 */
const digitsLimit = 1000
const scaleLimit = 2147483647

function bigDecimal(unscaled: bigint, scale: number): BigDecimalValue {
  if (Math.abs(scale) > scaleLimit) throw outputTooLarge()
  return { kind: 'BigDecimal', unscaled, scale }
}

const decimalForm = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,10}))?$/

/** The form `new BigDecimal(String)` reads, or undefined. */
export function findBigDecimal(text: string): BigDecimalValue | undefined {
  const match = decimalForm.exec(text)
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? []
  if (match === null || whole + fraction === '' || whole.length + fraction.length > digitsLimit) return undefined
  const scale = fraction.length - Number(exponent)
  if (Math.abs(scale) > scaleLimit) return undefined
  const magnitude = BigInt(whole + fraction)
  return bigDecimal(sign === '-' ? -magnitude : magnitude, scale)
}

function powerOfTen(exponent: number): bigint {
  if (exponent > digitsLimit) throw outputTooLarge()
  return 10n ** BigInt(exponent)
}

const atScale = (value: BigDecimalValue, scale: number): bigint =>
  value.unscaled === 0n ? 0n : value.unscaled * powerOfTen(scale - value.scale)

function aligned(left: BigDecimalValue, right: BigDecimalValue): { left: bigint; right: bigint; scale: number } {
  const scale = Math.max(left.scale, right.scale)
  return { left: atScale(left, scale), right: atScale(right, scale), scale }
}

export function addDecimals(left: BigDecimalValue, right: BigDecimalValue): BigDecimalValue {
  const same = aligned(left, right)
  return bigDecimal(same.left + same.right, same.scale)
}

export const negateDecimal = (value: BigDecimalValue): BigDecimalValue => bigDecimal(-value.unscaled, value.scale)

export function multiplyDecimals(left: BigDecimalValue, right: BigDecimalValue): BigDecimalValue {
  checkDigits(digitsOf(left.unscaled) + digitsOf(right.unscaled))
  return bigDecimal(left.unscaled * right.unscaled, left.scale + right.scale)
}

/** The greater scale of the two, rounded half even: what the division operator does with decimals. */
export function divideDecimals(left: BigDecimalValue, right: BigDecimalValue): BigDecimalValue {
  const scale = Math.max(left.scale, right.scale)
  const shift = scale - left.scale + right.scale
  const numerator = shift >= 0 ? left.unscaled * powerOfTen(shift) : left.unscaled
  const denominator = shift >= 0 ? right.unscaled : right.unscaled * powerOfTen(-shift)
  return bigDecimal(divideRounded(numerator, denominator, 'half even'), scale)
}

/** The scale is that of left - quotient * right, where the quotient has lost its trailing zeros as far as the scales allow. */
export function remainderOfDecimals(left: BigDecimalValue, right: BigDecimalValue): BigDecimalValue {
  const same = aligned(left, right)
  const remainder = same.left % same.right
  const zeros = Math.min(trailingZeros(same.left / same.right), Math.max(0, right.scale - left.scale))
  return bigDecimal(remainder / powerOfTen(zeros), same.scale - zeros)
}

const trailingZeros = (value: bigint): number =>
  value === 0n ? Number.POSITIVE_INFINITY : (/0*$/.exec(value.toString())?.[0].length ?? 0)

export function powerOfDecimal(value: BigDecimalValue, exponent: number): BigDecimalValue {
  checkDigits(digitsOf(value.unscaled) * exponent)
  return bigDecimal(value.unscaled ** BigInt(exponent), value.scale * exponent)
}

export function compareDecimals(left: BigDecimalValue, right: BigDecimalValue): number {
  const signs = Math.sign(signOf(left.unscaled) - signOf(right.unscaled))
  const magnitudes = orderOf(left) - orderOf(right)
  if (signs !== 0 || left.unscaled === 0n) return signs
  if (Math.abs(magnitudes) > 1) return signOf(left.unscaled) * Math.sign(magnitudes)
  const same = aligned(left, right)
  return signOf(same.left - same.right)
}

/** The value with this many decimals, rounded half up (away from zero), as java.util.Formatter rounds. */
export function roundDecimal(value: BigDecimalValue, scale: number): BigDecimalValue {
  if (scale >= value.scale) return bigDecimal(atScale(value, scale), scale)
  const drop = value.scale - scale
  if (drop > digitsOf(value.unscaled) + 1) return bigDecimal(0n, scale)
  return bigDecimal(divideRounded(value.unscaled, powerOfTen(drop), 'half up'), scale)
}

function divideRounded(numerator: bigint, denominator: bigint, mode: 'half even' | 'half up'): bigint {
  const quotient = numerator / denominator
  const twice = 2n * magnitudeOf(numerator % denominator)
  const half = magnitudeOf(denominator)
  const away = twice > half || (twice === half && (mode === 'half up' || quotient % 2n !== 0n))
  const direction = numerator < 0n === denominator < 0n ? 1n : -1n
  return away ? quotient + direction : quotient
}

/** BigDecimal.toString: plain while the scale is not negative and the exponent at least -6, else with an exponent. */
export function textOfDecimal(value: BigDecimalValue): string {
  const digits = magnitudeOf(value.unscaled).toString()
  const sign = value.unscaled < 0n ? '-' : ''
  const exponent = digits.length - 1 - value.scale
  if (value.scale === 0) return sign + digits
  if (value.scale > 0 && exponent >= -6) return sign + withPoint(digits, value.scale)
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
  return `${sign}${mantissa}${exponent === 0 ? '' : `E${exponent > 0 ? '+' : ''}${exponent}`}`
}

/** All digits, no exponent; the scale must not be negative. */
export const plainTextOfDecimal = (value: BigDecimalValue): string =>
  (value.unscaled < 0n ? '-' : '') + withPoint(magnitudeOf(value.unscaled).toString(), value.scale)

function withPoint(digits: string, scale: number): string {
  if (scale === 0) return digits
  const padded = digits.padStart(scale + 1, '0')
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}

export const digitsOf = (value: bigint): number => magnitudeOf(value).toString().length
const magnitudeOf = (value: bigint): bigint => (value < 0n ? -value : value)
export const orderOf = (value: BigDecimalValue): number => digitsOf(value.unscaled) - value.scale
const signOf = (value: bigint): number => (value === 0n ? 0 : value < 0n ? -1 : 1)

export function checkDigits(digits: number): void {
  if (!(digits <= digitsLimit)) throw outputTooLarge()
}
