import { IdpError } from '../errors.ts'
import { findInt } from './convert.ts'
import { countWork, type Evaluation } from './evaluation.ts'
import { wrongTypes } from './operators.ts'
import { readText } from './text-of.ts'
import { type ExpressionValue, fieldOf, type MapValue, type RecordValue } from './value.ts'

/**
 * Reading a property by a point or brackets. Data never fails: what is not there is null, and so is everything behind it.
 * What is written in the expression does: a map's missing key (by a point), the end of a list.
 */
export function readProperty(
  target: ExpressionValue,
  name: string,
  at: number,
  evaluation: Evaluation,
): ExpressionValue {
  if (typeof target !== 'object' || target === null) return null
  if (target.kind === 'record') return readField(target, name, evaluation)
  if (target.kind !== 'map') return null
  const value = target.entries.get(name)
  if (value === undefined) throw propertyMissing(target, name, at)
  return value
}

function readField(record: RecordValue, name: string, evaluation: Evaluation): ExpressionValue {
  const value = fieldOf(record, name)
  if (typeof value === 'object' && value?.kind === 'list') countWork(evaluation, value.size)
  return value
}

function propertyMissing(map: MapValue, name: string, at: number): IdpError {
  const expected = [...map.entries.keys()].slice(0, 20).join(', ') || 'a map with keys'
  return new IdpError('EXPRESSION_PROPERTY_MISSING', { column: at + 1, found: name, expected })
}

/** target[key]: a key of a map or record, a position in a list or text. */
export function readIndex(
  target: ExpressionValue,
  key: ExpressionValue,
  at: number,
  evaluation: Evaluation,
): ExpressionValue {
  if (target === null) return null
  if (typeof target === 'string') return readPosition(target, key, at, false)
  if (typeof target === 'object' && target.kind === 'list') {
    return readPosition(target.items, key, at, target.origin === 'data')
  }
  if (typeof target === 'object' && (target.kind === 'map' || target.kind === 'record')) {
    return key === null ? null : readKey(target, readText(key, evaluation), evaluation)
  }
  throw wrongTypes(target, undefined, { operator: '[ ]', column: at + 1 }, 'a list, a map or text')
}

export const readKey = (target: MapValue | RecordValue, name: string, evaluation: Evaluation): ExpressionValue =>
  target.kind === 'map' ? (target.entries.get(name) ?? null) : readField(target, name, evaluation)

function readPosition(
  items: { readonly length: number; readonly [index: number]: ExpressionValue },
  key: ExpressionValue,
  at: number,
  isData: boolean,
): ExpressionValue {
  const index = findInt(key)
  if (index === undefined) throw wrongTypes(key, undefined, { operator: '[ ]', column: at + 1 }, 'a whole number')
  if (index >= 0 && index < items.length) return items[index] ?? null
  if (isData) return null
  const expected = items.length === 0 ? 'nothing: it is empty' : `0 to ${items.length - 1}`
  throw new IdpError('EXPRESSION_INDEX_RANGE', { column: at + 1, found: index, expected })
}
