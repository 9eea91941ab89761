import { parseArgs } from 'node:util'
import { openDatabase } from '../storage/open-database.ts'
import { dropOldDataKeys, prepareDataKey, rewrap } from '../storage/rewrap.ts'
import { systemClock, systemRandomness } from '../system-ports.ts'
import type { ExitCode, Io } from './io.ts'
import { loadStorageSettings } from './load-boot-settings.ts'

const usage = `usage: joinery keys rewrap [--prepare | --drop-old] [--json]

Changes the data key while the server runs: puts a new one first in the data key file, and seals every stored secret
with it. Old keys stay in the file. Stopped at any moment it can be run again, and goes on.

  --prepare      only add the new key to the file, to be copied to every other node before it is used; with
                 PostgreSQL this comes first
  --drop-old     take the keys out of the file that nothing is sealed with any more; backups made before need
                 them: keep a copy of the file with these backups
  --json         what was done, as JSON
  --config FILE  boot settings, YAML (else JOINERY_CONFIG)
  --data DIR     data directory, over what the file says

exit status: 0 well, 1 some secrets cannot be read by any key, 2 used wrongly, 3 could not run
example: joinery keys rewrap && joinery keys rewrap --drop-old
`

const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  prepare: { type: 'boolean', default: false },
  'drop-old': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** joinery keys rewrap: another data key, on-line. */
export async function rewrapKeys(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values } = parseArgs({ args: [...args], options })
  if (values.help) {
    io.stdout(usage)
    return 0
  }
  if (values.prepare && values['drop-old']) {
    io.stderr('error: --prepare and --drop-old are two steps\nhint: joinery keys rewrap --help\n')
    return 2
  }
  const { settings } = loadStorageSettings(values)
  const database = await openDatabase({ ...settings, create: false, now: systemClock.now() })
  const warn = (text: string): void => io.stderr(`warning: ${text}\n`)
  const storage = { ...settings, clock: systemClock, randomness: systemRandomness, warn }
  const tell = (result: object, text: string): void =>
    io.stdout(values.json ? `${JSON.stringify(result, undefined, 2)}\n` : text)
  try {
    if (values.prepare) {
      const keyId = await prepareDataKey(database, storage)
      tell({ prepared: keyId }, prepared(keyId, settings.dataKeyFile))
      return 0
    }
    if (values['drop-old']) {
      const dropped = await dropOldDataKeys(database, storage)
      tell({ dropped }, dropped.length === 0 ? 'there is no old data key\n' : `took out ${dropped.join(', ')}\n`)
      return 0
    }
    const done = await rewrap(database, storage, (resealed) => io.stderr(`${resealed} sealed\n`))
    tell(done, `${done.resealed} stored secrets are sealed with the new data key ${done.keyId}\n`)
    for (const name of done.unreadable) warn(`no key in the file opens ${name}: type it again`)
    return done.unreadable.length === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}

function prepared(keyId: string, file: string): string {
  return `the new data key ${keyId} waits in ${file}: copy the file to every node, then run joinery keys rewrap\n`
}
