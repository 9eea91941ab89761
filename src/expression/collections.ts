import { countOutput, countWork, type Evaluation } from './evaluation.ts'
import { type Place, wrongTypes } from './operators.ts'
import type { Selection } from './syntax.ts'
import { entriesOf } from './text-of.ts'
import { type ExpressionValue, listValue, type MapValue } from './value.ts'

/** What an inner expression gives for one item. */
type OnItem<T> = (item: ExpressionValue) => T

/** .![...] over a list, or over the entries (key, value) of a map or record. null stays null. */
export function project(
  target: ExpressionValue,
  element: OnItem<ExpressionValue>,
  place: Place,
  evaluation: Evaluation,
): ExpressionValue {
  if (target === null) return null
  return listValue(
    itemsOf(target, place, evaluation).map((item) => {
      countOutput(evaluation, 1)
      return element(item)
    }),
  )
}

/** .?[...] all that fit, .^[...] the first, .$[...] the last, or null. Of a map or record, entries are selected. null stays null. */
export function select(
  target: ExpressionValue,
  which: Selection,
  fits: OnItem<boolean>,
  place: Place,
  evaluation: Evaluation,
): ExpressionValue {
  if (target === null) return null
  const items = itemsOf(target, place, evaluation)
  const chosen = choose(items, which, fits)
  countOutput(evaluation, chosen.length)
  const isList = typeof target === 'object' && target.kind === 'list'
  if (which !== 'all' && (isList || chosen.length === 0)) return chosen[0] ?? null
  return isList ? listValue(chosen) : mapOfEntries(chosen)
}

function choose(
  items: readonly ExpressionValue[],
  which: Selection,
  fits: OnItem<boolean>,
): readonly ExpressionValue[] {
  if (which !== 'first') return items.filter(fits).slice(which === 'last' ? -1 : 0)
  const found = items.find(fits)
  return found === undefined ? [] : [found]
}

function itemsOf(target: ExpressionValue, place: Place, evaluation: Evaluation): readonly ExpressionValue[] {
  if (typeof target === 'object' && target !== null) {
    if (target.kind === 'list') return target.items
    if (target.kind === 'map' || target.kind === 'record') {
      const entries = entriesOf(target)
      countWork(evaluation, entries.length)
      return entries.map(entryValue)
    }
  }
  throw wrongTypes(target, undefined, place, 'a list or a map')
}

const entryValue = ([key, value]: readonly [string, ExpressionValue]): MapValue => ({
  kind: 'map',
  entries: new Map([
    ['key', key],
    ['value', value],
  ]),
})

function mapOfEntries(entries: readonly ExpressionValue[]): MapValue {
  const pairs = entries.map((entry): [string, ExpressionValue] => {
    const fields =
      typeof entry === 'object' && entry?.kind === 'map' ? entry.entries : new Map<string, ExpressionValue>()
    const key = fields.get('key')
    return [typeof key === 'string' ? key : '', fields.get('value') ?? null]
  })
  return { kind: 'map', entries: new Map(pairs) }
}
