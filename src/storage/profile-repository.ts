import type { Insertable, Kysely } from 'kysely'
import { IdpError } from '../errors.ts'
import type { Profile, ProfileRecord, ProfileRepository, ProfileValue } from '../ports.ts'
import { preparedQuery } from './prepared-query.ts'
import { isUniqueViolation } from './storage-failure.ts'
import type { ProfileRow, Tables } from './tables.ts'

/** Profiles in the database. Every save is one statement, so that saves of many sign-ins share a commit. */
export function profileRepository(database: Kysely<Tables>): ProfileRepository {
  const bySid = preparedQuery(database, ({ gatewayId, objectSid }: { gatewayId: string; objectSid: string }) =>
    known(gatewayId).where('object_sid', '=', objectSid),
  )
  const known = (gatewayId: string) => database.selectFrom('profiles').selectAll().where('gateway_id', '=', gatewayId)
  return {
    async findBySid(gatewayId, objectSid) {
      const [row] = await bySid({ gatewayId, objectSid })
      return row && profileRecordOf(row)
    },

    async findByUsername(gatewayId, username) {
      const row = await known(gatewayId)
        .where('username_key', '=', usernameKey(username))
        .orderBy('updated_at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      return row && profileRecordOf(row)
    },

    async save(record) {
      const { id, created_at, ...changed } = rowOf(record)
      try {
        const updated = await database.updateTable('profiles').set(changed).where('id', '=', id).executeTakeFirst()
        if (updated.numUpdatedRows > 0n) return
        await database
          .insertInto('profiles')
          .values({ id, created_at, ...changed })
          .onConflict((conflict) => conflict.columns(['gateway_id', 'object_sid']).doUpdateSet(changed))
          .execute()
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new IdpError('STORAGE_PROFILE_CONFLICT', { profileId: id, objectSid: record.objectSid }, error)
      }
    },
  }
}

function rowOf(record: ProfileRecord): Insertable<ProfileRow> {
  return {
    id: record.id,
    gateway_id: record.gatewayId,
    user_type_id: record.userTypeId,
    account: record.account,
    username: record.username,
    username_key: usernameKey(record.username),
    object_sid: record.objectSid,
    links: JSON.stringify(record.links),
    profile: JSON.stringify(record.profile),
    created_at: record.createdAt.getTime(),
    updated_at: record.updatedAt.getTime(),
    population_id: populationOf(record.profile) ?? null,
  }
}

export function profileRecordOf(row: ProfileRow): ProfileRecord {
  return {
    id: row.id,
    gatewayId: row.gateway_id,
    userTypeId: row.user_type_id,
    account: row.account === 'device' ? 'device' : 'user',
    username: row.username,
    objectSid: row.object_sid,
    links: textsOf(JSON.parse(row.links)),
    profile: profileOf(JSON.parse(row.profile)),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

/** The one its user type put it in. */
function populationOf({ population }: Profile): string | undefined {
  const id = typeof population === 'object' && 'id' in population ? population.id : undefined
  return typeof id === 'string' ? id : undefined
}

/** AD compares account names without case. */
function usernameKey(username: string): string {
  return username.toLowerCase()
}

function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Object(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function profileOf(value: unknown): Profile {
  return Object.fromEntries(Object.entries(Object(value)).map(([name, inner]) => [name, profileValueOf(inner)]))
}

function profileValueOf(value: unknown): ProfileValue {
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'object' && value !== null ? profileOf(value) : String(value)
}
