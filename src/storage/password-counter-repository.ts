import { type Insertable, type Kysely, type RawBuilder, sql } from 'kysely'
import type {
  AttemptCounts,
  AttemptToCount,
  CountedAccount,
  CounterKey,
  PasswordCounters,
  Place,
} from '../ports/password-counters.ts'
import { preparedQuery } from './prepared-query.ts'
import type { PasswordCounterRow, Tables } from './tables.ts'

/**
 * Counters of wrong passwords in the database. Counting is one conditional upsert: the row is locked while the condition
 * is judged, on PostgreSQL too, so of many attempts at once on many nodes exactly as many pass as the limit allows.
 */
export function passwordCounterRepository(database: Kysely<Tables>): PasswordCounters {
  const findCounter = preparedQuery(database, (key: KeyParameters) =>
    database.selectFrom('password_counters').selectAll().where(isCounterOf(key)),
  )
  const findLocation = preparedQuery(database, ({ gatewayId, accountKey, location }: LocationParameters) =>
    database
      .selectFrom('familiar_locations')
      .select('seen_at')
      .where('gateway_id', '=', gatewayId)
      .where('object_sid', '=', accountKey)
      .where('location', '=', location),
  )
  const countIn = { familiar: countQuery(database, 'familiar'), unfamiliar: countQuery(database, 'unfamiliar') }
  const settlements = new Map<string, ReturnType<typeof settleQuery>>()
  return {
    async find({ gatewayId, accountKey }, location, { now, since }) {
      const key = { gatewayId, accountKey }
      const [[row], [familiar]] = await Promise.all([findCounter(key), findLocation({ ...key, location })])
      return { counts: liveCounts(row, { now, since }), familiarSeenAt: familiar && new Date(familiar.seen_at) }
    },

    async count(attempt) {
      const { now, since, place } = attempt
      const [row] = await countIn[place](countParameters(attempt))
      return row && liveCounts(row, { now, since })
    },

    async settle({ gatewayId, accountKey }, place, verdict, underWay) {
      const name = `${place} ${verdict} ${underWay}`
      const settle = settlements.get(name) ?? settleQuery(database, { place, verdict, underWay })
      settlements.set(name, settle)
      await settle({ gatewayId, accountKey })
    },

    addLocation: (key, location, now, keep) => addLocation(database, { key, location, now, keep }),

    async list(now, limit) {
      const rows = await database
        .selectFrom('password_counters')
        .selectAll()
        .where('expires_at', '>', now.getTime())
        .where('account_name', 'is not', null)
        .where(({ eb, or }) => or([eb('familiar_attempts', '>', 0), eb('unfamiliar_attempts', '>', 0)]))
        .orderBy('expires_at', 'desc')
        .orderBy('account_key')
        .limit(limit)
        .execute()
      return rows.map(accountOf)
    },

    async clear(key) {
      const cleared = await database
        .updateTable('password_counters')
        .set({ familiar_attempts: 0, unfamiliar_attempts: 0 })
        .where(isCounterOf(key))
        .where(({ eb, or }) => or([eb('familiar_attempts', '>', 0), eb('unfamiliar_attempts', '>', 0)]))
        .executeTakeFirst()
      return cleared.numUpdatedRows > 0n
    },

    async deleteOld(now, locationsUnseenSince) {
      const counters = await database
        .deleteFrom('password_counters')
        .where('expires_at', '<=', now.getTime())
        .where('under_way_until', '<=', now.getTime())
        .executeTakeFirst()
      const locations = await database
        .deleteFrom('familiar_locations')
        .where('seen_at', '<', locationsUnseenSince.getTime())
        .executeTakeFirst()
      return Number(counters.numDeletedRows + locations.numDeletedRows)
    },
  }
}

type KeyParameters = { readonly gatewayId: string; readonly accountKey: string }
type LocationParameters = KeyParameters & { readonly location: string }

function countParameters({ gatewayId, accountKey, dn, limit, now, since, underWayUntil, expiresAt }: AttemptToCount) {
  return {
    ...{ gatewayId, accountKey, limit },
    accountName: dn ?? null,
    now: now.getTime(),
    since: since.getTime(),
    underWayUntil: underWayUntil.getTime(),
    expiresAt: expiresAt.getTime(),
  }
}

type CountParameters = ReturnType<typeof countParameters>

function countQuery(database: Kysely<Tables>, place: Place) {
  const { attempts, at } = columnsOf(place)
  return preparedQuery(database, (parameters: CountParameters) => {
    const { accountName, limit, now, since, underWayUntil, expiresAt } = parameters
    return database
      .insertInto('password_counters')
      .values(firstRow(parameters, place))
      .onConflict((conflict) =>
        conflict
          .columns(['gateway_id', 'account_key'])
          .doUpdateSet({
            account_name: accountName,
            [`${place}_attempts`]: sql`case when ${at} <= ${since} then 1 else ${attempts} + 1 end`,
            [`${place}_at`]: now,
            under_way: sql`case when ${column('under_way_until')} <= ${now} then 1 else ${column('under_way')} + 1 end`,
            under_way_until: underWayUntil,
            expires_at: expiresAt,
          })
          .where(sql<boolean>`(${attempts} < ${limit} or ${at} <= ${since})`),
      )
      .returningAll()
  })
}

interface Settlement {
  readonly place: Place
  readonly verdict: 'right' | 'wrong' | 'unjudged'
  readonly underWay: boolean
}

function settleQuery(database: Kysely<Tables>, { place, verdict, underWay }: Settlement) {
  const { attempts } = columnsOf(place)
  const others = underWay ? lessOne(column('under_way')) : column('under_way')
  return preparedQuery(database, (key: KeyParameters) =>
    database
      .updateTable('password_counters')
      .set({
        under_way: others,
        ...(verdict === 'wrong' ? {} : { [`${place}_attempts`]: lessOne(attempts) }),
        // As in the directory a right password begins the count anew, but for what is on its way there.
        ...(verdict === 'right' && place === 'familiar'
          ? { familiar_attempts: lesser(lessOne(attempts), others) }
          : {}),
      })
      .where(isCounterOf(key)),
  )
}

interface SeenLocation {
  readonly key: CounterKey
  readonly location: string
  readonly now: Date
  readonly keep: number
}

async function addLocation(database: Kysely<Tables>, { key, location, now, keep }: SeenLocation): Promise<void> {
  const mine = { gateway_id: key.gatewayId, object_sid: key.accountKey }
  await database
    .insertInto('familiar_locations')
    .values({ ...mine, location, seen_at: now.getTime() })
    .onConflict((conflict) =>
      conflict.columns(['gateway_id', 'object_sid', 'location']).doUpdateSet({ seen_at: now.getTime() }),
    )
    .execute()
  const kept = database
    .selectFrom('familiar_locations')
    .select('location')
    .where('gateway_id', '=', key.gatewayId)
    .where('object_sid', '=', key.accountKey)
    .orderBy('seen_at', 'desc')
    .orderBy('location')
    .limit(keep)
  await database
    .deleteFrom('familiar_locations')
    .where('gateway_id', '=', key.gatewayId)
    .where('object_sid', '=', key.accountKey)
    .where('location', 'not in', kept)
    .execute()
}

type Column = keyof PasswordCounterRow

/** Named with its table: in an upsert PostgreSQL wants to know whose column is meant. */
function column(name: Column): RawBuilder<number> {
  return sql<number>`${sql.ref(`password_counters.${name}`)}`
}

function columnsOf(place: Place) {
  return { attempts: column(`${place}_attempts`), at: column(`${place}_at`) }
}

function lessOne(value: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`case when ${value} > 0 then ${value} - 1 else 0 end`
}

/** PostgreSQL's least() is SQLite's min(). */
function lesser(one: RawBuilder<number>, other: RawBuilder<number>): RawBuilder<number> {
  return sql<number>`case when ${one} < ${other} then ${one} else ${other} end`
}

function isCounterOf({ gatewayId, accountKey }: CounterKey): RawBuilder<boolean> {
  return sql<boolean>`(${column('gateway_id')} = ${gatewayId} and ${column('account_key')} = ${accountKey})`
}

function firstRow(
  { gatewayId, accountKey, accountName, now, underWayUntil, expiresAt }: CountParameters,
  place: Place,
): Insertable<PasswordCounterRow> {
  return {
    gateway_id: gatewayId,
    account_key: accountKey,
    account_name: accountName,
    familiar_attempts: 0,
    familiar_at: 0,
    unfamiliar_attempts: 0,
    unfamiliar_at: 0,
    [`${place}_attempts`]: 1,
    [`${place}_at`]: now,
    under_way: 1,
    under_way_until: underWayUntil,
    expires_at: expiresAt,
  }
}

interface Times {
  readonly now: Date
  readonly since: Date
}

function liveCounts(row: PasswordCounterRow | undefined, { now, since }: Times): AttemptCounts {
  const live = (attempts = 0, at = 0) => ({ attempts: at > since.getTime() ? attempts : 0, lastAt: new Date(at) })
  return {
    familiar: live(row?.familiar_attempts, row?.familiar_at),
    unfamiliar: live(row?.unfamiliar_attempts, row?.unfamiliar_at),
    underWay: row && row.under_way_until > now.getTime() ? row.under_way : 0,
  }
}

function accountOf(row: PasswordCounterRow): CountedAccount {
  return {
    gatewayId: row.gateway_id,
    objectSid: row.account_key,
    dn: row.account_name ?? '',
    familiar: { attempts: row.familiar_attempts, lastAt: new Date(row.familiar_at) },
    unfamiliar: { attempts: row.unfamiliar_attempts, lastAt: new Date(row.unfamiliar_at) },
    expiresAt: new Date(row.expires_at),
  }
}
