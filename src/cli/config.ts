import { documentText } from '../config/settings-document.ts'
import { applyConfig, checkConfig } from './apply-config.ts'
import { type ConfigOptions, parseConfigOptions } from './config-options.ts'
import { explainConfig } from './explain-config.ts'
import type { ExitCode, Io } from './io.ts'
import { withRepositories } from './with-repositories.ts'

const usage = `usage: joinery config export [--json]
       joinery config apply FILE|- [--dry-run] [--from VERSION] [--waive CHECK]...
       joinery config check FILE|- [--waive CHECK]... [--json]
       joinery config explain PATH [--json]

All managed settings as one YAML document. Secrets are taken from it when it is applied, and never exported.

  --config FILE    boot settings, YAML (else JOINERY_CONFIG)
  --data DIR       data directory, over what the file says
  --dry-run        say what would change, and change nothing
  --from VERSION   refuse unless this version of the settings is in force
  --waive CHECK    take an error of this check on purpose, where that can be

check looks at the document alone; with --data or --config also at what is stored.

exit status: 0 well, 1 a problem was found, 2 used wrongly, 3 could not run
example: joinery config export > s.yaml; edit s.yaml; joinery config apply s.yaml
`

/** What each action takes besides what all take: a file or path, and these options. */
const actions: Readonly<Record<string, Action>> = {
  export: { operand: undefined, takes: ['json'], run: (_, values, io) => exportConfig(values, io) },
  apply: { operand: 'FILE', takes: ['dry-run', 'from', 'waive'], run: applyConfig },
  check: { operand: 'FILE', takes: ['waive', 'json'], run: checkConfig },
  explain: { operand: 'PATH', takes: ['json'], run: explainConfig },
}

interface Action {
  readonly operand: string | undefined
  readonly takes: readonly string[]
  readonly run: (operand: string, values: ConfigOptions, io: Io) => Promise<ExitCode>
}

/** joinery config: the settings out, in, looked at, explained. */
export async function configCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = findRequest(args)
  if (request === 'help') io.stdout(usage)
  if (request === 'help') return 0
  if (typeof request === 'string') {
    io.stderr(`error: ${request}\nhint: joinery config --help shows how it is used\n`)
    return 2
  }
  return request.action.run(request.operand, request.values, io)
}

/** The request, `help`, or what is wrong with the arguments. */
function findRequest(args: readonly string[]) {
  try {
    const { values, positionals } = parseConfigOptions(args)
    const [name = '', operand, ...more] = positionals
    if (values.help) return 'help'
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (action === undefined) return name === '' ? 'there is no action' : `there is no action ${name}`
    const foreign = givenOptions(values).find((option) => !action.takes.includes(option))
    if (foreign !== undefined) return `config ${name} takes no --${foreign}`
    if (action.operand !== undefined && operand === undefined) return `config ${name} needs a ${action.operand}`
    if ((action.operand === undefined ? operand : more[0]) !== undefined) return 'there are too many arguments'
    if (values.from !== undefined && !/^\d+$/.test(values.from)) return '--from is a version number, such as 4'
    return { action, operand: operand ?? '', values }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
  }
}

/** The options that were given and not every action takes. */
function givenOptions(values: ConfigOptions): string[] {
  const given = Object.entries(values).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value))
  return given.map(([name]) => name).filter((name) => name !== 'config' && name !== 'data')
}

async function exportConfig({ config, data, json }: ConfigOptions, io: Io): Promise<ExitCode> {
  const { document } = await withRepositories({ config, data, create: false }, io, ({ settings }) => settings.last())
  io.stdout(json ? `${JSON.stringify(document, undefined, 2)}\n` : documentText(document))
  return 0
}
