import { IdpError } from '../../errors.ts'
import { findBigDecimal } from '../big-decimal.ts'
import { countOutput, type Evaluation } from '../evaluation.ts'
import { isFormatProblem, parseFormat } from '../format-spec.ts'
import { javaFormat } from '../java-format.ts'
import {
  bigIntegerValue,
  doubleValue,
  type ExpressionValue,
  floatValue,
  intRange,
  intValue,
  longRange,
  longValue,
  type NumberValue,
} from '../value.ts'
import { defineFor, type Parameter } from './expression-function.ts'
import { guidToBase64 } from './guid-to-base64.ts'

const define = defineFor('string')

const input = { name: 'input', kind: 'string' } as const satisfies Parameter
const fallback = { name: 'defaultIfNullOrInvalid', kind: 'any' } as const satisfies Parameter

/** The part of #string that turns text into numbers and encodings, and back. */
export const stringConversionFunctions = [
  define({
    name: 'asInt',
    parameters: [input, fallback],
    returns: 'int',
    doc: 'The text as an int, from -2147483648 to 2147483647; the default when it is null or no such number.',
    examples: [
      { expression: "#string.asInt('12', 0)", result: '12' },
      { expression: "#string.asInt('9876543210123456789', 0)", result: '0' },
    ],
    run: ([text, otherwise]) =>
      wholeNumber(text, BigInt(intRange.min), BigInt(intRange.max), (n) => intValue(Number(n))) ?? otherwise,
  }),
  define({
    name: 'asLong',
    parameters: [input, fallback],
    returns: 'long',
    doc: 'The text as a long, from -9223372036854775808 to 9223372036854775807; the default when it is null or no such number.',
    examples: [{ expression: "#string.asLong('12', 0)", result: '12' }],
    run: ([text, otherwise]) => wholeNumber(text, longRange.min, longRange.max, longValue) ?? otherwise,
  }),
  define({
    name: 'asBigInt',
    parameters: [input, fallback],
    returns: 'BigInteger',
    doc: 'The text as a whole number of any size (up to 1,000 digits); the default when it is null or no such number.',
    examples: [{ expression: "#string.asBigInt('1234567890987654321', 0)", result: '1234567890987654321' }],
    run: ([text, otherwise]) => wholeNumber(text, undefined, undefined, bigIntegerValue) ?? otherwise,
  }),
  define({
    name: 'asFloat',
    parameters: [input, fallback],
    returns: 'float',
    doc: 'The text as a float; the default when it is null, no number, or too large for a float.',
    examples: [
      { expression: "#string.asFloat('12.5', 0)", result: '12.5' },
      { expression: "#string.asFloat('NaN', 0)", result: '0' },
    ],
    run: ([text, otherwise]) => floatingNumber(text, Math.fround, floatValue) ?? otherwise,
  }),
  define({
    name: 'asDouble',
    parameters: [input, fallback],
    returns: 'double',
    doc: 'The text as a double; the default when it is null, no number, or too large for a double.',
    examples: [{ expression: "#string.asDouble('1234.5', 0)", result: '1234.5' }],
    run: ([text, otherwise]) => floatingNumber(text, (value) => value, doubleValue) ?? otherwise,
  }),
  define({
    name: 'asBigDecimal',
    parameters: [input, fallback],
    returns: 'BigDecimal',
    doc: 'The text as a decimal number that keeps all its digits (up to 1,000); the default when it is null or no number.',
    examples: [{ expression: "#string.asBigDecimal('1234567890987654321.14', 0)", result: '1234567890987654321.14' }],
    run: ([text, otherwise]) => (text === null ? otherwise : (findBigDecimal(text) ?? otherwise)),
  }),
  define({
    name: 'asBase64Encoded',
    parameters: [input],
    returns: 'string',
    doc: 'The base64 of the text in UTF-8.',
    examples: [
      {
        expression: "#string.asBase64Encoded('Test Value for encoding')",
        result: '"VGVzdCBWYWx1ZSBmb3IgZW5jb2Rpbmc="',
      },
    ],
    run: ([text], _, evaluation) => text && made(Buffer.from(text).toString('base64'), evaluation),
  }),
  define({
    name: 'asBase64Decoded',
    parameters: [input],
    returns: 'string',
    doc: 'The text (UTF-8) whose base64 this is; null when it is no base64.',
    examples: [
      {
        expression: "#string.asBase64Decoded('VGVzdCBWYWx1ZSBmb3IgZW5jb2Rpbmc=')",
        result: '"Test Value for encoding"',
      },
    ],
    run: ([text], _, evaluation) =>
      text && (isBase64(text) ? made(Buffer.from(text, 'base64').toString(), evaluation) : null),
  }),
  define({
    name: 'asUrlEncoded',
    parameters: [input],
    returns: 'string',
    doc: 'The text as in an HTML form (application/x-www-form-urlencoded, UTF-8): a space becomes +.',
    examples: [
      { expression: "#string.asUrlEncoded('username=johndoe+admin')", result: '"username%3Djohndoe%2Badmin"' },
    ],
    run: ([text], _, evaluation) => text && urlEncoded(text, evaluation),
  }),
  define({
    name: 'asUrlDecoded',
    parameters: [input],
    returns: 'string',
    doc: 'The text behind the form encoding (application/x-www-form-urlencoded, UTF-8); null when a % is not followed by two hexadecimal digits.',
    examples: [
      { expression: "#string.asUrlDecoded('username%3Djohndoe%2Badmin')", result: '"username=johndoe+admin"' },
    ],
    run: ([text], _, evaluation) => text && urlDecoded(text, evaluation),
  }),
  define({
    name: 'format',
    parameters: [
      { name: 'format', kind: 'string' },
      { name: 'args', kind: 'any', rest: true },
    ],
    counts: { min: 1, max: 101 },
    returns: 'string',
    doc: "The format text of Java's Formatter with its %s, %d, %x, %.2f and so on filled in, in English. null when the format cannot be read or an argument is missing or of the wrong kind.",
    examples: [
      {
        expression: "#string.format('UserId: %s, Full Name: %s, %s', 'johndoe', 'John', 'Doe')",
        result: '"UserId: johndoe, Full Name: John, Doe"',
      },
      { expression: "#string.format('Hex for 10 is %X', 10)", result: '"Hex for 10 is A"' },
      { expression: "#string.format('%,.2f|%05d|%-4s|', 1234.5, 42, 'ab')", result: '"1,234.50|00042|ab  |"' },
    ],
    check: ([format], site) => {
      const parsed = typeof format === 'string' ? parseFormat(format) : []
      if (isFormatProblem(parsed)) throw new IdpError('EXPRESSION_FORMAT', { column: site.column, ...parsed })
    },
    run: ([format, args], _, evaluation) => {
      const parsed = format === null ? null : parseFormat(format)
      return parsed === null || isFormatProblem(parsed) ? null : javaFormat(parsed, args, evaluation)
    },
  }),
  define({
    name: 'uuidAsBase64Guid',
    parameters: [input, fallback],
    returns: 'string',
    doc: "The base64 of a GUID's 16 bytes in Windows' order: what Entra calls ImmutableID. The default when the text is null or no GUID of the form 8-4-4-4-12.",
    examples: [
      {
        expression: "#string.uuidAsBase64Guid('7754d487-1fc3-4206-9e95-ce012f1586e5', null)",
        result: '"h9RUd8MfBkKelc4BLxWG5Q=="',
      },
      {
        expression: "#string.uuidAsBase64Guid('invalid', 'lZkqAJgEv0ueGKboT/JFVg==')",
        result: '"lZkqAJgEv0ueGKboT/JFVg=="',
      },
    ],
    run: ([text, otherwise]) => (text === null ? otherwise : (guidToBase64(text) ?? otherwise)),
  }),
] as const

function made(text: string, evaluation: Evaluation): string {
  countOutput(evaluation, text.length)
  return text
}

function wholeNumber(
  text: string | null,
  min: bigint | undefined,
  max: bigint | undefined,
  make: (value: bigint) => NumberValue,
): ExpressionValue | undefined {
  if (text === null || text.length > 1000 || !/^[+-]?\d+$/.test(text)) return undefined
  const value = BigInt(text.replace(/^\+/, ''))
  const isOutside = (min !== undefined && value < min) || (max !== undefined && value > max)
  return isOutside ? undefined : make(value)
}

function floatingNumber(
  text: string | null,
  round: (value: number) => number,
  make: (value: number) => NumberValue,
): ExpressionValue | undefined {
  if (text === null || text.length > 1000) return undefined
  const form = /^[\x00-\x20]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[\x00-\x20]*$/.exec(text)
  const value = form === null ? Number.NaN : Number(form[1])
  return Number.isFinite(round(value)) ? make(value) : undefined
}

const isBase64 = (text: string): boolean =>
  text.length % 4 !== 1 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && (!text.endsWith('=') || text.length % 4 === 0)

const unreserved: ReadonlySet<number> = new Set(
  Buffer.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-*_'),
)

function urlEncoded(text: string, evaluation: Evaluation): string {
  const bytes = Buffer.from(text)
  countOutput(evaluation, bytes.length)
  const parts = Array.from(bytes, (byte) => {
    if (unreserved.has(byte)) return String.fromCharCode(byte)
    return byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  })
  return made(parts.join(''), evaluation)
}

function urlDecoded(text: string, evaluation: Evaluation): string | null {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null
  countOutput(evaluation, text.length)
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString())
}
