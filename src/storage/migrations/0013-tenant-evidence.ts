import type { Migration } from './migration.ts'

export const tenantEvidence: Migration = {
  version: 13,
  name: '0013-tenant-evidence',
  up: async ({ schema }) => {
    await schema
      .createTable('tenant_evidence')
      .addColumn('application_id', 'text', (column) => column.primaryKey())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('pasted_at', 'bigint', (column) => column.notNull())
      .addColumn('pasted_by', 'text', (column) => column.notNull())
      .execute()
  },
}
