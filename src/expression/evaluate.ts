import type { CompiledExpression } from './compile-expression.ts'
import { type ExpressionPorts, limits, outputTooLarge, startEvaluation } from './evaluation.ts'
import { textOf } from './text-of.ts'
import type { ExpressionValue } from './value.ts'

/**
 * The value of an expression over these variables (`user`, `ldapAttributes`, ...): plain data, of which only own plain
 * properties are seen. The result is at most 64 KB of text.
 * @throws EXPRESSION_TYPE, EXPRESSION_PROPERTY_MISSING, EXPRESSION_INDEX_RANGE, EXPRESSION_ARITHMETIC, EXPRESSION_REGEX_...,
 *   EXPRESSION_TOO_DEEP, EXPRESSION_TOO_MANY_STEPS, EXPRESSION_OUTPUT_TOO_LARGE
 */
export function evaluate(
  expression: CompiledExpression,
  variables: Readonly<Record<string, unknown>>,
  ports: ExpressionPorts,
): ExpressionValue {
  const root = { kind: 'record', fields: variables } as const
  const value = expression.run(startEvaluation(root, ports), root)
  checkSize(value)
  return value
}

/** Data that passes through counts as output too. */
function checkSize(value: ExpressionValue): void {
  if (typeof value === 'string' && value.length > limits.output) throw outputTooLarge()
  if (typeof value === 'object') textOf(value)
}
