import { IdpError } from '../errors.ts'
import { SqliteError } from './sqlite/sqlite-error.ts'

/**
 * Gives the failures of both databases one set of names. What is not a failure of the database itself (a broken
 * constraint, a wrong statement) comes back as it is: the repository that asked knows what it means.
 */
export function storageFailure(error: unknown): unknown {
  if (error instanceof SqliteError) return sqliteFailure(error)
  if (isPostgresUnavailable(error))
    return new IdpError('STORAGE_UNAVAILABLE', { database: 'PostgreSQL', reason: messageOf(error) }, error)
  return error
}

/** A row with this key is there already: on SQLite and on PostgreSQL. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof SqliteError) return error.sqliteCode === 2067 || error.sqliteCode === 1555
  return codeOf(error) === '23505'
}

/** SQLite's primary result codes that mean: not now, or not on this disk. */
const unavailableCodes = new Map([
  [3, 'access to the file was denied'],
  [5, 'another process holds the write lock'],
  [6, 'a table is locked'],
  [7, 'out of memory'],
  [8, 'the file is read-only'],
  [10, 'the disk failed to read or write'],
  [13, 'the disk is full'],
  [14, 'the file cannot be opened'],
  [15, 'the lock protocol failed'],
])

/** SQLite's codes for a file that is no database, or a broken one. */
const damagedCodes = new Set([11, 26])

function sqliteFailure(error: SqliteError): unknown {
  const primary = error.sqliteCode & 0xff
  if (damagedCodes.has(primary)) return new IdpError('STORAGE_DAMAGED', { reason: error.message }, error)
  const reason = unavailableCodes.get(primary)
  if (reason === undefined) return error
  return new IdpError('STORAGE_UNAVAILABLE', { database: 'SQLite', reason: `${reason} (${error.message})` }, error)
}

/** Connection (08), resources (53), operator (57), authorization (28), no such database (3D), and the sockets below. */
function isPostgresUnavailable(error: unknown): boolean {
  const code = codeOf(error)
  // pg gives no code to a query whose connection broke.
  if (code === undefined) return /^Connection terminated/.test(messageOf(error))
  return (
    /^(08|53|57|28|3D)[0-9A-Z]{3}$/.test(code) || /^(ECONN|EHOST|ENET|ETIMEDOUT|ENOTFOUND|EAI_|ENOENT|EPIPE)/.test(code)
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
