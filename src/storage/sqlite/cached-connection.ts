import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqlStatement, StatementResult, WorkerAnswer, WorkerFailure } from './worker-messages.ts'

const statementCacheSize = 256

/** A connection that prepares each statement once. */
export class CachedConnection {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction
  }

  exec(sql: string): void {
    this.#database.exec(sql)
  }

  run({ sql, parameters }: SqlStatement): StatementResult {
    const statement = this.#prepare(sql)
    const values: readonly SQLInputValue[] = parameters
    if (statement.columns().length === 0) return { rows: [], changes: Number(statement.run(...values).changes) }
    const rows = statement.all(...values)
    return { rows, changes: rows.length }
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    if (this.#statements.size >= statementCacheSize) this.#statements.clear()
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** The answer to a request, whichever way it ends. */
export function attempt(id: number, run: () => StatementResult): WorkerAnswer {
  try {
    return { id, result: run() }
  } catch (error) {
    return { id, failure: failureOf(error) }
  }
}

export function failureOf(error: unknown): WorkerFailure {
  const sqliteCode =
    error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0
  return { sqliteCode, message: error instanceof Error ? error.message : String(error) }
}
