import { compareNumbers } from './arithmetic.ts'
import { checkValueDepth, countSteps, countWork, type Evaluation } from './evaluation.ts'
import { entriesOf, scalarText } from './text-of.ts'
import { type ExpressionValue, isNumber, type ListValue } from './value.ts'

/** `==`: numbers by what they are worth (1 == 1.0), strings and booleans as they are, lists and maps element by element. */
export function isEqual(left: ExpressionValue, right: ExpressionValue, evaluation: Evaluation): boolean {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0
  return isSame(left, right, evaluation)
}

/** Java's equals, which elements of lists are compared by: 1 and 1L differ, as do 2.1f and 2.1. */
export function isSame(left: ExpressionValue, right: ExpressionValue, evaluation: Evaluation, depth = 0): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (isNumber(left) && isNumber(right)) return left.kind === right.kind && scalarText(left) === scalarText(right)
  checkValueDepth(depth)
  countSteps(evaluation, 1)
  if (left.kind === 'list') countWork(evaluation, left.size)
  if (left.kind === 'list') return right.kind === 'list' && areSameLists(left, right, evaluation, depth)
  if (isNumber(left) || isNumber(right) || right.kind === 'list') return false
  const fields = new Map(entriesOf(right))
  const entries = entriesOf(left)
  countWork(evaluation, entries.length + fields.size)
  return (
    entries.length === fields.size &&
    entries.every(([name, value]) => fields.has(name) && isSame(value, fields.get(name) ?? null, evaluation, depth + 1))
  )
}

function areSameLists(left: ListValue, right: ListValue, evaluation: Evaluation, depth: number): boolean {
  return (
    left.items.length === right.items.length &&
    left.items.every((item, index) => isSame(item, right.items[index] ?? null, evaluation, depth + 1))
  )
}
