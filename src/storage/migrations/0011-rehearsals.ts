import type { Migration } from './migration.ts'

export const rehearsals: Migration = {
  version: 11,
  name: '0011-rehearsals',
  up: async ({ schema }) => {
    await schema
      .createTable('rehearsals')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('application_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('beat_at', 'bigint', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .execute()
    await schema.createIndex('rehearsals_by_time').on('rehearsals').columns(['created_at', 'id']).execute()
  },
}
