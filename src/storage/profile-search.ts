import type { Kysely } from 'kysely'
import type { ProfileFilter, ProfilePage, ProfileSearch } from '../ports/profile-search.ts'
import type { ProfileRecord } from '../ports.ts'
import { prefixRange } from './prefix-range.ts'
import { profileRecordOf } from './profile-repository.ts'
import { storableText } from './storable-text.ts'
import type { ProfileRow, Tables } from './tables.ts'

/** Profiles by user name, page by page. As in the sign-in log, one filter leads by its index, and the others look at no more than `lookedAt`. */
export function profileSearch(database: Kysely<Tables>): ProfileSearch {
  return {
    async find(id) {
      const row = await database
        .selectFrom('profiles')
        .selectAll()
        .where('id', '=', storableText(id))
        .executeTakeFirst()
      return row && profileRecordOf(row)
    },

    list: (filter, limit, cursor) => listProfiles(database, filter, limit, cursor),

    async countByPopulation() {
      const rows = await database
        .selectFrom('profiles')
        .select(({ fn }) => ['population_id', fn.countAll<number>().as('count')])
        .groupBy('population_id')
        .orderBy('population_id')
        .execute()
      return rows.map(({ population_id, count }) => ({ populationId: population_id ?? undefined, count }))
    },
  }
}

/** So many profiles are looked at for a page where filters pass over some. */
const lookedAt = 1000

interface Position {
  readonly usernameKey: string
  readonly id: string
}

async function listProfiles(
  database: Kysely<Tables>,
  filter: ProfileFilter,
  limit: number,
  cursor: string | undefined,
): Promise<ProfilePage> {
  const { lead, others } = conditionsOf(filter)
  const led = { lead, prefix: filter.usernamePrefix, after: parseCursor(cursor) }
  const looked = ledBy(database, led)
    .select(['username_key', 'id', ...others.map(([column]) => column)])
    .limit(others.length === 0 ? limit + 1 : lookedAt)
  let chosen = database.selectFrom(looked.as('looked')).select(['username_key', 'id'])
  for (const [column, value] of others) chosen = chosen.where(column, '=', value)
  const found = await chosen.limit(limit + 1).execute()
  const page = found.slice(0, limit)
  const end = found.length > limit ? page.at(-1) : others.length > 0 ? await lastLookedAt(database, led) : undefined
  return {
    records: await recordsOf(
      database,
      page.map(({ id }) => id),
    ),
    cursor: end && cursorOf(end),
  }
}

/** In this order; one may have been deleted since. */
async function recordsOf(database: Kysely<Tables>, ids: readonly string[]): Promise<readonly ProfileRecord[]> {
  if (ids.length === 0) return []
  const rows = await database.selectFrom('profiles').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).map(profileRecordOf)
}

interface Led {
  readonly lead: Condition | undefined
  readonly prefix: string | undefined
  readonly after: Position | undefined
}

/** In the order of the leading index. */
function ledBy(database: Kysely<Tables>, { lead, prefix, after }: Led) {
  let query = database.selectFrom('profiles')
  if (lead) query = query.where(lead[0], '=', lead[1])
  if (prefix !== undefined) {
    const [from, until] = prefixRange(prefix)
    query = query.where('username_key', '<', until)
    // Of two lower bounds a database takes either one; the cursor's spares what comes before it.
    if (after === undefined || after.usernameKey < from) query = query.where('username_key', '>=', from)
  }
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('username_key', 'id'), '>', tuple(after.usernameKey, after.id)),
    )
  return query.orderBy('username_key').orderBy('id')
}

function lastLookedAt(database: Kysely<Tables>, led: Led) {
  return ledBy(database, led)
    .select(['username_key', 'id'])
    .offset(lookedAt - 1)
    .limit(1)
    .executeTakeFirst()
}

type Condition = readonly [column: (typeof columns)[number], value: string]

/** What is filtered by. The one that leaves the fewest comes first. */
const columns = [
  'population_id',
  'user_type_id',
  'gateway_id',
  'account',
] as const satisfies readonly (keyof ProfileRow)[]

function conditionsOf(filter: ProfileFilter): { lead: Condition | undefined; others: readonly Condition[] } {
  const values = {
    population_id: filter.populationId,
    user_type_id: filter.userTypeId,
    gateway_id: filter.gatewayId,
    account: filter.account,
  }
  const [lead, ...others] = columns.flatMap((column): Condition[] => {
    const value = values[column]
    return value === undefined ? [] : [[column, storableText(value)]]
  })
  return { lead, others }
}

/** A user name may hold anything. */
function cursorOf({ username_key, id }: Pick<ProfileRow, 'username_key' | 'id'>): string {
  return Buffer.from(JSON.stringify([username_key, id])).toString('base64url')
}

function parseCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const [usernameKey, id] = Array.isArray(value) ? value : []
    if (typeof usernameKey !== 'string' || typeof id !== 'string') return undefined
    return { usernameKey: storableText(usernameKey), id: storableText(id) }
  } catch {
    return undefined
  }
}
