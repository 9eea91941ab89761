import { parseArgs } from 'node:util'
import { checkUpgrade } from '../storage/backup/check-upgrade.ts'
import { systemClock, systemRandomness } from '../system-ports.ts'
import type { ExitCode, Io } from './io.ts'
import { loadStorageSettings } from './load-boot-settings.ts'
import { programVersion } from './program-version.ts'

const usage = `usage: joinery upgrade --check [--json]

Says what this program would do to the database, before it does: copies the database while the server runs, brings the
copy up to this program, looks whether settings, secrets and signing keys can be read, and deletes the copy. The
upgrade itself is the first start of this program's joinery serve; there is no way back but a backup.

  --check        needed: there is nothing else
  --json         as JSON
  --config FILE  boot settings, YAML (else JOINERY_CONFIG)
  --data DIR     data directory, over what the file says

exit status: 0 well, 1 the upgrade would not work, 2 used wrongly, 3 could not run
example: joinery upgrade --check --config /etc/joinery/joinery.yaml && joinery backup before-upgrade.backup
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** joinery upgrade --check: what this program would make of the database. */
export async function upgradeCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  if (!values.check) {
    io.stderr(
      'error: upgrade only takes --check\nhint: the first joinery serve of this program upgrades the database\n',
    )
    return 2
  }
  const { settings } = loadStorageSettings(values)
  const found = await checkUpgrade({
    ...{ ...settings, clock: systemClock, randomness: systemRandomness, version: programVersion() },
    tell: (text) => io.stderr(`${text}\n`),
  })
  const isWell = found.checks.every(({ problem }) => problem === undefined)
  if (values.json) io.stdout(`${JSON.stringify({ ...found, well: isWell }, undefined, 2)}\n`)
  else {
    const steps =
      found.migrations.length === 0 ? 'nothing: the schema is that of this program' : found.migrations.join(', ')
    io.stdout(`would run on ${found.rows} rows: ${steps}\n`)
    for (const { what, problem } of found.checks)
      io.stdout(
        problem === undefined
          ? `ok    ${what}\n`
          : `FAIL  ${what}: ${problem.means} [${problem.code}]\n      ${problem.fix}\n`,
      )
  }
  return isWell ? 0 : 1
}
