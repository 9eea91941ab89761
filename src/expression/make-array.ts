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

const wholeRanges: Readonly<Partial<Record<PrimitiveName, number>>> = { byte: 128, short: 32768, int: 2147483648 }

function elementOf(of: PrimitiveName, item: ExpressionValue, at: number): ExpressionValue {
  const element = findElement(of, item)
  if (element === undefined) throw wrongTypes(item, undefined, { operator: 'new', column: at + 1 }, `a ${of}`)
  return element
}

function findElement(of: PrimitiveName, item: ExpressionValue): ExpressionValue | undefined {
  if (of === 'boolean') return findBoolean(item)
  if (of === 'char') return typeof item === 'string' && item.length === 1 ? item : undefined
  const number = typeof item === 'string' ? findBigDecimal(item.trim()) : item
  if (number === undefined || !isNumber(number)) return undefined
  if (of === 'double') return doubleValue(toDouble(number))
  if (of === 'float') return floatValue(toDouble(number))
  const whole = toInteger(number)
  if (of === 'long') return whole < longRange.min || whole > longRange.max ? undefined : longValue(whole)
  const end = BigInt(wholeRanges[of] ?? 0)
  return whole < -end || whole >= end ? undefined : { kind: of, value: Number(whole) }
}
