import { IdpError } from '../errors.ts'
import type { Token } from './tokenize.ts'
import { doubleValue, floatValue, intRange, intValue, longRange, longValue, type NumberValue } from './value.ts'

/** 1 and 0xFF are int, 1L long, 1.5, 1e3 and 1.5D double, 1.5F float; each within Java's limits. @throws EXPRESSION_NUMBER */
export function numberLiteral(token: Token): NumberValue {
  const digits = token.text.toLowerCase()
  const isHex = digits.startsWith('0x')
  if (digits.endsWith('l')) return longLiteral(token, digits.slice(0, -1))
  if (isHex || /^\d+$/.test(digits)) return intLiteral(token, digits)
  const isFloat = digits.endsWith('f')
  const value = Number(digits.replace(/[fd]$/, ''))
  if (!Number.isFinite(isFloat ? Math.fround(value) : value)) throw unreadable(token, 'a smaller number')
  return isFloat ? floatValue(value) : doubleValue(value)
}

function intLiteral(token: Token, digits: string): NumberValue {
  if (digits === '0x') throw unreadable(token, 'hexadecimal digits after 0x')
  const value = Number(digits)
  if (value > intRange.max) throw unreadable(token, `a number up to ${intRange.max}, or an L behind it`)
  return intValue(value)
}

function longLiteral(token: Token, digits: string): NumberValue {
  if (digits === '0x' || /[.e]/.test(digits.replace(/^0x.*/, ''))) throw unreadable(token, 'a whole number before L')
  const value = BigInt(digits)
  if (value > longRange.max) throw unreadable(token, `a number up to ${longRange.max}`)
  return longValue(value)
}

const unreadable = (token: Token, expected: string): IdpError =>
  new IdpError('EXPRESSION_NUMBER', { column: token.at + 1, found: token.text, expected })
