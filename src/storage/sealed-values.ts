import { type Kysely, sql } from 'kysely'
import { type SealedColumn, sealedColumns } from './sealed-columns.ts'
import { sealedForm } from './sealer.ts'
import type { Tables } from './tables.ts'

/** The sealed values of a database, whoever owns them. */

export interface SealedValue {
  readonly column: SealedColumn
  readonly key: readonly string[]
  readonly sealed: string
}

/** Some of those that other keys than these sealed, `limit` of a column at most; none when all are under these. */
export async function findSealedByOthers(
  database: Kysely<Tables>,
  keyIds: readonly string[],
  limit: number,
): Promise<readonly SealedValue[]> {
  const found: SealedValue[] = []
  for (const column of sealedColumns) {
    const sealed = sql.ref(column.column)
    const conditions = [
      sql`${sealed} like ${`${sealedForm}.%`}`,
      ...keyIds.map((id) => sql`${sealed} not like ${`${sealedForm}.${id}.%`}`),
    ]
    const rows = await sql<Readonly<Record<string, string>>>`
      select ${sql.join(column.key.map((name) => sql.ref(name)))}, ${sql.ref(column.column)} as sealed_value
      from ${sql.table(column.table)}
      where ${sql.join(conditions, sql` and `)}
      limit ${sql.lit(limit)}`.execute(database)
    for (const row of rows.rows)
      found.push({ column, key: column.key.map((name) => row[name] ?? ''), sealed: row.sealed_value ?? '' })
  }
  return found
}

/** How many values each key sealed, by its id. */
export async function countSealed(database: Kysely<Tables>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const { table, column } of sealedColumns) {
    // The id stands between two points, the first after the form.
    const id = sql<string>`substr(${sql.ref(column)}, ${sql.lit(sealedForm.length + 2)}, 16)`
    const { rows } = await sql<{ id: string; count: number }>`select ${id} as id, count(*) as count
      from ${sql.table(table)} where ${sql.ref(column)} like ${`${sealedForm}.%`} group by ${id}`.execute(database)
    for (const row of rows) counts.set(row.id, (counts.get(row.id) ?? 0) + row.count)
  }
  return counts
}

/** Puts another value in its place, unless somebody else did so before; says whether. */
export async function replaceSealed(database: Kysely<Tables>, value: SealedValue, sealed: string): Promise<boolean> {
  const { table, column } = value.column
  const result = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sealed} where ${isIt(value)}`.execute(
    database,
  )
  return (result.numAffectedRows ?? 0n) > 0n
}

/** With its row. */
export async function deleteSealed(database: Kysely<Tables>, value: SealedValue): Promise<void> {
  await sql`delete from ${sql.table(value.column.table)} where ${isIt(value)}`.execute(database)
}

function isIt({ column, key, sealed }: SealedValue) {
  const names = column.key.map((name, index) => sql`${sql.ref(name)} = ${key[index]}`)
  return sql.join([...names, sql`${sql.ref(column.column)} = ${sealed}`], sql` and `)
}
