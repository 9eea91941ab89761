import { IdpError } from '../errors.ts'
import { compile } from './compile.ts'
import { limits, type Run } from './evaluation.ts'
import { parse } from './parse.ts'
import { type Uses, usesOf } from './uses.ts'

/** An expression or mapping value, ready for `evaluate`: made once, used for every token. */
export interface CompiledExpression extends Uses {
  readonly source: string
  readonly run: Run
}

/**
 * An expression as the console's box takes it: bare, one line, at most 4 KB.
 * @throws EXPRESSION_... with `column` (counts from 1), and mostly `found` and `expected`
 */
export function compileExpression(source: string): CompiledExpression {
  checkLength(source)
  const tree = parse(source)
  return { source, ...usesOf(tree), run: compile(tree, 'item') }
}

export function checkLength(source: string): void {
  const bytes = Buffer.byteLength(source)
  if (bytes > limits.sourceBytes) throw new IdpError('EXPRESSION_TOO_LONG', { bytes, limit: limits.sourceBytes })
}
