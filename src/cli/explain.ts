import { parseArgs } from 'node:util'
import { type Explanation, explainCode } from '../doctor/explain-code.ts'
import type { ExitCode, Io } from './io.ts'

const usage = `usage: joinery explain CODE [--json]

What a code means, in which phase it is met, and what to do: an AADSTS number, an HRESULT or NTSTATUS (hex or signed decimal), an
event id, a Kerberos error, a SOAP fault, a code of Joinery, or an endpoint (usernamemixed): what it is for, and who needs to
reach it. Offline.

exit status: 0 explained, 1 not known, 2 used wrongly
example: joinery explain AADSTS51004
`

export async function explainCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: withoutSign(args),
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const [code, ...more] = positionals
  if (code === undefined || more.length > 0) {
    io.stderr('error: one code\nhint: joinery explain --help\n')
    return 2
  }
  const explanations = explainCode(code)
  if (values.json) io.stdout(`${JSON.stringify(explanations, null, 2)}\n`)
  if (explanations.length === 0) {
    io.stderr(`error: ${JSON.stringify(code)} is not in the table\n`)
    io.stderr('hint: give the doctor the whole output; it may hold a code that says more\n')
    return 1
  }
  if (!values.json) io.stdout(explanations.map(printed).join('\n'))
  return 0
}

/** A signed decimal is no option. */
function withoutSign(args: readonly string[]): string[] {
  return args.flatMap((argument) => (/^-\d+$/.test(argument) ? ['--', argument] : [argument]))
}

function printed({ code, name, whose, phase, meaning, remedy, collect, sources }: Explanation): string {
  const title = [code, name].filter((part) => part !== '').join('  ')
  const todo = remedy === '' ? `no remedy is known; collect ${collect}` : remedy
  return [
    title,
    `  whose    ${whose}`,
    `  phase    ${phase}`,
    `  meaning  ${meaning}`,
    `  remedy   ${todo}`,
    ...sources.map(
      (source) => `  source   ${source.url === undefined ? source.title : `${source.title} <${source.url}>`}`,
    ),
    '',
  ].join('\n')
}
