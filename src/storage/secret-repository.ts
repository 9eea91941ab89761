import type { Kysely } from 'kysely'
import type { StoredSecret } from '../ports/settings-editor.ts'
import type { SecretStore } from '../ports.ts'
import { Secret } from '../secret.ts'
import type { Sealer } from './sealer.ts'
import type { Tables } from './tables.ts'

/** Secrets of the settings, sealed. They change only together with the settings (settings-repository.ts). */
export function secretRepository(database: Kysely<Tables>, sealer: () => Promise<Sealer>): SecretStore {
  return {
    async find(name) {
      const row = await database.selectFrom('secrets').select('sealed').where('name', '=', name).executeTakeFirst()
      return row && new Secret(Buffer.from((await sealer()).open(name, row.sealed)).toString('utf8'))
    },
  }
}

export async function listSecretNames(database: Kysely<Tables>): Promise<string[]> {
  const rows = await database.selectFrom('secrets').select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}

/** Which are stored and since when, without what they are. */
export async function listStoredSecrets(database: Kysely<Tables>): Promise<StoredSecret[]> {
  const rows = await database.selectFrom('secrets').select(['name', 'updated_at']).orderBy('name').execute()
  return rows.map((row) => ({ name: row.name, updatedAt: new Date(row.updated_at) }))
}
