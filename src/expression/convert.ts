import { toDouble } from './arithmetic.ts'
import { type ExpressionValue, intRange, isNumber } from './value.ts'

/**
 * The conversions that Spring's default converters do silently when a place wants another kind of value.
 * undefined means that there is none: the caller names the place in its error.
 */
const trueWords: ReadonlySet<string> = new Set(['true', 'on', 'yes', '1'])
const falseWords: ReadonlySet<string> = new Set(['false', 'off', 'no', '0'])

/** A boolean, or one of the words true on yes 1, false off no 0 in any case. */
export function findBoolean(value: ExpressionValue): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  const word = value.trim().toLowerCase()
  return trueWords.has(word) ? true : falseWords.has(word) ? false : undefined
}

/** A number within int's range, its fraction cut off, or such a number as text. Never -0. */
export function findInt(value: ExpressionValue): number | undefined {
  const number = isNumber(value)
    ? Math.trunc(toDouble(value))
    : typeof value === 'string'
      ? intOfText(value)
      : Number.NaN
  return number >= intRange.min && number <= intRange.max ? number || 0 : undefined
}

const intOfText = (text: string): number => (/^\s*[+-]?\d{1,10}\s*$/.test(text) ? Number(text) : Number.NaN)
