import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const keyRollover: Migration = {
  version: 10,
  name: '0010-key-rollover',
  up: async (database) => {
    const { schema } = database
    await schema.alterTable('signing_keys').addColumn('name', 'text').execute()
    await schema.alterTable('signing_keys').addColumn('state_since', 'bigint').execute()
    // Several could be next before; the oldest stays, the others stay with the applications that name them.
    await sql`update signing_keys set state = 'available' where state = 'next' and id not in
      (select id from signing_keys where state = 'next' order by created_at, id limit 1)`.execute(database)
    // Of several nodes that roll at once, one makes the next key.
    for (const state of ['next', 'previous'])
      await schema
        .createIndex(`signing_keys_one_${state}`)
        .on('signing_keys')
        .column('state')
        .unique()
        .where('state', '=', state)
        .execute()
    await schema
      .createTable('key_evidence')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('key_id', 'text', (column) => column.notNull())
      .addColumn('application_id', 'text', (column) => column.notNull())
      .addColumn('domain_name', 'text', (column) => column.notNull())
      .addColumn('issuer_uri', 'text', (column) => column.notNull())
      .addColumn('held', 'text', (column) => column.notNull())
      .addColumn('statement', 'text', (column) => column.notNull())
      .addColumn('taken_at', 'bigint', (column) => column.notNull())
      .addColumn('recorded_at', 'bigint', (column) => column.notNull())
      .addColumn('recorded_by', 'text', (column) => column.notNull())
      .execute()
    await schema.createIndex('key_evidence_by_key').on('key_evidence').columns(['key_id', 'taken_at']).execute()
  },
}
