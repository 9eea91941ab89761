import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { IdpError } from '../errors.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { compileTemplate } from '../expression/compile-template.ts'
import { evaluate } from '../expression/evaluate.ts'
import { jsonTextOf, textOf } from '../expression/text-of.ts'
import { type ExpressionValue, kindOf } from '../expression/value.ts'
import type { ExitCode, Io } from './io.ts'

const usage = `usage: joinery eval EXPRESSION [--user FILE|-] [--json]

Evaluates a mapping expression and prints its value: bare, as the console's box takes it, or as \${...}.

  --user FILE   JSON of a user; or of all variables, with the user as "user"; - reads standard input
  --json        print {"kind": ..., "value": ...}

exit status: 0 a value, 1 an error in the expression, 2 used wrongly, 3 could not read the user
example: echo '{"externalId":"3f0817b9-ca17-4714-ab81-f7b5943dec7b"}' |
  joinery eval '#string.uuidAsBase64Guid(user.externalId, null)' --user -
`

/** joinery eval: the value on stdout; an error with the expression and a caret under the column on stderr. */
export async function evalCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = findRequest(args)
  if (request === 'help') io.stdout(usage)
  if (request === 'help') return 0
  if (typeof request === 'string') return misuse(request, io)
  const variables = await findVariables(request.user, io)
  if (variables === undefined) return 3
  try {
    const value = valueOfExpression(request.expression, variables)
    io.stdout(`${request.json ? `{"kind":"${kindOf(value)}","value":${jsonTextOf(value)}}` : shown(value)}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    printWithCaret(request.expression, error, io)
    return 1
  }
}

interface Request {
  readonly expression: string
  readonly user: string | undefined
  readonly json: boolean
}

/** The request, `help`, or what is wrong with the arguments. */
function findRequest(args: readonly string[]): Request | string {
  const options = { user: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [expression, ...more] = positionals
    if (values.help) return 'help'
    if (expression === undefined) return 'there is no expression'
    if (more.length > 0) return 'there is more than one expression'
    return { expression, user: values.user, json: values.json ?? false }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
  }
}

function misuse(problem: string, io: Io): ExitCode {
  io.stderr(`error: ${problem}\n`)
  io.stderr("hint: joinery eval 'EXPRESSION', in quotes for the shell; before one that begins with - put --\n")
  return 2
}

async function findVariables(user: string | undefined, io: Io): Promise<Record<string, unknown> | undefined> {
  if (user === undefined) return { user: {} }
  const source = user === '-' ? 'standard input' : user
  try {
    const data: unknown = JSON.parse(user === '-' ? await io.stdin() : await readFile(user, 'utf8'))
    if (!isRecord(data)) throw new Error('it is JSON, but no object')
    return isRecord(data.user) ? data : { user: data }
  } catch (error) {
    io.stderr(`error: ${source} cannot be read as a user: ${error instanceof Error ? error.message : String(error)}\n`)
    io.stderr('hint: it must be one JSON object, such as {"username": "jdoe", "name": {"given": "John"}}\n')
    return undefined
  }
}

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data)

function valueOfExpression(expression: string, variables: Record<string, unknown>): ExpressionValue {
  const compile = expression.startsWith('${') ? compileTemplate : compileExpression
  return evaluate(compile(expression), variables, { now: () => new Date() })
}

const shown = (value: ExpressionValue): string =>
  ['list', 'map', 'record'].includes(kindOf(value)) ? jsonTextOf(value) : textOf(value)

function printWithCaret(expression: string, error: IdpError, io: Io): void {
  const column = typeof error.facts.column === 'number' ? error.facts.column : undefined
  io.stderr(`error: ${error.means} [${error.code}]\n`)
  if (column !== undefined && !/[\r\n]/.test(expression)) {
    const before = expression.slice(0, column - 1).replace(/[^\t]/g, ' ')
    io.stderr(`  ${expression}\n  ${before}^\n`)
  }
  io.stderr(`hint: ${error.fix}\n`)
}
