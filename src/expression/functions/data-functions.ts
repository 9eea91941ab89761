import { isSame } from '../equality.ts'
import { countOutput, countSteps, type Evaluation } from '../evaluation.ts'
import { isScalar, type Scalar, scalarText } from '../text-of.ts'
import { type ExpressionValue, kindOf, listValue } from '../value.ts'
import { defineFor, type Parameter } from './expression-function.ts'

const define = defineFor('data')

const array = { name: 'array', kind: 'list' } as const satisfies Parameter
const other = { name: 'other', kind: 'list' } as const satisfies Parameter

/** #data: lists and arrays. Elements are compared as Java does: 2.1 in a float array is not the double 2.1, 1 is not 1L. */
export const dataFunctions = [
  define({
    name: 'indexOf',
    parameters: [array, { name: 'valueToFind', kind: 'any' }],
    returns: 'int',
    doc: 'The position of the value, from 0; -1 when it is not there or the array is null.',
    examples: [
      { expression: '#data.indexOf(new int[] {2,4,6,8,10}, 6)', result: '2' },
      { expression: "#data.indexOf({'This', 'is', 'String', 'collection'}, 'is')", result: '1' },
    ],
    run: ([items, valueToFind], _, evaluation) => ({
      kind: 'int',
      value: (items ?? []).findIndex((item) => isSame(item, valueToFind, evaluation)),
    }),
  }),
  define({
    name: 'isNotEmpty',
    parameters: [array],
    returns: 'boolean',
    doc: 'Whether the array is neither null nor empty.',
    examples: [
      { expression: '#data.isNotEmpty({1})', result: 'true' },
      { expression: '#data.isNotEmpty(null)', result: 'false' },
    ],
    run: ([items]) => items !== null && items.length > 0,
  }),
  define({
    name: 'containsAll',
    parameters: [array, other],
    returns: 'boolean',
    doc: 'Whether every element of the second array is in the first. false when one is null.',
    examples: [
      { expression: '#data.containsAll(new int[] {2,4,6,8,10}, {2,8})', result: 'true' },
      { expression: '#data.containsAll(new float[] {2.1,4.1}, {2.1})', result: 'false' },
    ],
    run: ([items, wanted], _, evaluation) => {
      if (items === null || wanted === null) return false
      return wanted.every(membership(items, evaluation))
    },
  }),
  define({
    name: 'containsAny',
    parameters: [array, other],
    returns: 'boolean',
    doc: 'Whether the arrays have an element in common. false when one is null.',
    examples: [
      { expression: '#data.containsAny({2,4,6,8,10}, {2,9,11})', result: 'true' },
      { expression: '#data.containsAny({2,4,6,8,10}, new int[] {1,9})', result: 'false' },
    ],
    run: ([items, wanted], _, evaluation) => {
      if (items === null || wanted === null) return false
      return wanted.some(membership(items, evaluation))
    },
  }),
  define({
    name: 'removeAll',
    parameters: [array, { name: 'toRemove', kind: 'list' }],
    returns: 'list',
    doc: 'The first array without the elements of the second; null when the first is null.',
    examples: [
      { expression: '#data.removeAll({2,4,6,8,10}, {2,6,11})', result: '[4,8,10]' },
      { expression: "#data.removeAll({'a', null}, {null})", result: '["a"]' },
    ],
    run: ([items, toRemove], _, evaluation) => {
      const isRemoved = membership(toRemove ?? [], evaluation)
      return (
        items &&
        newList(
          items.filter((item) => !isRemoved(item)),
          evaluation,
        )
      )
    },
  }),
  define({
    name: 'retainAll',
    parameters: [array, { name: 'toRetain', kind: 'list' }],
    returns: 'list',
    doc: 'The elements of the first array that are in the second too; null when the first is null.',
    examples: [{ expression: '#data.retainAll({2,4,6,8,10}, new int[] {2,6,11})', result: '[2,6]' }],
    run: ([items, toRetain], _, evaluation) =>
      items && newList(items.filter(membership(toRetain ?? [], evaluation)), evaluation),
  }),
  define({
    name: 'union',
    parameters: [array, other],
    returns: 'list',
    doc: 'The second array behind the first, duplicates kept; a null array counts as empty, two of them give null.',
    examples: [{ expression: '#data.union(new int[] {2,4,6,8,10}, {1,10,11})', result: '[2,4,6,8,10,1,10,11]' }],
    run: ([items, more], _, evaluation) =>
      items === null && more === null ? null : newList([...(items ?? []), ...(more ?? [])], evaluation),
  }),
  define({
    name: 'size',
    parameters: [array],
    returns: 'int',
    doc: 'How many elements the array has; 0 for null.',
    examples: [{ expression: '#data.size({2,4,6,8,10})', result: '5' }],
    run: ([items]) => ({ kind: 'int', value: items?.length ?? 0 }),
  }),
  define({
    name: 'equals',
    parameters: [array, other],
    returns: 'boolean',
    doc: 'Whether both arrays have the same elements in the same order, or are both null.',
    examples: [{ expression: '#data.equals({2,4,6,8,10}, new int[] {2,4,6,8,10})', result: 'true' }],
    run: ([items, more], _, evaluation) =>
      items === null || more === null ? items === more : isSame(listValue(items), listValue(more), evaluation),
  }),
]

/** To be in a list, in time that does not depend on its length for anything but lists and maps. */
function membership(items: readonly ExpressionValue[], evaluation: Evaluation): (value: ExpressionValue) => boolean {
  const keys = new Set(items.filter(isScalar).map((item) => keyOf(item, evaluation)))
  const composites = items.filter((item) => !isScalar(item))
  return (value) => {
    if (isScalar(value)) return keys.has(keyOf(value, evaluation))
    countSteps(evaluation, composites.length)
    return composites.some((item) => isSame(item, value, evaluation))
  }
}

/** Hashing a text of n characters is work of n, in short texts too. */
function keyOf(value: Scalar, evaluation: Evaluation): string {
  const key = `${kindOf(value)}:${scalarText(value)}`
  countSteps(evaluation, key.length / 256)
  return key
}

function newList(items: readonly ExpressionValue[], evaluation: Evaluation): ExpressionValue {
  countOutput(evaluation, items.length)
  return listValue(items)
}
