import { parseArgs } from 'node:util'
import { identifier } from '../config/identifier.ts'
import { IdpError } from '../errors.ts'
import type { ExitCode, Io } from './io.ts'
import { printError } from './print-error.ts'
import {
  deleteKey,
  importKey,
  overrideProof,
  proveKeys,
  retireKey,
  rollKeys,
  switchKeys,
  undoSwitch,
} from './signing-keys/change-keys.ts'
import type { KeysRequest } from './signing-keys/keys-options.ts'
import { listKeys, showState } from './signing-keys/show-keys.ts'

const usage = `usage: joinery keys list|state [--json]
       joinery keys roll [--key ID] [--name NAME]
       joinery keys prove FILE|- [--taken TIME]
       joinery keys override DOMAIN --sentence TEXT
       joinery keys switch|undo
       joinery keys import FILE|- [--id ID] [--name NAME] [--passphrase-file FILE] [--aside]
       joinery keys retire|delete ID
       joinery keys rewrap [--prepare | --drop-old] [--json]

list      the signing keys; the thumbprint is the one Windows and Entra show (SHA-1 of the certificate)
state     where the roll-over stands: what is proved, what comes next, what needs attention
roll      makes the next key, or takes an available one: published beside the active one from now on
prove     what Get-MgDomainFederationConfiguration | Format-List printed: shows which certificates Entra holds
override  an owner's word in place of that proof, for one domain
switch    the next key signs from now on; every federated domain must be proved to hold its certificate
undo      the key before it signs again, as long as it is previous
import    takes an RSA key and its certificate from a PEM or PKCS #12 file: active where there is no other, next where
          no roll-over is under way, else available; applications that name it in idpSigning.key.id sign with it at once
retire    neither signs nor is published any more; of the next key it calls the roll-over off
delete    a retired key, for ever
rewrap    another data key, the one that seals what is stored: joinery keys rewrap --help

states: active signs, next and previous are published beside it, available serves applications that name it

  --config FILE            boot settings, YAML (else JOINERY_CONFIG)
  --data DIR               data directory, over what the file says
  --json                   with certificate, as Entra's SigningCertificate takes it
  --key ID                 the available key that becomes the next one
  --name NAME              what people call the key
  --taken TIME             when Entra was asked, ISO 8601; left out: now
  --sentence TEXT          "switch DOMAIN without proof"
  --id ID                  of the imported key; left out, one is made up
  --passphrase-file FILE   first line: the passphrase of an encrypted key or PKCS #12 file
  --aside                  keep the imported key available, even where it could be the next one

A running server follows within a second. exit status: 0 well, 1 refused, 2 used wrongly, 3 could not run
example: joinery keys state --json
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  key: { type: 'string' },
  name: { type: 'string' },
  taken: { type: 'string' },
  sentence: { type: 'string' },
  id: { type: 'string' },
  'passphrase-file': { type: 'string' },
  aside: { type: 'boolean', default: false },
} as const

interface Action {
  /** What its one argument is; left out, it has none. */
  readonly subject?: string
  readonly run: (request: KeysRequest, io: Io) => Promise<void>
}

const actions: Readonly<Record<string, Action>> = {
  list: { run: listKeys },
  state: { run: showState },
  roll: { run: rollKeys },
  prove: { subject: 'FILE', run: proveKeys },
  override: { subject: 'DOMAIN', run: overrideProof },
  switch: { run: switchKeys },
  undo: { run: undoSwitch },
  import: { subject: 'FILE', run: importKey },
  retire: { subject: 'ID', run: retireKey },
  delete: { subject: 'ID', run: deleteKey },
}

/** joinery keys: what signs, until when, under which thumbprint, and what comes after it. Never prints a private key. */
export async function keysCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  if (args[0] === 'rewrap') return (await import('./rewrap-keys.ts')).rewrapKeys(args.slice(1), io)
  const request = findRequest(args)
  if (request === 'help') io.stdout(usage)
  if (request === 'help') return 0
  if (typeof request === 'string') {
    io.stderr(`error: ${request}\nhint: joinery keys --help shows how it is used\n`)
    return 2
  }
  try {
    await request.action.run(request, io)
    return 0
  } catch (error) {
    if (!(error instanceof IdpError) || !/^KEYS_|^STORAGE_SIGNING_KEY/.test(error.code)) throw error
    printError(error, io)
    return 1
  }
}

/** The options, with the action; `help`; or what is wrong with the arguments. */
function findRequest(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [name, subject, ...more] = positionals
    if (values.help) return 'help'
    if (name === undefined) return 'there is no action'
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (action === undefined) return `there is no action ${name}`
    if (more.length > 0 || (action.subject === undefined && subject !== undefined))
      return 'there are too many arguments'
    if (action.subject !== undefined && subject === undefined) return `keys ${name} needs ${article(action.subject)}`
    if (values.id !== undefined && !identifier.safeParse(values.id).success)
      return '--id must be letters, digits and hyphens'
    if (values.taken !== undefined && Number.isNaN(Date.parse(values.taken)))
      return '--taken must be a time as ISO 8601 has it'
    const { config, data, key, name: keyName, taken, sentence, id } = values
    const { 'passphrase-file': passphraseFile, ...flags } = values
    return { ...flags, config, data, key, name: keyName, taken, sentence, id, subject, passphraseFile, action }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
  }
}

function article(subject: string): string {
  return `${/^[AEIOU]/.test(subject) ? 'an' : 'a'} ${subject}`
}
