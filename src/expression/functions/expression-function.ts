import type { Evaluation } from '../evaluation.ts'
import type { Patterns } from '../regex.ts'
import type { ExpressionValue } from '../value.ts'

/**
 * A function of a library as one row: it gives the call, the check of its constants, the documentation and the console's
 * completion. The rows of a library are one file; function-table.ts joins them.
 */
export interface ExpressionFunction {
  readonly library: LibraryName
  readonly name: string
  readonly parameters: readonly Parameter[]
  /** How many arguments a call may have. */
  readonly counts: { readonly min: number; readonly max: number }
  readonly returns: string
  /** One or two sentences for people who write expressions. */
  readonly doc: string
  /** A test evaluates them: `result` is the value as JSON. */
  readonly examples: readonly Example[]
  /** Refuses constant arguments that can never work; undefined stands for an argument that is not a constant. */
  readonly check?: (constants: readonly (ExpressionValue | undefined)[], site: CallSite) => void
  /** Takes the arguments as `convertArguments` makes them: one for each parameter, an array for a `rest`. */
  readonly run: (args: readonly unknown[], site: CallSite, evaluation: Evaluation) => ExpressionValue
}

export interface Parameter {
  readonly name: string
  readonly kind: ParameterKind
  /** Any number of further arguments of this kind (see `counts`). Only the last one. */
  readonly rest?: true
}

export interface Example {
  readonly expression: string
  readonly result: string
}

/** The place of one call. */
export interface CallSite {
  /** Counts from 1. */
  readonly column: number
  /** As in `#string.trim`. */
  readonly name: string
  /** Compiles a regular expression, each once for this place. */
  readonly patterns: Patterns
}

export const libraryNames = ['string', 'data', 'datetime', 'regex', 'crypto', 'core'] as const
export type LibraryName = (typeof libraryNames)[number]

/** What a function receives for each kind of parameter. */
export interface KindValues {
  /** Any value as text; null stays null. */
  readonly string: string | null
  /** A whole number in int's range; null is an error. */
  readonly int: number
  /** null is an error. */
  readonly boolean: boolean
  /** A single value is a list of one; null stays null. */
  readonly list: readonly ExpressionValue[] | null
  readonly any: ExpressionValue
}
export type ParameterKind = keyof KindValues

type ArgumentOf<P extends Parameter> = P extends { readonly rest: true }
  ? readonly KindValues[P['kind']][]
  : KindValues[P['kind']]

type Row<P extends readonly Parameter[]> = Omit<ExpressionFunction, 'library' | 'parameters' | 'counts' | 'run'> & {
  readonly parameters: P
  readonly counts?: ExpressionFunction['counts']
  readonly run: (
    args: { readonly [K in keyof P]: ArgumentOf<P[K]> },
    site: CallSite,
    evaluation: Evaluation,
  ) => ExpressionValue
}

/** Makes rows of a library; the arguments of `run` get their types from the parameters. */
export function defineFor(
  library: LibraryName,
): <const P extends readonly Parameter[]>(row: Row<P>) => ExpressionFunction {
  return <const P extends readonly Parameter[]>(row: Row<P>) => ({
    ...row,
    library,
    counts: row.counts ?? { min: row.parameters.length, max: row.parameters.length },
    // The arguments come from convertArguments, which makes exactly what KindValues says for these parameters.
    run: (args, site, evaluation) =>
      row.run(args as unknown as { readonly [K in keyof P]: ArgumentOf<P[K]> }, site, evaluation),
  })
}

/** The form people read: `#string.substring(input, start, end)`. */
export function signatureOf({ library, name, parameters }: ExpressionFunction): string {
  const names = parameters.map((parameter) => (parameter.rest ? `${parameter.name}...` : parameter.name))
  return `#${library}.${name}(${names.join(', ')})`
}
