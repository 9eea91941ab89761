import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { IdpError } from '../errors.ts'
import { checkBackup, restoreBackup } from '../storage/backup/restore-backup.ts'
import { type OpenDatabase, openAsItIs } from '../storage/open-database.ts'
import { systemClock } from '../system-ports.ts'
import type { ExitCode, Io } from './io.ts'
import { loadStorageSettings } from './load-boot-settings.ts'
import { postControl } from './post-control.ts'

const usage = `usage: joinery restore FILE [--check] [--replace] [--without-data-key] [--json]

Makes a backup the database again, whichever database it came from. The file is checked whole first, and nothing is
changed unless all of it can be restored. Stop the server before.

  --check             only say whether the backup is whole, and what would be lost
  --replace           give up what the database holds now
  --without-data-key  where the data key is gone for good: restore the rest, and remember what was lost
  --json              what was restored, as JSON
  --config FILE       boot settings, YAML (else JOINERY_CONFIG)
  --data DIR          data directory, over what the file says

exit status: 0 well, 1 something is lost, or the backup cannot be used, 2 used wrongly, 3 could not run
example: joinery restore /var/backups/joinery-2026-11-22.backup --replace
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  check: { type: 'boolean', default: false },
  replace: { type: 'boolean', default: false },
  'without-data-key': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

type RestoreValues = ReturnType<typeof parse>['values']

/** joinery restore: a backup becomes the database. */
export async function restoreCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parse(args)
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    io.stderr('error: restore needs one FILE\nhint: joinery restore --help\n')
    return 2
  }
  return values.check ? check(file, values, io) : restore(file, values, io)
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

async function check(file: string, values: RestoreValues, io: Io): Promise<ExitCode> {
  const { settings } = loadStorageSettings(values)
  const checked = await checkBackup({ ...settings, file })
  const { header, losses, rows } = checked
  if (values.json) io.stdout(`${JSON.stringify(checked, undefined, 2)}\n`)
  else {
    const last = header.schema.at(-1)?.name
    io.stdout(`the backup is whole: ${rows} rows from ${header.engine}, taken at ${header.takenAt}, schema ${last}\n`)
    for (const { what, fix } of losses) io.stdout(`without its data key is lost: ${what}; ${fix}\n`)
  }
  return losses.length === 0 ? 0 : 1
}

async function restore(file: string, values: RestoreValues, io: Io): Promise<ExitCode> {
  const { settings } = loadStorageSettings(values)
  await refuseRunning(settings.dataDirectory)
  const database = await openAsItIs({ ...settings, create: true, now: systemClock.now() })
  try {
    if (database.kind === 'postgres') await refuseConnected(database)
    const restored = await restoreBackup(database, {
      ...{ ...settings, file, now: systemClock.now(), replace: values.replace },
      withoutDataKey: values['without-data-key'],
      tell: (text) => io.stderr(`${text}\n`),
    })
    const { losses, migrated, rows } = restored
    if (values.json) io.stdout(`${JSON.stringify(restored, undefined, 2)}\n`)
    else {
      io.stdout(
        `restored ${rows} rows${migrated.length > 0 ? `, and brought the schema up by ${migrated.join(', ')}` : ''}\n`,
      )
      for (const { what, fix } of losses) io.stdout(`lost: ${what}; ${fix}\n`)
    }
    return losses.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

/** A server on this machine answers on its socket. */
async function refuseRunning(dataDirectory: string): Promise<void> {
  const isRunning = await postControl(dataDirectory, '/settings/refresh').then(
    () => true,
    () => false,
  )
  if (isRunning) throw new IdpError('STORAGE_RESTORE_IN_USE', { who: `one that uses the directory ${dataDirectory}` })
}

/** A server elsewhere has connections open. */
async function refuseConnected({ kysely }: OpenDatabase): Promise<void> {
  const { rows } = await sql<{ address: string | null }>`select client_addr as address from pg_stat_activity
    where datname = current_database() and application_name = 'joinery' and pid <> pg_backend_pid()`.execute(kysely)
  const addresses = new Set(rows.map(({ address }) => address ?? 'this machine'))
  if (rows.length > 0) throw new IdpError('STORAGE_RESTORE_IN_USE', { who: `on ${[...addresses].join(', ')}` })
}
