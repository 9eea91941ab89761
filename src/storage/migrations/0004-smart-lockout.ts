import type { Migration } from './migration.ts'

export const smartLockout: Migration = {
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
}
