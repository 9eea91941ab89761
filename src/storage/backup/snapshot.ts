import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { IdpError } from '../../errors.ts'
import type { DatabaseKind } from '../exclusively.ts'
import { type DatabaseOptions, sqliteFileName } from '../open-database.ts'
import { postgresDialect } from '../postgres/postgres-dialect.ts'
import type { Tables } from '../tables.ts'

/**
 * A database as it is at one moment, read while others go on writing, and changed in nothing: no migration is run. A program that is to be
 * upgraded can be backed up by its successor.
 */
export interface Snapshot {
  readonly kind: DatabaseKind
  /** In the order of their names. */
  readonly tables: readonly string[]
  /** Some rows at a time. */
  rows(table: string): AsyncIterable<readonly Row[]>
}

export type Value = string | number | null
export type Row = Readonly<Record<string, Value>>

const chunk = 500

export function withSnapshot<Result>(
  { database, dataDirectory }: Pick<DatabaseOptions, 'database' | 'dataDirectory'>,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  return database === undefined ? withSqlite(dataDirectory, work) : withPostgres(database, work)
}

async function withSqlite<Result>(directory: string, work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
  const file = join(directory, sqliteFileName)
  if (!existsSync(file)) throw new IdpError('STORAGE_NOT_THERE', { directory })
  // Only this command waits for it; the server has its own.
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  try {
    database.exec('begin')
    const names = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
      )
      .all()
    return await work({
      kind: 'sqlite',
      tables: names.map(({ name }) => String(name)),
      async *rows(table) {
        let rows: Row[] = []
        for (const row of database.prepare(`select * from "${table}"`).iterate()) {
          rows.push(plainRow(row))
          if (rows.length < chunk) continue
          yield rows
          rows = []
        }
        yield rows
      },
    })
  } finally {
    database.close()
  }
}

async function withPostgres<Result>(url: string, work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
  const kysely = new Kysely<Tables>({ dialect: postgresDialect(url) })
  try {
    return await kysely.connection().execute(async (connection) => {
      await sql`begin isolation level repeatable read read only`.execute(connection)
      const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name`.execute(connection)
      const result = await work({
        kind: 'postgres',
        tables: rows.map(({ name }) => name),
        async *rows(table) {
          await sql`declare backup no scroll cursor for select * from ${sql.table(table)}`.execute(connection)
          for (;;) {
            const fetched = await sql<Row>`fetch ${sql.lit(chunk)} from backup`.execute(connection)
            if (fetched.rows.length === 0) break
            yield fetched.rows.map(plainRow)
          }
          await sql`close backup`.execute(connection)
        },
      })
      await sql`commit`.execute(connection)
      return result
    })
  } finally {
    await kysely.destroy()
  }
}

/** Our columns are texts and integers; anything else would come back as something else. */
function plainRow(row: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value !== null && typeof value !== 'string' && typeof value !== 'number')
        throw new TypeError(`the column ${column} holds a ${typeof value}`)
      return [column, value]
    }),
  )
}
