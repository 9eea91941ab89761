// A table: the steps that brought the schema to where it is. Forward only: a step that was released never changes.
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (database: Kysely<Tables>) => Promise<void>
}

export const migrations: readonly Migration[] = [
  {
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
      await schema
        .createIndex('profiles_by_sid')
        .on('profiles')
        .columns(['gateway_id', 'object_sid'])
        .unique()
        .execute()
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
      await schema
        .createIndex('sign_ins_by_principal')
        .on('sign_ins')
        .columns(['principal_key', 'started_at'])
        .execute()
    },
  },
  {
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
  },
  {
    version: 3,
    name: '0003-sign-in-filters',
    up: async ({ schema }) => {
      // The log may hold millions: a filter that scans it would hold up the profile reads of sign-ins.
      for (const column of ['outcome', 'code', 'application_id', 'remote_address'])
        await schema.createIndex(`sign_ins_by_${column}`).on('sign_ins').columns([column, 'started_at']).execute()
    },
  },
  {
    version: 4,
    name: '0004-smart-lockout',
    up: async ({ schema }) => {
      const counters = ['familiar_attempts', 'familiar_at', 'unfamiliar_attempts', 'unfamiliar_at'] as const
      let table = schema
        .createTable('password_counters')
        .addColumn('gateway_id', 'text', (column) => column.notNull())
        .addColumn('account_key', 'text', (column) => column.notNull())
        .addColumn('account_name', 'text')
      for (const name of [...counters, 'under_way', 'under_way_until', 'expires_at'])
        table = table.addColumn(name, 'bigint', (column) => column.notNull())
      await table.addPrimaryKeyConstraint('password_counters_key', ['gateway_id', 'account_key']).execute()
      await schema.createIndex('password_counters_by_expiry').on('password_counters').column('expires_at').execute()
      await schema
        .createTable('familiar_locations')
        .addColumn('gateway_id', 'text', (column) => column.notNull())
        .addColumn('object_sid', 'text', (column) => column.notNull())
        .addColumn('location', 'text', (column) => column.notNull())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('familiar_locations_key', ['gateway_id', 'object_sid', 'location'])
        .execute()
      await schema.createIndex('familiar_locations_by_age').on('familiar_locations').column('seen_at').execute()
    },
  },
  {
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
  },
  {
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
  },
]
