import { parseArgs } from 'node:util'
import { withSnapshot } from '../storage/backup/snapshot.ts'
import { writeBackup } from '../storage/backup/write-backup.ts'
import { systemClock } from '../system-ports.ts'
import type { ExitCode, Io } from './io.ts'
import { loadStorageSettings } from './load-boot-settings.ts'
import { programVersion } from './program-version.ts'

const usage = `usage: joinery backup FILE [--json]

Writes everything in the database into FILE, as it is at one moment, while the server runs. A backup of SQLite can be
restored into PostgreSQL, and the other way round. Secrets stay sealed in it, and the data key is not in it: back up
the data key file too, elsewhere; without it passwords, signing keys and authenticator apps do not come back.

  --json         what was written, as JSON
  --config FILE  boot settings, YAML (else JOINERY_CONFIG)
  --data DIR     data directory, over what the file says

exit status: 0 well, 2 used wrongly, 3 could not run
example: joinery backup /var/backups/joinery-$(date +%F).backup
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** joinery backup: all that is stored, on-line, in one file. */
export async function backupCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    io.stderr('error: backup needs one FILE\nhint: joinery backup --help\n')
    return 2
  }
  const { settings } = loadStorageSettings(values)
  const written = await withSnapshot(settings, (snapshot) =>
    writeBackup(snapshot, {
      ...{ file, version: programVersion(), now: systemClock.now() },
      tell: (table, rows) => (rows > 0 ? io.stderr(`${table}: ${rows} rows\n`) : undefined),
    }),
  )
  const { header, rows } = written
  const count = Object.values(rows).reduce((sum, number) => sum + number, 0)
  if (values.json) io.stdout(`${JSON.stringify({ file, ...written }, undefined, 2)}\n`)
  else
    io.stdout(`wrote ${file}: ${count} rows, schema ${header.schema.at(-1)?.name}
its secrets need the data key ${header.dataKeys.join(', ') || '(none)'}, which is in ${settings.dataKeyFile}: keep that apart
`)
  return 0
}
