import { existsSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Dialect, Kysely } from 'kysely'
import { IdpError } from '../errors.ts'
import type { DatabaseKind } from './exclusively.ts'
import { keepPrivate } from './keep-private.ts'
import { migrate } from './migrate.ts'
import { postgresDialect } from './postgres/postgres-dialect.ts'
import { SqliteWorkerDialect } from './sqlite/sqlite-dialect.ts'
import type { Tables } from './tables.ts'

export interface DatabaseOptions {
  readonly dataDirectory: string
  /** postgres://…; left out, SQLite in the data directory. */
  readonly database?: string | undefined
  /** Make the SQLite file when it is not there. Reading commands do not. */
  readonly create: boolean
  readonly now: Date
  /** Told of what was mended. */
  readonly warn?: (text: string) => void
  /** SQLite: wait so long after each commit, as a slow disk would; for measurements only. */
  readonly commitDelayMilliseconds?: number
}

export interface OpenDatabase {
  readonly kind: DatabaseKind
  readonly kysely: Kysely<Tables>
  close(): Promise<void>
}

export const sqliteFileName = 'joinery.db'

/** Opens the database and brings its schema up to date. Throws STORAGE_… when that cannot be. */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const database = await openAsItIs(options)
  try {
    await migrate(database.kysely, database.kind, options.now)
  } catch (error) {
    await database.close().catch(() => {})
    throw error
  }
  return database
}

/** Opens the database with whatever schema it has; `Tables` may not be true of it. */
export async function openAsItIs(options: DatabaseOptions): Promise<OpenDatabase> {
  const kysely = new Kysely<Tables>({ dialect: await dialectOf(options) })
  return { kind: options.database === undefined ? 'sqlite' : 'postgres', kysely, close: () => kysely.destroy() }
}

async function dialectOf(options: DatabaseOptions): Promise<Dialect> {
  if (options.database !== undefined) return postgresDialect(options.database)
  const file = join(options.dataDirectory, sqliteFileName)
  if (!options.create && !existsSync(file))
    throw new IdpError('STORAGE_NOT_THERE', { directory: options.dataDirectory })
  await makePrivateFile(options.dataDirectory, file)
  await keepPrivate(file, options.warn ?? (() => {}))
  return new SqliteWorkerDialect({
    file,
    commitDelayMilliseconds: options.commitDelayMilliseconds ?? 0,
    busyTimeoutMilliseconds: 5000,
  })
}

/** Readable by nobody else; SQLite gives its other files the same mode. */
async function makePrivateFile(directory: string, file: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await (await open(file, 'a', 0o600)).close()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new IdpError('STORAGE_UNAVAILABLE', { database: 'SQLite', reason }, error)
  }
}
