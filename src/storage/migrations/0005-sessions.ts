import type { Migration } from './migration.ts'

export const sessions: Migration = {
  version: 5,
  name: '0005-sessions',
  up: async ({ schema }) => {
    await schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('gateway_id', 'text', (column) => column.notNull())
      .addColumn('object_sid', 'text', (column) => column.notNull())
      .addColumn('persistent', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint', (column) => column.notNull())
      .addColumn('facts', 'text', (column) => column.notNull())
      .execute()
    await schema.createIndex('sessions_by_person').on('sessions').columns(['gateway_id', 'object_sid']).execute()
    await schema.createIndex('sessions_by_use').on('sessions').columns(['last_used_at']).execute()
  },
}
