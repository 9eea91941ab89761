import { type Kysely, sql } from 'kysely'
import { IdpError } from '../errors.ts'
import { type DatabaseKind, exclusively } from './exclusively.ts'
import type { Migration } from './migrations/migration.ts'
import { migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

/**
 * Brings the schema up to this program, all steps in one transaction. Forward only; throws STORAGE_SCHEMA_NEWER when
 * a newer program was here before. Safe when several nodes start at once.
 */
export async function migrate(
  database: Kysely<Tables>,
  kind: DatabaseKind,
  now: Date,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  await exclusively(database, kind, async (transaction) => {
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
  })
}
