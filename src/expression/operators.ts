import { IdpError } from '../errors.ts'
import { type ArithmeticOperator, calculate, compareNumbers, raise } from './arithmetic.ts'
import { findBoolean } from './convert.ts'
import { isEqual } from './equality.ts'
import { countOutput, type Evaluation } from './evaluation.ts'
import { matchesWhole, type Patterns } from './regex.ts'
import type { BinaryOperator } from './syntax.ts'
import { readText, scalarText, textOf } from './text-of.ts'
import { type ExpressionValue, isNumber, kindOf, type NumberValue } from './value.ts'

/** The operators whose both sides are evaluated first, by the rules of the Spring language. `and`, `or`, `?:` are in compile.ts. */
type EagerOperator = Exclude<BinaryOperator, 'and' | 'or' | '?:'>

type Operation = (
  left: ExpressionValue,
  right: ExpressionValue,
  site: OperatorSite,
  evaluation: Evaluation,
) => ExpressionValue

/** Where an operator stands, for errors. */
export interface Place {
  readonly operator: string
  /** Counts from 1. */
  readonly column: number
}

export interface OperatorSite extends Place {
  readonly patterns: Patterns
}

export const operations: { readonly [K in EagerOperator]: Operation } = {
  '==': (left, right, _, evaluation) => isEqual(left, right, evaluation),
  '!=': (left, right, _, evaluation) => !isEqual(left, right, evaluation),
  '<': (left, right, site) => compare(left, right, site) < 0,
  '<=': (left, right, site) => compare(left, right, site) <= 0,
  '>': (left, right, site) => compare(left, right, site) > 0,
  '>=': (left, right, site) => compare(left, right, site) >= 0,
  between: (left, right, site) => isBetween(left, right, site),
  matches: (left, right, site, evaluation) => {
    if (left === null || typeof right !== 'string') throw wrongTypes(left, right, site, 'text and a pattern')
    return matchesWhole(site.patterns(right, evaluation), readText(left, evaluation), evaluation)
  },
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': arithmetic('/'),
  '%': arithmetic('%'),
  '^': (left, right, site) => {
    if (!isNumber(left) || !isNumber(right)) throw wrongTypes(left, right, site, 'two numbers')
    return raise(left, right) ?? failCalculation(site, 'no result', 'an exponent of 0 or more')
  },
}

function arithmetic(operator: ArithmeticOperator): Operation {
  return (left, right, site, evaluation) => {
    if (!isNumber(left) || !isNumber(right)) throw wrongTypes(left, right, site, 'two numbers')
    const result = calculate(operator, left, right)
    if (result === undefined) return failCalculation(site, 'division by zero', 'a divisor that is not 0')
    countDigits(result, evaluation)
    return result
  }
}

const addNumbers = arithmetic('+')
const subtractNumbers = arithmetic('-')
const multiplyNumbers = arithmetic('*')

function failCalculation(site: Place, found: string, expected: string): never {
  throw new IdpError('EXPRESSION_ARITHMETIC', { where: site.operator, column: site.column, found, expected })
}

/** Only the kinds without a fixed size can grow. */
function countDigits(value: NumberValue, evaluation: Evaluation): void {
  if (value.kind === 'BigInteger' || value.kind === 'BigDecimal') countOutput(evaluation, scalarText(value).length)
}

/** With text on one side the other becomes text, null becoming `null`. */
function add(
  left: ExpressionValue,
  right: ExpressionValue,
  site: OperatorSite,
  evaluation: Evaluation,
): ExpressionValue {
  if (typeof left !== 'string' && typeof right !== 'string') {
    if (isNumber(left) && isNumber(right)) return addNumbers(left, right, site, evaluation)
    throw wrongTypes(left, right, site, 'two numbers, or text on one side')
  }
  const [leftText, rightText] = [textOf(left), textOf(right)]
  countOutput(evaluation, leftText.length + rightText.length)
  return leftText + rightText
}

/** One character less a number is the character that many places before: 'd' - 3 is 'a'. */
function subtract(
  left: ExpressionValue,
  right: ExpressionValue,
  site: OperatorSite,
  evaluation: Evaluation,
): ExpressionValue {
  if (typeof left === 'string' && left.length === 1 && isNumber(right) && right.kind === 'int') {
    return String.fromCharCode(left.charCodeAt(0) - right.value)
  }
  return subtractNumbers(left, right, site, evaluation)
}

/** Text times a number is the text repeated. */
function multiply(
  left: ExpressionValue,
  right: ExpressionValue,
  site: OperatorSite,
  evaluation: Evaluation,
): ExpressionValue {
  if (typeof left === 'string' && isNumber(right) && right.kind === 'int') {
    const times = Math.max(0, right.value)
    countOutput(evaluation, left.length * times)
    return left.repeat(left === '' ? 0 : times)
  }
  return multiplyNumbers(left, right, site, evaluation)
}

export function numberOf(value: ExpressionValue, site: Place): NumberValue {
  if (!isNumber(value)) throw wrongTypes(value, undefined, site, 'a number')
  return value
}

/** null is less than anything; numbers, texts (by UTF-16 code units) and booleans compare with their like. */
function compare(left: ExpressionValue, right: ExpressionValue, site: Place): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right)
  if (typeof left === 'string' && typeof right === 'string') return left === right ? 0 : left < right ? -1 : 1
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  throw wrongTypes(left, right, site, 'two numbers, two texts or two booleans')
}

/** Both ends belong to it. */
function isBetween(value: ExpressionValue, range: ExpressionValue, site: Place): boolean {
  const ends = typeof range === 'object' && range?.kind === 'list' ? range.items : []
  if (ends.length !== 2) throw wrongTypes(value, range, site, 'a list of two on the right')
  return compare(value, ends[0] ?? null, site) >= 0 && compare(value, ends[1] ?? null, site) <= 0
}

/** A condition: a boolean or one of the words for it. null is an error, which `?: false` avoids. */
export function truthOf(value: ExpressionValue, site: Place): boolean {
  const truth = findBoolean(value)
  if (truth === undefined) throw wrongTypes(value, undefined, site, 'true or false')
  return truth
}

export function wrongTypes(
  left: ExpressionValue,
  right: ExpressionValue | undefined,
  site: Place,
  expected: string,
): IdpError {
  const found = right === undefined ? kindOf(left) : `${kindOf(left)} and ${kindOf(right)}`
  return new IdpError('EXPRESSION_TYPE', {
    where: `The operator ${site.operator}`,
    column: site.column,
    found,
    expected,
  })
}
