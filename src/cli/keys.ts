import { parseArgs } from 'node:util'
import { identifier } from '../config/identifier.ts'
import { IdpError } from '../errors.ts'
import { describeCertificate } from '../keys/describe-certificate.ts'
import { parseSigningKey } from '../keys/parse-signing-key.ts'
import type { SigningKeyRecord } from '../ports.ts'
import { Secret } from '../secret.ts'
import { systemClock, systemRandomness } from '../system-ports.ts'
import type { ExitCode, Io } from './io.ts'
import { printError } from './print-error.ts'
import { readText } from './read-text.ts'
import { withRepositories } from './with-repositories.ts'

const usage = `usage: joinery keys list [--json]
       joinery keys import FILE|- [--id ID] [--passphrase-file FILE]

list    the signing keys: the active one signs, the next one is published beside it, retired ones are kept;
        the thumbprint is the one Windows and Entra show (SHA-1 of the certificate)
import  takes an RSA key and its certificate from a PEM file: active where there is no other, else next;
        applications that name it in idpSigning.key.id sign with it at once

  --config FILE            boot settings, YAML (else JOINERY_CONFIG)
  --data DIR               data directory, over what the file says
  --json                   with certificate, as Entra's SigningCertificate takes it
  --id ID                  name of the new key; left out, one is made up
  --passphrase-file FILE   first line: the passphrase of an encrypted key

exit status: 0 well, 1 the key cannot be used, 2 used wrongly, 3 could not run
example: joinery keys list --json
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  id: { type: 'string' },
  'passphrase-file': { type: 'string' },
} as const

type KeysOptions = ReturnType<typeof parseKeysOptions>['values']

/** joinery keys: what signs, until when, under which thumbprint; and a key of one's own. Never prints a private key. */
export async function keysCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = findRequest(args)
  if (request === 'help') io.stdout(usage)
  if (request === 'help') return 0
  if (typeof request === 'string') {
    io.stderr(`error: ${request}\nhint: joinery keys --help shows how it is used\n`)
    return 2
  }
  return request.file === undefined ? listKeys(request.values, io) : importKey(request.file, request.values, io)
}

function parseKeysOptions(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

/** The options, with the file for an import; `help`; or what is wrong with the arguments. */
function findRequest(args: readonly string[]) {
  try {
    const { values, positionals } = parseKeysOptions(args)
    const [action, file, ...more] = positionals
    if (values.help) return 'help'
    if (action === undefined) return 'there is no action'
    if (action !== 'list' && action !== 'import') return `there is no action ${action}`
    if (more.length > 0 || (action === 'list' && file !== undefined)) return 'there are too many arguments'
    if (action === 'import' && file === undefined) return 'keys import needs a FILE'
    if (values.id !== undefined && !identifier.safeParse(values.id).success)
      return '--id must be letters, digits and hyphens'
    return { file, values }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
  }
}

async function listKeys({ config, data, json }: KeysOptions, io: Io): Promise<ExitCode> {
  const records = await withRepositories({ config, data, create: false }, io, ({ signingKeys }) => signingKeys.list())
  const keys = records.map((record) => describe(record, systemClock.now()))
  if (json) io.stdout(`${JSON.stringify(keys, undefined, 2)}\n`)
  else io.stdout(keys.length === 0 ? 'there is no signing key yet: the first joinery serve makes it\n' : table(keys))
  return 0
}

async function importKey(file: string, { config, data, id, ...values }: KeysOptions, io: Io): Promise<ExitCode> {
  const pem = await readText(file, io)
  const passphraseFile = values['passphrase-file']
  const passphrase =
    passphraseFile === undefined ? undefined : new Secret((await readText(passphraseFile, io)).split(/\r?\n/)[0] ?? '')
  try {
    const record = await withRepositories({ config, data, create: false }, io, async ({ signingKeys }) => {
      const hasActive = (await signingKeys.list()).some((key) => key.state === 'active')
      const wanted = {
        id: id ?? systemRandomness.uuid(),
        state: hasActive ? 'next' : 'active',
        now: systemClock.now(),
      } as const
      const key = parseSigningKey(pem, wanted, passphrase)
      await signingKeys.add(key.record, key.privateKey)
      return key.record
    })
    io.stdout(`imported the key ${record.id} as ${record.state}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof IdpError) || !/^KEYS_|^STORAGE_SIGNING_KEY_EXISTS$/.test(error.code)) throw error
    printError(error, io)
    return 1
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
