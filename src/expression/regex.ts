import { RE2JS, RE2JSException } from 're2js'
import { IdpError } from '../errors.ts'
import { countSteps, type Evaluation } from './evaluation.ts'
import { translatePattern } from './translate-pattern.ts'

/**
 * Regular expressions in Java's syntax, run by a linear-time engine: what that cannot do (lookahead, backreferences and so on)
 * is refused by name in translate-pattern.ts. The time is bounded by counting input length times program size as steps; every
 * further match may look through the whole rest again, mostly it does not, so there a step buys ten times as much.
 */
export interface Pattern {
  readonly program: RE2JS
  readonly size: number
}

const patternLimit = 1000
const sizeLimit = 5000
const sizePerStep = 10
const workPerStep = 250
const workPerFurtherStep = 2500

/** @throws EXPRESSION_REGEX_INVALID, EXPRESSION_REGEX_UNSUPPORTED */
function compilePattern(text: string, column: number): Pattern {
  const invalid = (found: string, expected: string): IdpError =>
    new IdpError('EXPRESSION_REGEX_INVALID', { column, found, expected })
  if (text.length > patternLimit) throw invalid(`${text.length} characters`, `up to ${patternLimit}`)
  const translated = translatePattern(text, column)
  try {
    const program = RE2JS.compile(translated, RE2JS.LOOKBEHINDS)
    const size = program.programSize()
    if (size > sizeLimit) throw invalid(`${size} states`, `up to ${sizeLimit}: smaller counts in { }`)
    return { program, size }
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause
    throw invalid(cause.message.replace(/^error parsing regexp: /, ''), 'a regular expression')
  }
}

/** The patterns of one place; making one during an evaluation costs steps. */
export type Patterns = (text: string, evaluation?: Evaluation) => Pattern

/** Compiles each pattern once: a constant stays, a computed one is remembered until others push it out. */
export function patternsAt(column: number): Patterns {
  const known = new Map<string, Pattern>()
  return (text, evaluation) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = compilePattern(text, column)
    if (evaluation !== undefined) countSteps(evaluation, made.size / sizePerStep)
    if (known.size >= 16) known.clear()
    known.set(text, made)
    return made
  }
}

export function matchesWhole(pattern: Pattern, input: string, evaluation: Evaluation): boolean {
  countScan(pattern, input, evaluation)
  return pattern.program.matches(input)
}

export interface Match {
  readonly start: number
  readonly end: number
  /** By number, 0 the whole; null where a group took no part. */
  readonly group: (number: number) => string | null
}

/** The matches from left to right, not overlapping. The match is valid until the next one is asked for. */
export function* findMatches(pattern: Pattern, input: string, evaluation: Evaluation): Generator<Match> {
  countScan(pattern, input, evaluation)
  const matcher = pattern.program.matcher(input)
  while (matcher.find()) {
    countSteps(evaluation, 1 + ((input.length - matcher.start()) * pattern.size) / workPerFurtherStep)
    yield { start: matcher.start(), end: matcher.end(), group: (number) => matcher.group(number) ?? null }
  }
}

function countScan(pattern: Pattern, input: string, evaluation: Evaluation): void {
  countSteps(evaluation, 1 + (input.length * pattern.size) / workPerStep)
}
