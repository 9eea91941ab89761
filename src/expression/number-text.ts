import { textOfDecimal } from './big-decimal.ts'
import type { NumberValue } from './value.ts'

/** Numbers as Java's toString writes them: 1.0, 1.0E7, 1.0E-5; a float has only the digits that tell it from its neighbours. */
export function textOfNumber(value: NumberValue): string {
  switch (value.kind) {
    case 'BigDecimal':
      return textOfDecimal(value)
    case 'double':
      return textOfDouble(value.value)
    case 'float':
      return textOfShortest(value.value, shortestFloat)
    default:
      return value.value.toString()
  }
}

export const textOfDouble = (value: number): string => textOfShortest(value, shortestDouble)

function textOfShortest(value: number, exponential: (magnitude: number) => string): string {
  if (!Number.isFinite(value)) return String(value)
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  if (value === 0) return `${sign}0.0`
  const [mantissa = '', power = ''] = exponential(Math.abs(value)).split('e')
  const digits = mantissa.replace('.', '')
  return sign + (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7 ? plain : scientific)(digits, Number(power))
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const padded = digits.padEnd(exponent + 2, '0')
  return `${padded.slice(0, exponent + 1)}.${padded.slice(exponent + 1)}`
}

const scientific = (digits: string, exponent: number): string =>
  `${digits[0]}.${digits.length > 1 ? digits.slice(1) : '0'}E${exponent}`

/** Where one digit would do, Java takes the nearest with two: the least double is 4.9E-324, not 5E-324. */
function shortestDouble(magnitude: number): string {
  const text = magnitude.toExponential()
  const twoDigits = text[1] === '.' ? text : magnitude.toExponential(1)
  return Number(twoDigits) === magnitude ? twoDigits.replace('.0e', 'e') : text
}

function shortestFloat(magnitude: number): string {
  for (let fractionDigits = 1; fractionDigits < 9; fractionDigits += 1) {
    const text = magnitude.toExponential(fractionDigits)
    if (Math.fround(Number(text)) === magnitude) return text.replace('.0e', 'e')
  }
  return magnitude.toExponential(9)
}
