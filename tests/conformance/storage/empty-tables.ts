import { sql } from 'kysely'
import type { OpenDatabase } from '../../../src/storage/open-database.ts'

const known = new WeakMap<OpenDatabase, readonly string[]>()

/** Empties every table but the schema's own, so that tests can share a database. */
export async function emptyTables(database: OpenDatabase): Promise<OpenDatabase> {
  const tables = known.get(database) ?? (await tablesOf(database))
  known.set(database, tables)
  for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(database.kysely)
  return database
}

async function tablesOf({ kysely }: OpenDatabase): Promise<readonly string[]> {
  const tables = await kysely.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => name !== 'schema_versions')
}
