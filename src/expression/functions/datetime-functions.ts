import type { ExpressionFunction } from './expression-function.ts'

export const datetimeFunctions: readonly ExpressionFunction[] = []
