import { IdpError } from '../errors.ts'
import { compile } from './compile.ts'
import { type CompiledExpression, checkLength } from './compile-expression.ts'
import { countOutput, type Evaluation, type Run } from './evaluation.ts'
import { wrongTypes } from './operators.ts'
import { parse } from './parse.ts'
import type { Syntax } from './syntax.ts'
import { isScalar, scalarText } from './text-of.ts'
import { usesOf } from './uses.ts'
import type { ExpressionValue } from './value.ts'

/**
 * A mapping value as the API has it: a constant, or `${expression}`. One `${...}` and nothing else gives the expression's value
 * as it is (a list stays a list). Text around or between gives text, and null as soon as one part is null: half an
 * identifier is worse than none. Columns in errors are those of the whole text.
 * @throws EXPRESSION_TEMPLATE for a `${` without its end, and what compileExpression throws
 */
export function compileTemplate(text: string): CompiledExpression {
  checkLength(text)
  const parts = partsOf(text)
  const trees = parts.filter((part) => typeof part !== 'string')
  const uses = trees.map((part) => usesOf(part.tree))
  const [only] = parts
  return {
    source: text,
    calls: [...new Set(uses.flatMap(({ calls }) => calls))],
    paths: [...new Set(uses.flatMap(({ paths }) => paths))],
    run:
      only !== undefined && typeof only !== 'string' && parts.length === 1 ? compile(only.tree, 'item') : joined(parts),
  }
}

interface ExpressionPart {
  readonly tree: Syntax
  readonly at: number
}

function partsOf(text: string): readonly (string | ExpressionPart)[] {
  const parts: (string | ExpressionPart)[] = []
  let from = 0
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', from)) {
    if (at > from) parts.push(text.slice(from, at))
    const end = endOfExpression(text, at)
    parts.push({ tree: parse(text, at + 2, end), at })
    from = end + 1
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** The brace that closes the one at `at + 1`; braces in strings and in maps and lists are the expression's own. */
function endOfExpression(text: string, at: number): number {
  let depth = 0
  for (const match of text.slice(at + 2).matchAll(/'[^']*'|"[^"]*"|[{}]/g)) {
    if (match[0] === '{') depth += 1
    if (match[0] !== '}') continue
    if (depth === 0) return at + 2 + match.index
    depth -= 1
  }
  throw new IdpError('EXPRESSION_TEMPLATE', { column: at + 1, found: '${', expected: 'a closing }' })
}

function joined(parts: readonly (string | ExpressionPart)[]): Run {
  const runs = parts.map((part) => (typeof part === 'string' ? () => part : textRun(part)))
  return (evaluation, self) => {
    const texts = runs.map((run) => run(evaluation, self))
    return texts.includes(null) ? null : texts.join('')
  }
}

function textRun({ tree, at }: ExpressionPart): (evaluation: Evaluation, self: ExpressionValue) => string | null {
  const run = compile(tree, 'item')
  return (evaluation, self) => {
    const value = run(evaluation, self)
    if (!isScalar(value)) throw wrongTypes(value, undefined, { operator: '${ }', column: at + 1 }, 'a single value')
    if (value === null) return null
    const text = scalarText(value)
    countOutput(evaluation, text.length)
    return text
  }
}
