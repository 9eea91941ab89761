import { coreFunctions } from './core-functions.ts'
import { cryptoFunctions } from './crypto-functions.ts'
import { dataFunctions } from './data-functions.ts'
import { datetimeFunctions } from './datetime-functions.ts'
import type { ExpressionFunction } from './expression-function.ts'
import { regexFunctions } from './regex-functions.ts'
import { stringFunctions } from './string-functions.ts'

/** Every function of every library: evaluation, docs/expression.md and the console's completion read this one table. */
export const functionTable: readonly ExpressionFunction[] = [
  ...stringFunctions,
  ...dataFunctions,
  ...datetimeFunctions,
  ...regexFunctions,
  ...cryptoFunctions,
  ...coreFunctions,
]
