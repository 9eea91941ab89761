import { createPrivateKey } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IdpError } from '../../errors.ts'
import type { Clock, Randomness } from '../../ports.ts'
import { readInForce } from '../apply-settings.ts'
import { readDataKeyFile } from '../data-key-file.ts'
import { type DatabaseOptions, openAsItIs, openDatabase } from '../open-database.ts'
import { checkDataKey } from '../open-sealer.ts'
import { repositoriesOver } from '../open-storage.ts'
import { findSealedByOthers } from '../sealed-values.ts'
import { createSealer, type Sealer } from '../sealer.ts'
import { restoreBackup } from './restore-backup.ts'
import { withSnapshot } from './snapshot.ts'
import { writeBackup } from './write-backup.ts'

/**
 * What this program would make of a database, tried on a copy: the real one is read at one moment and changed in nothing. The copy is SQLite
 * whatever the database is, and gone when this ends.
 */

export interface UpgradeCheck {
  /** Steps of the schema that an upgrade would run. */
  readonly migrations: readonly string[]
  readonly rows: number
  /** Of the trial: what the upgrade would take at most, about. */
  readonly milliseconds: number
  readonly checks: readonly UpgradeStep[]
}

export interface UpgradeStep {
  readonly what: string
  /** Undefined: well. */
  readonly problem: { readonly code: string; readonly means: string; readonly fix: string } | undefined
}

export interface UpgradeOptions extends Pick<DatabaseOptions, 'database' | 'dataDirectory'> {
  readonly dataKeyFile: string
  readonly clock: Clock
  readonly randomness: Randomness
  readonly version: string
  /** Where the copy is made; else where the system has such. */
  readonly temporaryDirectory?: string
  readonly tell: (text: string) => void
}

/** Throws what keeps the copy from being made; what would keep an upgrade from working is in the answer. */
export async function checkUpgrade(options: UpgradeOptions): Promise<UpgradeCheck> {
  const { clock, version, tell } = options
  const folder = await mkdtemp(join(options.temporaryDirectory ?? tmpdir(), 'joinery-upgrade-'))
  try {
    const file = join(folder, 'copy')
    const now = clock.now()
    await withSnapshot(options, (snapshot) => writeBackup(snapshot, { file, version, now, tell: () => {} }))
    tell('copied the database')
    const began = clock.monotonicMilliseconds()
    const copy = { dataDirectory: join(folder, 'data'), create: true, now }
    const target = await openAsItIs(copy)
    const restored = await restoreBackup(target, {
      ...{ ...copy, file, dataKeyFile: join(folder, 'none'), replace: true, withoutDataKey: true, keepSealed: true },
      tell: () => {},
    }).finally(() => target.close())
    const milliseconds = clock.monotonicMilliseconds() - began
    tell('brought the copy up to this program')
    const checks = await lookAt(copy, options)
    return { migrations: restored.migrated, rows: restored.rows, milliseconds, checks }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function lookAt(copy: DatabaseOptions, options: UpgradeOptions): Promise<readonly UpgradeStep[]> {
  const { dataDirectory, dataKeyFile } = options
  const database = await openDatabase(copy)
  try {
    const repositories = repositoriesOver(database, { ...options, warn: () => {} })
    const { secretNames, settings, signingKeys } = repositories
    const keys = await readDataKeyFile(dataKeyFile, dataDirectory).catch(() => undefined)
    const sealer = keys && createSealer(keys, options.randomness)
    return [
      await look('the settings can be read', () =>
        readInForce({ repository: settings, secretNames, publicUrl: undefined }),
      ),
      await look('the data key belongs to the database', () => checkDataKey(database, options)),
      await look('every stored secret can be opened', async () => {
        for (const value of await findSealedByOthers(database.kysely, [], 1_000_000))
          openWith(sealer, value.column.sealName(...value.key), value.sealed)
      }),
      await look('the signing keys can be used', async () => {
        for (const { id } of await signingKeys.list()) {
          const sealed = await database.kysely
            .selectFrom('signing_keys')
            .select('sealed_private_key')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
          const opened = openWith(sealer, `keys/${id}/privateKey`, sealed.sealed_private_key)
          createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' })
        }
      }),
    ]
  } finally {
    await database.close()
  }
}

function openWith(sealer: Sealer | undefined, name: string, sealed: string): Uint8Array {
  if (sealer === undefined)
    throw new IdpError('STORAGE_SECRET_UNREADABLE', { name, reason: 'there is no data key file' })
  return sealer.open(name, sealed)
}

async function look(what: string, run: () => Promise<unknown>): Promise<UpgradeStep> {
  try {
    await run()
    return { what, problem: undefined }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const { code, means, fix } = error instanceof IdpError ? error : new IdpError('INTERNAL', { message }, error)
    return { what, problem: { code, means, fix } }
  }
}
