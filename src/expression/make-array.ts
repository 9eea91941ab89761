import { IdpError } from '../errors.ts'
import { toDouble, toInteger } from './arithmetic.ts'
import { findBigDecimal } from './big-decimal.ts'
import { findBoolean, findInt } from './convert.ts'
import { countOutput, type Evaluation } from './evaluation.ts'
import { wrongTypes } from './operators.ts'
import type { PrimitiveName } from './syntax.ts'
import {
  doubleValue,
  type ExpressionValue,
  floatValue,
  intRange,
  intValue,
  isNumber,
  type ListValue,
  listValue,
  longRange,
  longValue,
} from './value.ts'

/** `new int[]{1, 2}`: each item becomes the type, or it is an error (out of range, not a number). */
export function arrayOfItems(
  of: PrimitiveName,
  size: ExpressionValue | undefined,
  items: readonly ExpressionValue[],
  at: number,
): ListValue {
  if (size !== undefined && findInt(size) !== items.length) {
    throw new IdpError('EXPRESSION_INDEX_RANGE', {
      column: at + 1,
      found: items.length,
      expected: 'as many items as the size says',
    })
  }
  return listValue(items.map((item) => elementOf(of, item, at)))
}

/** `new int[2][3]`: zeros, false or the character 0, by every size. */
export function emptyArray(
  of: PrimitiveName,
  sizes: readonly ExpressionValue[],
  at: number,
  evaluation: Evaluation,
): ListValue {
  const lengths = sizes.map((size) => {
    const length = findInt(size)
    if (length === undefined || length < 0)
      throw wrongTypes(size, undefined, { operator: 'new', column: at + 1 }, 'a size')
    return length
  })
  return filledList(lengths, elementOf(of, zeroOf(of), at), evaluation)
}

function filledList(lengths: readonly number[], element: ExpressionValue, evaluation: Evaluation): ListValue {
  const [length = 0, ...inner] = lengths
  countOutput(evaluation, length)
  return listValue(
    Array.from({ length }, () => (inner.length === 0 ? element : filledList(inner, element, evaluation))),
  )
}

const zeroOf = (of: PrimitiveName): ExpressionValue => (of === 'boolean' ? false : of === 'char' ? '\0' : intValue(0))

function elementOf(of: PrimitiveName, item: ExpressionValue, at: number): ExpressionValue {
  const element = findElement(of, item)
  if (element === undefined) throw wrongTypes(item, undefined, { operator: 'new', column: at + 1 }, `a ${of}`)
  return element
}

/** Text is read as a number; a char is one character, or the number of one. */
function findElement(of: PrimitiveName, item: ExpressionValue): ExpressionValue | undefined {
  if (of === 'boolean') return findBoolean(item)
  if (of === 'char' && typeof item === 'string') return item.length === 1 ? item : undefined
  const number = typeof item === 'string' ? findBigDecimal(item.trim()) : item
  if (number === undefined || !isNumber(number)) return undefined
  if (of === 'double') return doubleValue(toDouble(number))
  if (of === 'float') return floatValue(toDouble(number))
  return typeof item === 'string' && !/^\s*[+-]?\d+\s*$/.test(item) ? undefined : findWhole(of, toInteger(number))
}

function findWhole(of: 'byte' | 'short' | 'int' | 'long' | 'char', whole: bigint): ExpressionValue | undefined {
  const { min, max } = wholeRanges[of]
  if (whole < min || whole > max) return undefined
  if (of === 'long') return longValue(whole)
  return of === 'char' ? String.fromCharCode(Number(whole)) : { kind: of, value: Number(whole) }
}

const wholeRanges = {
  byte: { min: -128n, max: 127n },
  short: { min: -32768n, max: 32767n },
  int: { min: BigInt(intRange.min), max: BigInt(intRange.max) },
  long: longRange,
  char: { min: 0n, max: 65535n },
} as const
