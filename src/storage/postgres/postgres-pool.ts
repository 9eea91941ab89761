import pg from 'pg'

/** The connections to PostgreSQL. Integers come as numbers, and a commit is on disk when it is answered. */

const int8 = 20
const connectionLimit = 10

export function postgresPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: connectionLimit,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'joinery',
    types: { getTypeParser: typeParser },
    // Never weaker than on; a server that asks for more (remote_apply) keeps it.
    onConnect: async (client) => {
      // The pool listens to idle connections only. One that breaks in use fails its query, and must not end the process besides.
      client.on('error', () => {})
      await client.query(
        "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in ('off', 'local')",
      )
    },
  })
  // A connection that breaks while idle is replaced by the next request; without a listener the process would end.
  pool.on('error', () => {})
  return pool
}

/** Our integers are counts and milliseconds, well below 2^53. */
function typeParser(oid: number, format?: 'text' | 'binary') {
  return oid === int8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
}
