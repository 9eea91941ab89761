import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { migrate } from '../../../src/storage/migrate.ts'
import { migrations } from '../../../src/storage/migrations.ts'
import type { OpenDatabase } from '../../../src/storage/open-database.ts'
import { signInRecords } from '../../../src/storage/sign-in-records.ts'

type Row = Readonly<Record<string, string | number | null>>

/**
 * Databases as each schema there ever was left them, with rows in every table, brought up to this program: nothing that was stored is lost.
 * `open` gives an empty database, without any schema.
 */
export function everySchemaSuite(label: string, open: (name: string) => Promise<OpenDatabase>): void {
  for (const [index, { name, version }] of migrations.entries())
    test(`${label}: a database of the schema ${name} is brought up to this program with all that it holds`, async () => {
      const database = await open(`from-${version}`)
      const { kysely, kind } = database
      await migrate(kysely, kind, new Date(1), migrations.slice(0, index + 1))
      const before = new Map<string, readonly Row[]>()
      for (const table of await kysely.introspection.getTables()) {
        if (table.name === 'schema_versions') continue
        const columns = table.columns.map((column) => column)
        for (const number of [1, 2]) {
          const values = columns.map((column) => sql`${fillerOf(column.name, column.dataType, number)}`)
          await sql`insert into ${sql.table(table.name)} (${sql.join(columns.map((column) => sql.ref(column.name)))})
            values (${sql.join(values)})`.execute(kysely)
        }
        before.set(table.name, (await sql<Row>`select * from ${sql.table(table.name)}`.execute(kysely)).rows)
      }
      await migrate(kysely, kind, new Date(2))
      for (const [table, rows] of before) {
        const { rows: after } = await sql<Row>`select * from ${sql.table(table)}`.execute(kysely)
        const kept = after.map((row) => pick(row, Object.keys(rows[0] ?? {})))
        assert.deepEqual(sorted(kept), sorted(rows), table)
      }
      if (version >= 1)
        assert.equal((await signInRecords(kysely).list({ principalPrefix: 'TEXT' }, 10)).records.length, 2)
      await database.close()
    })
}

/** What is right for every column: JSON where it is parsed, one active key at most. */
function fillerOf(column: string, dataType: string, number: number): string | number {
  if (!/text/i.test(dataType)) return number
  if (column === 'profile') return `{"population":{"id":"staff${number}"}}`
  if (column === 'links' || column === 'facts' || column === 'document' || column === 'settings') return '{}'
  if (column === 'stages') return '[]'
  return `text ${number}`
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}

function sorted(rows: readonly Row[]): readonly string[] {
  return rows
    .map((row) => JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1))))
    .toSorted()
}
