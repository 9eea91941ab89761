import type { Kysely } from 'kysely'
import { applySteps } from './apply-steps.ts'
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
  await exclusively(database, kind, (transaction) => applySteps(transaction, kind, now, steps))
}
