/**
 * The values an expression works on are Java's, because the language this one follows runs on Java and its users see it:
 * `7 / 2` is 3, `1.0` keeps its point, an int overflows, `1` and `1L` are different list elements.
 * null, booleans and strings are themselves; a char is a string of one character; dates are text (ISO 8601).
 * Everything else is a tagged object: numbers of eight kinds, `list` (lists and arrays of any type), `map` (written in the
 * expression: a missing property is an error) and `record` (handed in as data: a missing property is null).
 * Data is read, never called: own plain properties only, so that prototypes, getters and functions are missing names.
 */

export type SmallNumberKind = 'byte' | 'short' | 'int' | 'float' | 'double'

/** unscaled * 10^-scale, as java.math.BigDecimal. */
export interface BigDecimalValue {
  readonly kind: 'BigDecimal'
  readonly unscaled: bigint
  readonly scale: number
}

export type NumberValue =
  | { readonly kind: SmallNumberKind; readonly value: number }
  | { readonly kind: 'long' | 'BigInteger'; readonly value: bigint }
  | BigDecimalValue

export interface ListValue {
  readonly kind: 'list'
  readonly size: number
  readonly items: readonly ExpressionValue[]
  /** `data` was handed in (reading past its end gives null), `expression` was made here (reading past its end is an error). */
  readonly origin: 'data' | 'expression'
}

export interface MapValue {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, ExpressionValue>
}

export interface RecordValue {
  readonly kind: 'record'
  readonly fields: object
}

export type ExpressionValue = null | boolean | string | NumberValue | ListValue | MapValue | RecordValue

export const intValue = (value: number): NumberValue => ({ kind: 'int', value: value | 0 })
export const longValue = (value: bigint): NumberValue => ({ kind: 'long', value: BigInt.asIntN(64, value) })
export const floatValue = (value: number): NumberValue => ({ kind: 'float', value: Math.fround(value) })
export const doubleValue = (value: number): NumberValue => ({ kind: 'double', value })
export const bigIntegerValue = (value: bigint): NumberValue => ({ kind: 'BigInteger', value })
export const listValue = (items: readonly ExpressionValue[]): ListValue => ({
  kind: 'list',
  size: items.length,
  items,
  origin: 'expression',
})

/** Elements are converted when one is read: data may be larger and deeper than what an expression looks at. */
function dataList(data: readonly unknown[]): ListValue {
  let items: readonly ExpressionValue[] | undefined
  return {
    kind: 'list',
    size: data.length,
    get items() {
      items ??= Array.from(data, fromData)
      return items
    },
    origin: 'data',
  }
}

export const intRange = { min: -2147483648, max: 2147483647 }
export const longRange = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

/** Data (JSON and what JavaScript adds to it) as a value; what is inside is converted when it is read. */
export function fromData(data: unknown): ExpressionValue {
  switch (typeof data) {
    case 'string':
    case 'boolean':
      return data
    case 'number':
      return numberFromData(data)
    case 'bigint':
      return integerFromData(data)
    case 'object':
      return objectFromData(data)
    default:
      return null
  }
}

function objectFromData(data: object | null): ExpressionValue {
  if (data === null) return null
  if (Array.isArray(data)) return dataList(data)
  if (data instanceof Date) return Number.isNaN(data.getTime()) ? null : data.toISOString()
  return { kind: 'record', fields: data }
}

/** A whole number is an int, a long or a BigInteger by its size, as a JSON reader on Java makes it; 1.0 cannot be told from 1. */
function numberFromData(value: number): NumberValue {
  if (!Number.isInteger(value)) return doubleValue(value)
  if (value >= intRange.min && value <= intRange.max) return { kind: 'int', value: value === 0 ? 0 : value }
  return Number.isSafeInteger(value) ? longValue(BigInt(value)) : doubleValue(value)
}

function integerFromData(value: bigint): NumberValue {
  if (value >= BigInt(intRange.min) && value <= BigInt(intRange.max)) return intValue(Number(value))
  return value >= longRange.min && value <= longRange.max ? longValue(value) : bigIntegerValue(value)
}

/** A record's own plain property, or null: a getter, a method and anything inherited are missing names. */
export function fieldOf(record: RecordValue, name: string): ExpressionValue {
  const property = Object.getOwnPropertyDescriptor(record.fields, name)
  return property !== undefined && 'value' in property ? fromData(property.value) : null
}

/** The names `fieldOf` knows, in their order, those with an undefined value or a function left out. */
export function fieldNames(record: RecordValue): readonly string[] {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(record.fields))
  return properties.filter(([, property]) => property.enumerable && isData(property.value)).map(([name]) => name)
}

const isData = (value: unknown): boolean => !['undefined', 'function', 'symbol'].includes(typeof value)

export const isNumber = (value: ExpressionValue): value is NumberValue =>
  typeof value === 'object' &&
  value !== null &&
  value.kind !== 'list' &&
  value.kind !== 'map' &&
  value.kind !== 'record'

/** What a value is, for messages; never the value itself, which may be personal. */
export function kindOf(value: ExpressionValue): string {
  if (value === null) return 'null'
  return typeof value === 'object' ? value.kind : typeof value
}
