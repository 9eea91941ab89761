import { checkValueDepth, countWork, type Evaluation, limits, outputTooLarge } from './evaluation.ts'
import { textOfNumber } from './number-text.ts'
import { type ExpressionValue, fieldNames, fieldOf } from './value.ts'

/**
 * A value as text, as Java writes it: `1.0`, `true`, `null`; a list is its elements with commas between, a map `{a=1, b=2}`.
 * Elements may be shared (a list of a list of the same list), so the length is limited while writing, not after.
 * @throws EXPRESSION_OUTPUT_TOO_LARGE, EXPRESSION_TOO_DEEP
 */
export const textOf = (value: ExpressionValue): string =>
  typeof value === 'string' ? value : write(value, javaStyle, 0, { left: limits.output })

/** `textOf` inside an evaluation: a long text costs steps. */
export function readText(value: ExpressionValue, evaluation: Evaluation): string {
  const text = textOf(value)
  countWork(evaluation, text.length)
  return text
}

/** A value as JSON text; numbers keep all their digits, NaN and infinities become null. Escapes may make it up to 8 times as long. */
export const jsonTextOf = (value: ExpressionValue): string => write(value, jsonStyle, 0, { left: limits.output * 8 })

type Composite = Extract<ExpressionValue, { readonly kind: 'list' | 'map' | 'record' }>
export type Scalar = Exclude<ExpressionValue, Composite>

interface Style {
  readonly scalar: (value: Scalar) => string
  readonly list: (items: readonly string[]) => string
  readonly entry: (name: string, value: string) => string
  readonly entries: (entries: readonly string[]) => string
}

const javaStyle: Style = {
  scalar: scalarText,
  list: (items) => items.join(','),
  entry: (name, value) => `${name}=${value}`,
  entries: (entries) => `{${entries.join(', ')}}`,
}

const jsonStyle: Style = {
  scalar: scalarJson,
  list: (items) => `[${items.join(',')}]`,
  entry: (name, value) => `${JSON.stringify(name)}:${value}`,
  entries: (entries) => `{${entries.join(',')}}`,
}

interface Room {
  left: number
}

function write(value: ExpressionValue, style: Style, depth: number, room: Room): string {
  checkValueDepth(depth)
  if (isScalar(value)) return spend(style.scalar(value), room)
  if (value.kind === 'list') return style.list(value.items.map((item) => write(item, style, depth + 1, room)))
  const entries = entriesOf(value)
  return style.entries(
    entries.map(([name, field]) => style.entry(spend(name, room), write(field, style, depth + 1, room))),
  )
}

/** One more than its length, so that nothing is free: a million empty texts are too many as well. */
function spend(text: string, room: Room): string {
  if (room.left < text.length) throw outputTooLarge()
  room.left -= text.length + 1
  return text
}

export const isScalar = (value: ExpressionValue): value is Scalar =>
  typeof value !== 'object' ||
  value === null ||
  (value.kind !== 'list' && value.kind !== 'map' && value.kind !== 'record')

export function scalarText(value: Scalar): string {
  return typeof value === 'object' && value !== null ? textOfNumber(value) : String(value)
}

function scalarJson(value: Scalar): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const text = textOfNumber(value)
  return /^[-+.0-9E]+$/.test(text) ? text : 'null'
}

/** The entries of a map or record, in their order. */
export function entriesOf(
  value: Extract<Composite, { readonly kind: 'map' | 'record' }>,
): readonly (readonly [string, ExpressionValue])[] {
  if (value.kind === 'map') return [...value.entries]
  return fieldNames(value).map((name) => [name, fieldOf(value, name)] as const)
}
