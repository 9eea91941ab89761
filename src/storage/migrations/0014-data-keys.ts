import type { Migration } from './migration.ts'

/** Data keys that went, and what a restore without the data key lost. */
export const dataKeys: Migration = {
  version: 14,
  name: '0014-data-keys',
  up: async ({ schema }) => {
    await schema.alterTable('data_keys').addColumn('dropped_at', 'bigint').execute()
    await schema
      .createTable('lost_values')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('fix', 'text', (column) => column.notNull())
      .addColumn('lost_at', 'bigint', (column) => column.notNull())
      .execute()
  },
}
