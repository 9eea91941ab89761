import type { Kysely } from 'kysely'
import { IdpError } from '../errors.ts'
import type { Clock, Randomness } from '../ports.ts'
import { type DataKey, makeDataKeyFile, readDataKeyFile } from './data-key-file.ts'
import { exclusively } from './exclusively.ts'
import type { OpenDatabase } from './open-database.ts'
import { createSealer, type Sealer } from './sealer.ts'
import type { Tables } from './tables.ts'

export interface SealerOptions {
  readonly dataKeyFile: string
  readonly dataDirectory: string
  readonly clock: Clock
  readonly randomness: Randomness
  /** Told once, when a data key was made: the administrator must back it up. */
  readonly warn: (text: string) => void
}

/**
 * The sealer of this database. At the first start there is neither a key nor anything sealed: a key is made. Later a
 * key file that is lost or another's is refused by name, before anything is sealed with a wrong key.
 */
export async function openSealer({ kysely, kind }: OpenDatabase, options: SealerOptions): Promise<Sealer> {
  const { dataKeyFile, dataDirectory, clock, randomness, warn } = options
  const [keys, made] = await exclusively(kysely, kind, async (transaction) => {
    const recorded = await neededKeys(transaction)
    const found = await readDataKeyFile(dataKeyFile, dataDirectory)
    if (found === undefined && recorded.length > 0)
      throw new IdpError('STORAGE_DATA_KEY_MISSING', { file: dataKeyFile, expected: recorded })
    const keys = found ?? (await makeDataKeyFile(dataKeyFile, dataDirectory, randomness))
    refuseForeign(keys, recorded, dataKeyFile)
    if (!recorded.includes(keys[0].id))
      await transaction
        .insertInto('data_keys')
        .values({ key_id: keys[0].id, created_at: clock.now().getTime(), dropped_at: null })
        .onConflict((conflict) => conflict.column('key_id').doUpdateSet({ dropped_at: null }))
        .execute()
    return [keys, found === undefined] as const
  })
  if (made)
    warn(
      `made the data key ${dataKeyFile}: back it up now, apart from the backups of the database; without it stored passwords and signing keys are lost`,
    )
  return createSealer(keys, randomness)
}

function refuseForeign(keys: readonly DataKey[], recorded: readonly string[], file: string): void {
  const found = keys.map((key) => key.id)
  if (recorded.some((id) => !found.includes(id)))
    throw new IdpError('STORAGE_DATA_KEY_WRONG', { file, expected: recorded, found })
}

/** Throws what keeps the stored secrets from being read; makes nothing. */
export async function checkDataKey(
  { kysely }: OpenDatabase,
  { dataKeyFile, dataDirectory }: Pick<SealerOptions, 'dataKeyFile' | 'dataDirectory'>,
): Promise<void> {
  const recorded = await neededKeys(kysely)
  const keys = await readDataKeyFile(dataKeyFile, dataDirectory)
  if (keys === undefined) throw new IdpError('STORAGE_DATA_KEY_MISSING', { file: dataKeyFile, expected: recorded })
  refuseForeign(keys, recorded, dataKeyFile)
}

/** Ids of the keys without which something stored cannot be read. */
async function neededKeys(database: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await database.selectFrom('data_keys').select('key_id').where('dropped_at', 'is', null).execute()
  return rows.map((row) => row.key_id)
}
