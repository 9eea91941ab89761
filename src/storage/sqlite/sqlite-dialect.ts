import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { nameFailures } from '../name-failures.ts'
import { SqliteWorker, statementOf } from './sqlite-worker-client.ts'
import type { SqlStatement, StatementResult, WorkerOptions } from './worker-messages.ts'

export type SqliteOptions = Omit<WorkerOptions, 'role'>

interface Workers {
  readonly writer: SqliteWorker
  readonly reader: SqliteWorker
}

/** Kysely over the SQLite workers. A statement outside a transaction stands alone and shares its commit with others. */
export class SqliteWorkerDialect implements Dialect {
  readonly #options: SqliteOptions

  constructor(options: SqliteOptions) {
    this.#options = options
  }

  createDriver(): Driver {
    return nameFailures(new WorkerDriver(this.#options))
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter {
    return new ConcurrentSqliteAdapter()
  }

  // biome-ignore lint/suspicious/noExplicitAny: the interface says so
  createIntrospector(database: Kysely<any>): SqliteIntrospector {
    return new SqliteIntrospector(database)
  }
}

/** The workers put statements in order themselves; Kysely's mutex would keep them from sharing a commit. */
class ConcurrentSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class WorkerDriver implements Driver {
  readonly #options: SqliteOptions
  #workers: Workers | undefined
  #lastTransaction = 0

  constructor(options: SqliteOptions) {
    this.#options = options
  }

  async init(): Promise<void> {
    // The writer makes the file; only then is there something to read.
    const writer = await SqliteWorker.start({ ...this.#options, role: 'writer' })
    try {
      this.#workers = { writer, reader: await SqliteWorker.start({ ...this.#options, role: 'reader' }) }
    } catch (error) {
      await writer.close()
      throw error
    }
  }

  async acquireConnection(): Promise<WorkerConnection> {
    if (!this.#workers) throw new Error('the SQLite driver was not started')
    return new WorkerConnection(this.#workers)
  }

  async beginTransaction(connection: WorkerConnection): Promise<void> {
    await connection.begin(++this.#lastTransaction)
  }

  async commitTransaction(connection: WorkerConnection): Promise<void> {
    await connection.end('commit')
  }

  async rollbackTransaction(connection: WorkerConnection): Promise<void> {
    await connection.end('rollback')
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {
    // The last to close is the writer: it takes the log into the file.
    await this.#workers?.reader.close()
    await this.#workers?.writer.close()
  }
}

class WorkerConnection implements DatabaseConnection {
  readonly #workers: Workers
  #transaction: number | undefined

  constructor(workers: Workers) {
    this.#workers = workers
  }

  async begin(transaction: number): Promise<void> {
    await this.#workers.writer.ask({ kind: 'begin', transaction })
    this.#transaction = transaction
  }

  async end(kind: 'commit' | 'rollback'): Promise<void> {
    const transaction = this.#transaction
    this.#transaction = undefined
    if (transaction !== undefined) await this.#workers.writer.ask({ kind, transaction })
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = statementOf(query.sql, query.parameters)
    const { rows, changes } = await this.#ask(query.query.kind === 'SelectQueryNode', statement)
    // Kysely's own cast: the rows are what the query's type says they are.
    return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
  }

  /** Within a transaction even reads must see what it wrote. */
  #ask(isRead: boolean, statement: SqlStatement): Promise<StatementResult> {
    const { reader, writer } = this.#workers
    const transaction = this.#transaction
    if (transaction !== undefined) return writer.ask({ kind: 'statement', transaction, ...statement })
    return isRead ? reader.ask({ kind: 'read', ...statement }) : writer.ask({ kind: 'write', ...statement })
  }

  // biome-ignore lint/correctness/useYield: nothing of ours is long enough to stream
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the SQLite workers do not stream')
  }
}
