/** A failure that SQLite named itself, by its extended result code. */
export class SqliteError extends Error {
  readonly sqliteCode: number

  constructor(sqliteCode: number, message: string) {
    super(message)
    this.name = 'SqliteError'
    this.sqliteCode = sqliteCode
  }
}
