import { parseArgs } from 'node:util'
import { describeCertificate } from '../keys/describe-certificate.ts'
import type { SigningKeyRecord } from '../ports.ts'
import { systemClock } from '../system-ports.ts'
import type { ExitCode, Io } from './io.ts'
import { withRepositories } from './with-repositories.ts'

const usage = `usage: joinery keys list [--json]

Lists the signing keys: the active one signs, the next one is published beside it, retired ones are kept.
The thumbprint is the one Windows and Entra show (SHA-1 of the certificate).

  --config FILE   boot settings, YAML (else JOINERY_CONFIG)
  --data DIR      data directory, over what the file says
  --json          with certificate, as Entra's SigningCertificate takes it

exit status: 0 well, 2 used wrongly, 3 could not run
example: joinery keys list --json
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** joinery keys: what signs, until when, under which thumbprint. Never a private key. */
export async function keysCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = findRequest(args)
  if (request === 'help') io.stdout(usage)
  if (request === 'help') return 0
  if (typeof request === 'string') {
    io.stderr(`error: ${request}\nhint: joinery keys --help shows how it is used\n`)
    return 2
  }
  const { config, data, json } = request
  const records = await withRepositories({ config, data, create: false }, io, ({ signingKeys }) => signingKeys.list())
  const keys = records.map((record) => describe(record, systemClock.now()))
  if (json) io.stdout(`${JSON.stringify(keys, undefined, 2)}\n`)
  else io.stdout(keys.length === 0 ? 'there is no signing key yet: the first joinery serve makes it\n' : table(keys))
  return 0
}

/** The options, `help`, or what is wrong with the arguments. */
function findRequest(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [action, ...more] = positionals
    if (values.help) return 'help'
    if (action === undefined) return 'there is no action'
    if (action !== 'list') return `there is no action ${action}`
    return more.length > 0 ? 'there are too many arguments' : values
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
  }
}

const dayMilliseconds = 86_400_000

function describe({ id, state, bits, certificate }: SigningKeyRecord, now: Date) {
  const { notAfter, notBefore, ...names } = describeCertificate(certificate)
  return {
    ...{ id, state, bits, ...names },
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / dayMilliseconds),
    certificate: Buffer.from(certificate).toString('base64'),
  }
}

function table(keys: readonly ReturnType<typeof describe>[]): string {
  const head = ['KEY', 'STATE', 'BITS', 'EXPIRES', 'THUMBPRINT', 'SUBJECT']
  const rows = keys.map((key) => [
    ...[key.id, key.state, String(key.bits), `${key.notAfter.slice(0, 10)} (${key.daysLeft} days)`],
    ...[key.thumbprint, key.subject],
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[head, ...rows].map(line).join('\n')}\n`
}
