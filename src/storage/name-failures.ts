import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import { storageFailure } from './storage-failure.ts'

/** A driver whose failures carry Joinery's names, whichever database is behind it. Kysely itself has no place for that. */
export function nameFailures(driver: Driver): Driver {
  return {
    init: () => named(driver.init()),
    acquireConnection: async () => new NamedConnection(await named(driver.acquireConnection())),
    beginTransaction: (connection, settings: TransactionSettings) =>
      named(driver.beginTransaction(behind(connection), settings)),
    commitTransaction: (connection) => named(driver.commitTransaction(behind(connection))),
    rollbackTransaction: (connection) => named(driver.rollbackTransaction(behind(connection))),
    releaseConnection: (connection) => driver.releaseConnection(behind(connection)),
    destroy: () => driver.destroy(),
  }
}

class NamedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection

  constructor(inner: DatabaseConnection) {
    this.inner = inner
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return named(this.inner.executeQuery(query))
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.inner.streamQuery(query, chunkSize)
  }
}

function behind(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof NamedConnection ? connection.inner : connection
}

async function named<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work
  } catch (error) {
    throw storageFailure(error)
  }
}
