import type { Migration } from './migration.ts'

export const secondFactors: Migration = {
  version: 6,
  name: '0006-second-factors',
  up: async ({ schema }) => {
    await schema
      .createTable('second_factors')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('gateway_id', 'text', (column) => column.notNull())
      .addColumn('object_sid', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('credential', 'text', (column) => column.notNull())
      .addColumn('last_count', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint')
      .execute()
    await schema
      .createIndex('second_factors_by_person')
      .on('second_factors')
      .columns(['gateway_id', 'object_sid'])
      .execute()
    await schema
      .createTable('recovery_codes')
      .addColumn('gateway_id', 'text', (column) => column.notNull())
      .addColumn('object_sid', 'text', (column) => column.notNull())
      .addColumn('code_hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('recovery_codes_key', ['gateway_id', 'object_sid', 'code_hash'])
      .execute()
    await schema
      .createTable('factor_challenges')
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('factor_challenges_key', ['session_id', 'purpose'])
      .execute()
  },
}
