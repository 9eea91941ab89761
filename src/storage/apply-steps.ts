import { sql, type Transaction } from 'kysely'
import { IdpError } from '../errors.ts'
import type { DatabaseKind } from './exclusively.ts'
import type { Migration } from './migrations/migration.ts'
import type { Tables } from './tables.ts'

/** Runs those of the steps that were not run yet, within a transaction. Throws STORAGE_SCHEMA_NEWER. */
export async function applySteps(
  transaction: Transaction<Tables>,
  kind: DatabaseKind,
  now: Date,
  steps: readonly Migration[],
): Promise<void> {
  // An index over a long log takes longer than any statement of a sign-in may.
  if (kind === 'postgres') await sql`set local statement_timeout = 0`.execute(transaction)
  await transaction.schema
    .createTable('schema_versions')
    .ifNotExists()
    .addColumn('version', 'bigint', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute()
  const done = await transaction.selectFrom('schema_versions').selectAll().orderBy('version').execute()
  const known = steps.at(-1)
  const newer = done.findLast(({ version }) => !steps.some((step) => step.version === version))
  if (newer !== undefined) throw new IdpError('STORAGE_SCHEMA_NEWER', { found: newer.name, known: known?.name })
  const missing = steps.filter((step) => !done.some(({ version }) => version === step.version))
  for (const { version, name, up } of missing) {
    await up(transaction, kind)
    await transaction.insertInto('schema_versions').values({ version, name, applied_at: now.getTime() }).execute()
  }
}
