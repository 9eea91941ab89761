import { IdpError } from '../../errors.ts'
import { findBoolean, findInt } from '../convert.ts'
import { countWork, type Evaluation } from '../evaluation.ts'
import { readText } from '../text-of.ts'
import { type ExpressionValue, kindOf } from '../value.ts'
import type { CallSite, ExpressionFunction, KindValues, Parameter, ParameterKind } from './expression-function.ts'

/** Makes of each value what its parameter's kind asks for. @throws EXPRESSION_TYPE */
export function convertArguments(
  fn: ExpressionFunction,
  values: readonly ExpressionValue[],
  site: CallSite,
  evaluation: Evaluation,
): readonly unknown[] {
  const convertOne = (parameter: Parameter, value: ExpressionValue): unknown => {
    const made = converters[parameter.kind](value, evaluation)
    if (made === undefined) throw wrongKind(parameter, value, site)
    return made
  }
  return fn.parameters.map((parameter, index) =>
    parameter.rest
      ? values.slice(index).map((value) => convertOne(parameter, value))
      : convertOne(parameter, values[index] ?? null),
  )
}

const converters: {
  readonly [K in ParameterKind]: (value: ExpressionValue, evaluation: Evaluation) => KindValues[K] | undefined
} = {
  string: (value, evaluation) => (value === null ? null : readText(value, evaluation)),
  int: findInt,
  boolean: findBoolean,
  list: (value, evaluation) => {
    if (value === null) return null
    if (typeof value !== 'object' || value.kind !== 'list') return [value]
    countWork(evaluation, value.size)
    return value.items
  },
  any: (value) => value,
}

const expectations: Readonly<Record<ParameterKind, string>> = {
  string: 'text',
  int: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  any: 'a value',
}

function wrongKind(parameter: Parameter, value: ExpressionValue, site: CallSite): IdpError {
  return new IdpError('EXPRESSION_TYPE', {
    where: `The argument ${parameter.name} of ${site.name}`,
    column: site.column,
    found: kindOf(value),
    expected: expectations[parameter.kind],
  })
}
