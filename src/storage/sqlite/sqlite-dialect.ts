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
import type { WorkerOptions } from './worker-messages.ts'

/** Kysely over the SQLite worker. A statement outside a transaction stands alone and shares its commit with others. */
export class SqliteWorkerDialect implements Dialect {
  readonly #options: WorkerOptions

  constructor(options: WorkerOptions) {
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

/** The worker puts statements in order itself; Kysely's mutex would keep them from sharing a commit. */
class ConcurrentSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class WorkerDriver implements Driver {
  readonly #options: WorkerOptions
  #worker: SqliteWorker | undefined
  #lastTransaction = 0

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  async init(): Promise<void> {
    this.#worker = await SqliteWorker.start(this.#options)
  }

  async acquireConnection(): Promise<WorkerConnection> {
    if (!this.#worker) throw new Error('the SQLite driver was not started')
    return new WorkerConnection(this.#worker)
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
    await this.#worker?.close()
  }
}

class WorkerConnection implements DatabaseConnection {
  readonly #worker: SqliteWorker
  #transaction: number | undefined

  constructor(worker: SqliteWorker) {
    this.#worker = worker
  }

  async begin(transaction: number): Promise<void> {
    await this.#worker.ask({ kind: 'begin', transaction })
    this.#transaction = transaction
  }

  async end(kind: 'commit' | 'rollback'): Promise<void> {
    const transaction = this.#transaction
    this.#transaction = undefined
    if (transaction !== undefined) await this.#worker.ask({ kind, transaction })
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = statementOf(query.sql, query.parameters)
    const { rows, changes } = await this.#worker.ask(
      this.#transaction !== undefined
        ? { kind: 'statement', transaction: this.#transaction, ...statement }
        : { kind: query.query.kind === 'SelectQueryNode' ? 'read' : 'write', ...statement },
    )
    // Kysely's own cast: the rows are what the query's type says they are.
    return { rows: rows as Row[], numAffectedRows: BigInt(changes) }
  }

  // biome-ignore lint/correctness/useYield: nothing of ours is long enough to stream
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the SQLite worker does not stream')
  }
}
