import { IdpError } from '../errors.ts'
import type { Run } from './evaluation.ts'
import { convertArguments } from './functions/convert-arguments.ts'
import { type CallSite, type ExpressionFunction, signatureOf } from './functions/expression-function.ts'
import { functionTable } from './functions/function-table.ts'
import { nearestNames } from './nearest-names.ts'
import { patternsAt } from './regex.ts'
import type { CallSyntax, Syntax } from './syntax.ts'
import type { ExpressionValue } from './value.ts'

/** #library.name(arguments). @throws EXPRESSION_FUNCTION_UNKNOWN, EXPRESSION_ARGUMENTS, and what the function's own check finds */
export function compileCall(node: CallSyntax, args: readonly Run[]): Run {
  const fn = getFunction(node)
  checkCount(fn, node)
  const site: CallSite = { column: node.at + 1, name: nameOf(fn), patterns: patternsAt(node.at + 1) }
  fn.check?.(node.arguments.map(constantOf), site)
  return (evaluation, self) => {
    const values = args.map((run) => run(evaluation, self))
    return fn.run(convertArguments(fn, values, site, evaluation), site, evaluation)
  }
}

const functions: ReadonlyMap<string, ExpressionFunction> = new Map(
  functionTable.map((fn) => [`${fn.library}.${fn.name}`, fn]),
)

const nameOf = (fn: ExpressionFunction): string => `#${fn.library}.${fn.name}`

const constantOf = (node: Syntax): ExpressionValue | undefined => (node.type === 'literal' ? node.value : undefined)

function getFunction({ library, name, at }: CallSyntax): ExpressionFunction {
  const fn = functions.get(`${library}.${name}`)
  if (fn !== undefined) return fn
  const sameName = functionTable.filter((other) => other.name.toLowerCase() === name.toLowerCase())
  const near = nearestNames(
    name,
    functionTable.filter((other) => other.library === library).map((other) => other.name),
  )
  const expected = sameName.length > 0 ? sameName.map(nameOf) : near.map((other) => `#${library}.${other}`)
  throw new IdpError('EXPRESSION_FUNCTION_UNKNOWN', {
    column: at + 1,
    found: `#${library}.${name}`,
    expected: expected.join(' or '),
  })
}

function checkCount(fn: ExpressionFunction, node: CallSyntax): void {
  const count = node.arguments.length
  if (count >= fn.counts.min && count <= fn.counts.max) return
  const found = `${nameOf(fn)} with ${count} argument${count === 1 ? '' : 's'}`
  throw new IdpError('EXPRESSION_ARGUMENTS', { column: node.at + 1, found, expected: signatureOf(fn) })
}
