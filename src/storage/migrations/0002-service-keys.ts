import type { Migration } from './migration.ts'

export const serviceKeys: Migration = {
  version: 2,
  name: '0002-service-keys',
  up: async ({ schema }) => {
    await schema
      .createTable('service_keys')
      .addColumn('gateway_id', 'text', (column) => column.primaryKey())
      .addColumn('sealed_keytab', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute()
  },
}
