import type { Migration } from './migration.ts'

export const adminApi: Migration = {
  version: 7,
  name: '0007-admin-api',
  up: async ({ schema }) => {
    await schema
      .createTable('audit_records')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor_kind', 'text', (column) => column.notNull())
      .addColumn('actor_id', 'text', (column) => column.notNull())
      .addColumn('actor_name', 'text', (column) => column.notNull())
      .addColumn('actor_role', 'text', (column) => column.notNull())
      .addColumn('remote_address', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('resource', 'text', (column) => column.notNull())
      .addColumn('before', 'text')
      .addColumn('after', 'text')
      .execute()
    await schema.createIndex('audit_records_by_time').on('audit_records').columns(['at', 'id']).execute()
    await schema.createIndex('audit_records_by_actor').on('audit_records').columns(['actor_id', 'at', 'id']).execute()
    await schema
      .createTable('api_clients')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull().unique())
      .addColumn('description', 'text')
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('enabled', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema
      .createTable('api_client_secrets')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('secret_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint')
      .execute()
    await schema
      .createIndex('api_client_secrets_by_client')
      .on('api_client_secrets')
      .columns(['client_id', 'created_at'])
      .execute()
    await schema
      .createTable('access_tokens')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('client_id', 'text', (column) => column.notNull())
      .addColumn('secret_id', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema.createIndex('access_tokens_by_client').on('access_tokens').column('client_id').execute()
    await schema.createIndex('access_tokens_by_expiry').on('access_tokens').column('expires_at').execute()
  },
}
