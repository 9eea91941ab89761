import { parseArgs } from 'node:util'
import { invitationPath, makeInvitation } from '../administrators/invitations.ts'
import { requireAdministratorName } from '../administrators/require-administrator-name.ts'
import { type Role, roles } from '../config/roles.ts'
import { IdpError } from '../errors.ts'
import type { AdministratorRecord } from '../ports/administrators.ts'
import { systemClock, systemRandomness } from '../system-ports.ts'
import { consoleOrigin } from './console-origin.ts'
import type { ExitCode, Io } from './io.ts'
import { loadStorageSettings } from './load-boot-settings.ts'
import { printError } from './print-error.ts'
import { type OpenedRepositories, withRepositories } from './with-repositories.ts'

const usage = `usage: joinery admin create [--role ROLE] [--name NAME] [--json]
       joinery admin list [--json]

create  prints a link that makes an administrator of whoever opens it: a password and a second factor are chosen there;
        with the name of a local administrator who lost theirs, it gives that account new ones
list    the administrators

  --role ROLE    ${roles.join(', ')}; owner where left out
  --name NAME    what the account is to be called
  --config FILE  boot settings, YAML (else JOINERY_CONFIG)
  --data DIR     data directory, over what the file says

exit status: 0 well, 1 the name cannot be used, 2 used wrongly, 3 could not run
example: joinery admin create --role helpDesk --name "Grace Hopper"
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  role: { type: 'string', default: 'owner' },
  name: { type: 'string' },
} as const

type AdminOptions = ReturnType<typeof parseAdminOptions>['values']

/** joinery admin: for the first administrator, and for the day nobody can sign in any more. Whoever runs it owns the machine. */
export async function adminCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = findRequest(args)
  if (request === 'help') io.stdout(usage)
  if (request === 'help') return 0
  if (typeof request === 'string') {
    io.stderr(`error: ${request}\nhint: joinery admin --help shows how it is used\n`)
    return 2
  }
  const { action, role, values } = request
  return action === 'list' ? listAdministrators(values, io) : createAdministrator(role, values, io)
}

function parseAdminOptions(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

/** The options; `help`; or what is wrong with the arguments. */
function findRequest(args: readonly string[]) {
  try {
    const { values, positionals } = parseAdminOptions(args)
    const [action, ...more] = positionals
    if (values.help) return 'help'
    if (action === undefined) return 'there is no action'
    if (action !== 'list' && action !== 'create') return `there is no action ${action}`
    if (more.length > 0) return 'there are too many arguments'
    const role = roles.find((each) => each === values.role)
    return role === undefined ? `there is no role ${values.role}` : { action, role, values }
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
  }
}

async function listAdministrators({ config, data, json }: AdminOptions, io: Io): Promise<ExitCode> {
  const records = await withRepositories({ config, data, create: false }, io, ({ administrators }) =>
    administrators.list(),
  )
  const shown = records.map(describe)
  if (json) io.stdout(`${JSON.stringify(shown, undefined, 2)}\n`)
  else if (shown.length === 0) io.stdout('there is no administrator yet: joinery admin create makes a link for one\n')
  else io.stdout(table(shown))
  return 0
}

async function createAdministrator(role: Role, values: AdminOptions, io: Io): Promise<ExitCode> {
  const { config, data, name, json } = values
  const { settings: boot } = loadStorageSettings(values)
  try {
    if (name !== undefined) requireAdministratorName(name)
    const made = await withRepositories({ config, data, create: false }, io, (repositories) =>
      invite(role, name, repositories),
    )
    const link = `${consoleOrigin(boot, boot.listen.admin.port)}${invitationPath(made.token)}`
    const { purpose, expiresAt, role: given } = made.invitation
    if (json) io.stdout(`${JSON.stringify({ purpose, role: given, expiresAt, link }, undefined, 2)}\n`)
    else {
      io.stderr(`good once, until ${expiresAt.toISOString()}, for ${wordsFor(purpose, given, name)}\n`)
      io.stdout(`${link}\n`)
    }
    return 0
  } catch (error) {
    if (!(error instanceof IdpError) || !error.code.startsWith('ADMINISTRATORS_')) throw error
    printError(error, io)
    return 1
  }
}

/** Somebody who is there gets a new beginning, in the role they have. */
async function invite(role: Role, name: string | undefined, repositories: OpenedRepositories) {
  const { administrators, invitations, audit } = repositories
  const known = name === undefined ? undefined : await administrators.findByName(name)
  const system = { clock: systemClock, randomness: systemRandomness }
  const common = { role: known?.role ?? role, name: known?.name ?? name, createdBy: 'joinery admin create' }
  const made = await makeInvitation(
    known ? { ...common, purpose: 'reset', administratorId: known.id } : { ...common, purpose: 'invite' },
    { invitations, ...system },
  )
  const { id, purpose, administratorId } = made.invitation
  await audit.add({
    ...{ id: systemRandomness.uuid(), at: systemClock.now(), action: 'create', resource: `invitations/${id}` },
    actor: { kind: 'commandLine', id: 'commandLine', name: 'command line', role: 'owner', remoteAddress: '' },
    after: { purpose, role: made.invitation.role, name: made.invitation.name, administratorId },
  })
  return made
}

function wordsFor(purpose: string, role: Role, name: string | undefined): string {
  const who = name === undefined ? '' : ` ${name}`
  return purpose === 'reset'
    ? `a new password and second factor of${who} (${role})`
    : `a new administrator${who} (${role})`
}

function describe({ id, account, name, email, role, enabled, lastSignInAt }: AdministratorRecord) {
  return { id, kind: account.kind, name, email, role, enabled, lastSignInAt: lastSignInAt?.toISOString() }
}

function table(rows: readonly ReturnType<typeof describe>[]): string {
  const cells = rows.map(({ name, kind, role, enabled, lastSignInAt = 'never' }) => [
    ...[name, kind, role, enabled ? 'enabled' : 'off', lastSignInAt],
  ])
  const all = [['NAME', 'KIND', 'ROLE', 'STATE', 'LAST SIGN-IN'], ...cells]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')
  return `${all.map((row) => line(row).trimEnd()).join('\n')}\n`
}
