import { toDouble, toInteger } from './arithmetic.ts'
import { findBigDecimal, orderOf, plainTextOfDecimal, roundDecimal } from './big-decimal.ts'
import { findBoolean } from './convert.ts'
import { countOutput, type Evaluation } from './evaluation.ts'
import type { Conversion, FormatPart, FormatSpec } from './format-spec.ts'
import { textOfNumber } from './number-text.ts'
import { textOf } from './text-of.ts'
import { type BigDecimalValue, type ExpressionValue, isNumber, type NumberValue } from './value.ts'

/**
 * java.util.Formatter in English: the text, or null where Java would throw (an argument missing or of the wrong kind).
 * Decimals are rounded half up from the number as it is written (1.005 to two places is 1.01).
 */
export function javaFormat(
  parts: readonly FormatPart[],
  values: readonly ExpressionValue[],
  evaluation: Evaluation,
): string | null {
  const pieces: string[] = []
  let next = 0
  let last = -1
  for (const part of parts) {
    if (typeof part !== 'string' && part.conversion !== '%' && part.conversion !== 'n') {
      last = part.index === 'same' ? last : part.index === 'next' ? next : part.index - 1
      if (part.index === 'next') next += 1
      if (last < 0 || last >= values.length) return null
    }
    const piece = typeof part === 'string' ? part : writeSpec(part, values[last] ?? null, evaluation)
    if (piece === null) return null
    countOutput(evaluation, piece.length)
    pieces.push(piece)
  }
  return pieces.join('')
}

function writeSpec(spec: FormatSpec, value: ExpressionValue, evaluation: Evaluation): string | null {
  countOutput(evaluation, (spec.width ?? 0) + (spec.precision ?? 0))
  const text = converters[spec.conversion](value, spec)
  if (text === null) return null
  const sized = pad(text, spec)
  return spec.upperCase ? sized.toUpperCase() : sized
}

type Converter = (value: ExpressionValue, spec: FormatSpec) => string | null

const cut = (text: string, spec: FormatSpec): string => text.slice(0, spec.precision)

/** null is written as such by every conversion but b. */
const orNull =
  (convert: Converter): Converter =>
  (value, spec) =>
    value === null ? cut('null', spec) : convert(value, spec)

const floating = (write: (value: BigDecimalValue, precision: number, spec: FormatSpec) => string): Converter =>
  orNull((value, spec) => {
    if (!isNumber(value) || !floatKinds.has(value.kind)) return null
    const double = toDouble(value)
    if (Number.isNaN(double)) return 'NaN'
    if (value.kind !== 'BigDecimal' && !Number.isFinite(double))
      return signed('Infinity', double < 0, withoutZeros(spec))
    const decimal = decimalOf(value)
    const magnitude = { ...decimal, unscaled: decimal.unscaled < 0n ? -decimal.unscaled : decimal.unscaled }
    return signed(write(magnitude, spec.precision ?? 6, spec), decimal.unscaled < 0n || Object.is(double, -0), spec)
  })

const floatKinds: ReadonlySet<string> = new Set(['float', 'double', 'BigDecimal'])

/** A float counts as the double it is: 0.1F to 17 places shows it. */
const decimalOf = (value: NumberValue): BigDecimalValue => {
  const text = value.kind === 'float' ? textOfNumber({ kind: 'double', value: value.value }) : textOfNumber(value)
  return findBigDecimal(text) ?? { kind: 'BigDecimal', unscaled: 0n, scale: 0 }
}

const converters: { readonly [C in Conversion]: Converter } = {
  '%': () => '%',
  n: () => '\n',
  b: (value, spec) => cut(String(typeof value === 'boolean' ? findBoolean(value) : value !== null), spec),
  s: (value, spec) => cut(value === null ? 'null' : textOf(value), spec),
  c: orNull((value) => {
    if (typeof value === 'string') return [...value].length === 1 ? value : null
    const code = isWhole(value) ? Number(value.value) : -1
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
  }),
  d: orNull((value, spec) => {
    if (!isWhole(value)) return null
    const whole = toInteger(value)
    const digits = (whole < 0n ? -whole : whole).toString()
    return signed(spec.flags.has(',') ? grouped(digits) : digits, whole < 0n, spec)
  }),
  x: orNull((value, spec) => based(value, spec, 16, '0x')),
  o: orNull((value, spec) => based(value, spec, 8, '0')),
  f: floating(fixed),
  e: floating(scientific),
  g: floating(general),
}

const isWhole = (value: ExpressionValue): value is Extract<NumberValue, { readonly value: number | bigint }> =>
  isNumber(value) && value.kind !== 'BigDecimal' && value.kind !== 'float' && value.kind !== 'double'

const bitsOf: Readonly<Record<string, number>> = { byte: 8, short: 16, int: 32, long: 64 }

/** A negative number of fixed size shows its bits; a BigInteger its sign. */
function based(value: ExpressionValue, spec: FormatSpec, base: number, prefix: string): string | null {
  if (!isWhole(value)) return null
  const whole = toInteger(value)
  const bits = bitsOf[value.kind]
  if (bits !== undefined && (spec.flags.has('+') || spec.flags.has(' ') || spec.flags.has('('))) return null
  const shown = bits === undefined ? whole : BigInt.asUintN(bits, whole)
  const digits = (spec.flags.has('#') ? prefix : '') + (shown < 0n ? -shown : shown).toString(base)
  return bits === undefined ? signed(digits, shown < 0n, spec) : zeroPadded(digits, '', '', spec)
}

const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',')

function signed(magnitude: string, isNegative: boolean, spec: FormatSpec): string {
  const inParentheses = isNegative && spec.flags.has('(')
  const plus = spec.flags.has('+') ? '+' : spec.flags.has(' ') ? ' ' : ''
  const before = inParentheses ? '(' : isNegative ? '-' : plus
  return zeroPadded(magnitude, before, inParentheses ? ')' : '', spec)
}

function zeroPadded(digits: string, before: string, after: string, spec: FormatSpec): string {
  const room = (spec.width ?? 0) - before.length - after.length
  return before + (spec.flags.has('0') ? digits.padStart(room, '0') : digits) + after
}

const withoutZeros = (spec: FormatSpec): FormatSpec => ({
  ...spec,
  flags: new Set([...spec.flags].filter((flag) => flag !== '0')),
})

/** A plain decimal. */
function fixed(value: BigDecimalValue, precision: number, spec: FormatSpec): string {
  const [whole = '', fraction] = plainTextOfDecimal(roundDecimal(value, precision)).split('.')
  const point = fraction !== undefined ? `.${fraction}` : spec.flags.has('#') ? '.' : ''
  return (spec.flags.has(',') ? grouped(whole) : whole) + point
}

function scientific(value: BigDecimalValue, precision: number, spec: FormatSpec): string {
  const exponent = value.unscaled === 0n ? 0 : exponentAt(value, precision)
  const rounded = roundDecimal(value, precision - exponent)
    .unscaled.toString()
    .padEnd(precision + 1, '0')
  const point = precision > 0 || spec.flags.has('#') ? '.' : ''
  const mantissa = `${rounded[0]}${point}${rounded.slice(1, precision + 1)}`
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

/** The exponent after rounding to this many decimals: 9.99 to one decimal is 1.0e+01. */
function exponentAt(value: BigDecimalValue, precision: number): number {
  const exponent = orderOf(value) - 1
  return orderOf(roundDecimal(value, precision - exponent)) - 1
}

/** Fixed from 0.0001 up to 10^precision, else scientific; `precision` counts significant digits. */
function general(value: BigDecimalValue, precision: number, spec: FormatSpec): string {
  const significant = Math.max(1, precision)
  if (value.unscaled === 0n) return fixed(value, significant - 1, spec)
  const exponent = exponentAt(value, significant - 1)
  return exponent >= -4 && exponent < significant
    ? fixed(value, significant - 1 - exponent, spec)
    : scientific(value, significant - 1, spec)
}

function pad(text: string, spec: FormatSpec): string {
  const width = spec.width ?? 0
  return spec.flags.has('-') ? text.padEnd(width) : text.padStart(width)
}
