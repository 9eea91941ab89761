import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import type { Migration } from './migration.ts'

/** Lists, filters and searches that cost the same however long the log is: each has an index that gives its order too. */
export const search: Migration = {
  version: 9,
  name: '0009-search',
  up: async (database, kind) => {
    const { schema } = database
    await schema.alterTable('sign_ins').addColumn('failed_stage', 'text').execute()
    await schema.alterTable('profiles').addColumn('population_id', 'text').execute()
    if (kind === 'postgres') await compareByBytes(database)
    await fillPopulations(database, kind)

    for (const column of ['principal', 'outcome', 'code', 'application_id', 'remote_address'])
      await schema.dropIndex(`sign_ins_by_${column}`).execute()
    // Tokens that were issued are most of the log: found by time alone, they need no entry in an index of outcomes.
    await sql`create index sign_ins_by_outcome on sign_ins (outcome, started_at, trace_id) where outcome <> 'issued'`.execute(
      database,
    )
    for (const column of [
      ...['principal_key', 'code', 'application_id', 'remote_address'],
      ...['client_request_id', 'failed_stage'],
    ])
      await sql`create index ${sql.raw(`sign_ins_by_${column}`)} on sign_ins (${sql.ref(column)}, started_at, trace_id)
        where ${sql.ref(column)} is not null`.execute(database)

    await schema
      .createTable('sign_in_counts')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('sign_in_counts_key', ['at', 'outcome', 'code'])
      .execute()
    await sql`insert into sign_in_counts (at, outcome, code, count)
      select started_at - started_at % 300000, outcome, coalesce(code, ''), count(*) from sign_ins
      group by started_at - started_at % 300000, outcome, coalesce(code, '')`.execute(database)

    await schema.createIndex('profiles_by_name').on('profiles').columns(['username_key', 'id']).execute()
    for (const column of ['gateway_id', 'user_type_id', 'population_id', 'account'])
      await schema.createIndex(`profiles_by_${column}`).on('profiles').columns([column, 'username_key', 'id']).execute()
  },
}

/** A prefix is a range of bytes; in the order of a language it is none. SQLite compares bytes anyhow. */
async function compareByBytes(database: Kysely<Tables>): Promise<void> {
  const columns = { sign_ins: ['trace_id', 'principal_key'], profiles: ['id', 'username_key'] }
  for (const [table, names] of Object.entries(columns))
    for (const name of names)
      await sql`alter table ${sql.table(table)} alter column ${sql.ref(name)} type text collate "C"`.execute(database)
}

async function fillPopulations(database: Kysely<Tables>, kind: 'sqlite' | 'postgres'): Promise<void> {
  const id =
    kind === 'postgres' ? sql`(profile::json #>> '{population,id}')` : sql`json_extract(profile, '$.population.id')`
  await sql`update profiles set population_id = ${id} where profile like '%"population"%'`.execute(database)
}
