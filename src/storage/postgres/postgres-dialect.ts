import { type Dialect, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { nameFailures } from '../name-failures.ts'
import { postgresPool } from './postgres-pool.ts'

/** Kysely's own PostgreSQL dialect, with failures by our names. */
export function postgresDialect(connectionString: string): Dialect {
  return {
    createDriver: () => nameFailures(new PostgresDriver({ pool: async () => postgresPool(connectionString) })),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
  }
}
