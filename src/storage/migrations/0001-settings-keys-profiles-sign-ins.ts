import type { Migration } from './migration.ts'

export const settingsKeysProfilesSignIns: Migration = {
  version: 1,
  name: '0001-settings-keys-profiles-sign-ins',
  up: async ({ schema }) => {
    await schema
      .createTable('data_keys')
      .addColumn('key_id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema
      .createTable('settings')
      .addColumn('version', 'bigint', (column) => column.primaryKey())
      .addColumn('document', 'text', (column) => column.notNull())
      .addColumn('applied_at', 'bigint', (column) => column.notNull())
      .addColumn('applied_by', 'text', (column) => column.notNull())
      .execute()
    await schema
      .createTable('secrets')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema
      .createTable('signing_keys')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('bits', 'bigint', (column) => column.notNull())
      .addColumn('certificate', 'text', (column) => column.notNull())
      .addColumn('sealed_private_key', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    // Two nodes that start at once on an empty database make one key between them.
    await schema
      .createIndex('signing_keys_one_active')
      .on('signing_keys')
      .column('state')
      .unique()
      .where('state', '=', 'active')
      .execute()
    await schema
      .createTable('profiles')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('gateway_id', 'text', (column) => column.notNull())
      .addColumn('user_type_id', 'text', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('username', 'text', (column) => column.notNull())
      .addColumn('username_key', 'text', (column) => column.notNull())
      .addColumn('object_sid', 'text', (column) => column.notNull())
      .addColumn('links', 'text', (column) => column.notNull())
      .addColumn('profile', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute()
    await schema.createIndex('profiles_by_sid').on('profiles').columns(['gateway_id', 'object_sid']).unique().execute()
    await schema.createIndex('profiles_by_username').on('profiles').columns(['gateway_id', 'username_key']).execute()
    await schema
      .createTable('sign_ins')
      .addColumn('trace_id', 'text', (column) => column.primaryKey())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('application_id', 'text')
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('remote_address', 'text', (column) => column.notNull())
      .addColumn('client_request_id', 'text')
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('code', 'text')
      .addColumn('means', 'text')
      .addColumn('fix', 'text')
      .addColumn('principal', 'text')
      .addColumn('principal_key', 'text')
      .addColumn('stages', 'text', (column) => column.notNull())
      .execute()
    await schema.createIndex('sign_ins_by_time').on('sign_ins').columns(['started_at', 'trace_id']).execute()
    await schema.createIndex('sign_ins_by_principal').on('sign_ins').columns(['principal_key', 'started_at']).execute()
  },
}
