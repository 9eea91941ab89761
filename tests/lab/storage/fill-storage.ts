import { sql } from 'kysely'
import type { OpenDatabase } from '../../../src/storage/open-database.ts'

/**
 * Fills the log and the profiles as years would, by the database itself, so that a million takes seconds. Nine attempts of ten are issued; 5,000
 * computers and users; 90 days up to `now`. In the log of a hundredth everything is as frequent as in the whole.
 */
export async function fillStorage(
  database: OpenDatabase,
  { signIns, profiles, now }: { readonly signIns: number; readonly profiles: number; readonly now: Date },
): Promise<void> {
  const { kysely, kind } = database
  const isPostgres = kind === 'postgres'
  // Spread over 32 bits, each number once.
  const spread = sql`(i * 2654435761) % 4294967296`
  const hex = isPostgres ? sql`lpad(to_hex(${spread}), 8, '0')` : sql`printf('%08x', ${spread})`
  const text = (value: typeof spread) => sql`cast(${value} as text)`
  const numbers = (from: number, to: number) =>
    isPostgres
      ? sql`generate_series(cast(${sql.lit(from)} as bigint), ${sql.lit(to)}) as numbers(i)`
      : sql`(with recursive numbers(i) as (select ${sql.lit(from)} union all select i + 1 from numbers where i < ${sql.lit(to)}) select i from numbers) as numbers`
  const indexes = await dropIndexes(database)
  const step = Math.floor((90 * 86_400_000) / signIns)
  const began = now.getTime() - signIns * step
  for (let from = 1; from <= signIns; from += chunk)
    await sql`insert into sign_ins (trace_id, started_at, application_id, endpoint, remote_address, client_request_id,
      outcome, code, means, fix, principal, principal_key, stages, failed_stage)
    select ${hex} || '-9c1e-4b5d-8f3a-2d6c7e8f9a0b', ${sql.lit(began)} + i * ${sql.lit(step)},
      case when i % 50 = 0 then 'other' else 'm365' end, '13/windowstransport',
      '10.' || ${text(sql`(${spread}) % 20`)} || '.' || ${text(sql`i % 100`)} || '.7', ${hex} || '-78d1-4a3c-9e2b-1f0e9d8c7b6a',
      case when i % 10 > 0 then 'issued' when i % 1000 = 0 then 'failed' else 'refused' end,
      case when i % 10 > 0 then null when i % 1000 = 0 then 'INTERNAL' when i % 40 = 0 then 'LOOKUP_NOT_FOUND' else 'AUTHENTICATE_PASSWORD_WRONG' end,
      case when i % 10 > 0 then null else 'The password is wrong.' end, null,
      'ws' || ${text(sql`(${spread}) % 5000`)} || '$@CORP.EXAMPLE', 'ws' || ${text(sql`(${spread}) % 5000`)} || '$@corp.example',
      ${stages}, case when i % 10 > 0 then null when i % 40 = 0 then 'lookup' else 'authenticate' end
    from ${numbers(from, Math.min(from + chunk - 1, signIns))}`.execute(kysely)
  await sql`insert into profiles (id, gateway_id, user_type_id, account, username, username_key, object_sid, links, profile,
      created_at, updated_at, population_id)
    select 'p' || ${hex}, case when i % 5 = 0 then 'branch' else 'corp' end,
      case when i % 2 = 0 then 'devices' else 'users' end, case when i % 2 = 0 then 'device' else 'user' end,
      'Person' || ${hex}, 'person' || ${hex}, 'S-1-5-21-1-2-3-' || ${text(sql`i`)}, '{}', '{}',
      ${sql.lit(began)}, ${sql.lit(began)}, case when i % 2 = 0 then 'computers' else 'staff' end
    from ${numbers(1, profiles)}`.execute(kysely)
  await sql`insert into sign_in_counts (at, outcome, code, count)
    select started_at - started_at % 300000, outcome, coalesce(code, ''), count(*) from sign_ins
    group by started_at - started_at % 300000, outcome, coalesce(code, '')`.execute(kysely)
  for (const index of indexes) await sql.raw(index).execute(kysely)
  if (isPostgres) for (const table of ['sign_ins', 'profiles']) await sql`analyze ${sql.table(table)}`.execute(kysely)
}

/** A statement of PostgreSQL must end within half a minute. */
const chunk = 50_000

/** An index that is made at the end costs a tenth of one that grows row by row. Gives what makes them again. */
async function dropIndexes({ kysely, kind }: OpenDatabase): Promise<readonly string[]> {
  const found =
    kind === 'postgres'
      ? sql<{ name: string; made: string }>`select indexname as name, indexdef as made from pg_indexes
          where tablename in ('sign_ins', 'profiles') and indexname not like '%pkey'`
      : sql<{ name: string; made: string }>`select name, sql as made from sqlite_master
          where type = 'index' and tbl_name in ('sign_ins', 'profiles') and sql is not null`
  const { rows } = await found.execute(kysely)
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(kysely)
  return rows.map(({ made }) => made)
}

const stages = JSON.stringify(
  ['accept', 'authenticate', 'lookup', 'map', 'mint', 'reply'].map((stage) => ({
    stage,
    outcome: 'ok',
    milliseconds: 0.4212,
    facts: { endpoint: '13/windowstransport', samAccountName: 'WS01$', dn: 'CN=WS01,OU=Computers,DC=corp,DC=example' },
  })),
)
