import { IdpError } from '../../errors.ts'
import { findBoolean, findInt, textOrNull } from '../convert.ts'
import { countWork, type Evaluation } from '../evaluation.ts'
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
    countWork(evaluation, sizeOf(value))
    const made = converters[parameter.kind](value)
    if (made === undefined) throw wrongKind(parameter, value, site)
    return made
  }
  return fn.parameters.map((parameter, index) =>
    parameter.rest
      ? values.slice(index).map((value) => convertOne(parameter, value))
      : convertOne(parameter, values[index] ?? null),
  )
}

const converters: { readonly [K in ParameterKind]: (value: ExpressionValue) => KindValues[K] | undefined } = {
  string: textOrNull,
  int: findInt,
  boolean: findBoolean,
  list: (value) => {
    if (value === null) return null
    return typeof value === 'object' && value.kind === 'list' ? value.items : [value]
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

function sizeOf(value: ExpressionValue): number {
  if (typeof value === 'string') return value.length
  return typeof value === 'object' && value?.kind === 'list' ? value.size : 0
}

function wrongKind(parameter: Parameter, value: ExpressionValue, site: CallSite): IdpError {
  return new IdpError('EXPRESSION_TYPE', {
    where: `The argument ${parameter.name} of ${site.name}`,
    column: site.column,
    found: kindOf(value),
    expected: expectations[parameter.kind],
  })
}
