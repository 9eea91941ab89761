import type { OpenDatabase } from '../../../src/storage/open-database.ts'

/** Empties every table but the schema's own, so that tests can share a database. */
export async function emptyTables(database: OpenDatabase): Promise<OpenDatabase> {
  const tables = [
    'data_keys',
    'settings',
    'secrets',
    'signing_keys',
    'service_keys',
    'profiles',
    'sign_ins',
    'password_counters',
    'familiar_locations',
    'sessions',
    'second_factors',
    'recovery_codes',
    'factor_challenges',
  ] as const
  for (const table of tables) await database.kysely.deleteFrom(table).execute()
  return database
}
