import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** A transaction that no other node or process is in at the same time: for what must happen once at first start. */
export async function exclusively<Result>(
  database: Kysely<Tables>,
  kind: DatabaseKind,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (transaction) => {
    // SQLite has one writer anyhow. The number is ours and means nothing.
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(742906113)`.execute(transaction)
    return work(transaction)
  })
}
