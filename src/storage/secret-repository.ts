import type { Kysely } from 'kysely'
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
