import { toDouble } from '../arithmetic.ts'
import { isEqual } from '../equality.ts'
import { type ExpressionValue, isNumber } from '../value.ts'
import { defineFor } from './expression-function.ts'

const define = defineFor('core')

/** #core: conditions as functions. All arguments are evaluated, also those that are not chosen. */
export const coreFunctions = [
  define({
    name: 'ifelse',
    parameters: [
      { name: 'condition', kind: 'any' },
      { name: 'value', kind: 'any' },
      { name: 'more', kind: 'any', rest: true },
    ],
    counts: { min: 2, max: 23 },
    returns: 'any',
    doc: 'The value behind the first condition that holds: up to 10 more pairs of condition and value may follow, and last a value for when none holds, else null. A number holds when greater than 0, a text when it is true, on, y, t or yes in any case; anything else does not.',
    examples: [
      { expression: "#core.ifelse(2 > 1, 'yes', 'no')", result: '"yes"' },
      { expression: "#core.ifelse(false, 'a', 'On', 'b', 'c')", result: '"b"' },
    ],
    run: ([condition, value, more]) => {
      const values = [condition, value, ...more]
      for (let at = 0; at + 1 < values.length; at += 2) if (holds(values[at] ?? null)) return values[at + 1] ?? null
      return lastIfOdd(values)
    },
  }),
  define({
    name: 'switchExpr',
    parameters: [
      { name: 'valueToFind', kind: 'any' },
      { name: 'choice', kind: 'any' },
      { name: 'value', kind: 'any' },
      { name: 'more', kind: 'any', rest: true },
    ],
    counts: { min: 3, max: 22 },
    returns: 'any',
    doc: 'The value behind the first choice equal to the value to find: up to 9 more pairs of choice and value may follow, and last a default, else null.',
    examples: [
      { expression: "#core.switchExpr('Administrator', 'Administrator', 'Full Access')", result: '"Full Access"' },
      { expression: "#core.switchExpr('x', 'a', 1, 'b', 2, 'none')", result: '"none"' },
    ],
    run: ([valueToFind, choice, value, more], _, evaluation) => {
      const choices = [choice, value, ...more]
      for (let at = 0; at + 1 < choices.length; at += 2) {
        if (isEqual(valueToFind, choices[at] ?? null, evaluation)) return choices[at + 1] ?? null
      }
      return lastIfOdd(choices)
    },
  }),
]

const lastIfOdd = (values: readonly ExpressionValue[]): ExpressionValue =>
  values.length % 2 === 1 ? (values.at(-1) ?? null) : null

const trueWords: ReadonlySet<string> = new Set(['true', 'on', 'y', 't', 'yes'])

function holds(value: ExpressionValue): boolean {
  if (isNumber(value)) return toDouble(value) > 0
  return typeof value === 'string' ? trueWords.has(value.toLowerCase()) : value === true
}
