import { type Kysely, sql } from 'kysely'
import { sealedColumns } from './sealed-columns.ts'
import type { Tables } from './tables.ts'

/** What a restore without the data key could not bring back. */
export interface Loss {
  /** The name it was sealed under. */
  readonly name: string
  readonly what: string
  readonly fix: string
}

/** The losses that are losses still: what is stored again is none. */
export async function listLosses(database: Kysely<Tables>): Promise<readonly Loss[]> {
  const losses = await database.selectFrom('lost_values').select(['name', 'what', 'fix']).orderBy('name').execute()
  const isBack = await Promise.all(losses.map(({ name }) => isStored(database, name)))
  return losses.filter((_, index) => !isBack[index])
}

async function isStored(database: Kysely<Tables>, name: string): Promise<boolean> {
  for (const { table, key, sealName } of sealedColumns) {
    const [before = '', after = ''] = sealName('\0').split('\0')
    const [column, ...others] = key
    if (column === undefined || others.length > 0 || !name.startsWith(before) || !name.endsWith(after)) continue
    const id = name.slice(before.length, name.length - after.length)
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(database)
    if (rows.length > 0) return true
  }
  return false
}
