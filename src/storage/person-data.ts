import type { Kysely } from 'kysely'
import type { DataSubject, PersonData } from '../ports/person-data.ts'
import type { SecondFactorRepository } from '../ports/second-factors.ts'
import type { SignInSearch } from '../ports/sign-in-search.ts'
import type { ProfileRepository, SessionRepository, SignInRecord } from '../ports.ts'
import { principalKey } from './sign-in-row.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

export interface PersonDataSources {
  readonly database: Kysely<Tables>
  readonly profiles: ProfileRepository
  readonly sessions: SessionRepository
  readonly secondFactors: SecondFactorRepository
  readonly signIns: Pick<SignInSearch, 'list'>
  /** What is held in memory of the account goes, too. */
  readonly forget: (gatewayId: string, objectSid: string) => void
}

/** Every table that names a person, read or emptied of them. A table that will name them, too, belongs in here. */
export function personData(sources: PersonDataSources): PersonData {
  const { database, profiles, sessions, secondFactors } = sources
  return {
    async collect(person, limit) {
      const owner = { gatewayId: person.gatewayId, objectSid: person.objectSid }
      const [profile, browsers, factors, recoveryCodesLeft, counters, locations, { records, hasMore }] =
        await Promise.all([
          profiles.findBySid(owner.gatewayId, owner.objectSid),
          sessions.list(owner, mostSessions),
          secondFactors.list(owner),
          secondFactors.countRecoveryCodes(owner),
          readCounters(database, person),
          readLocations(database, person),
          signInsOf(person, limit, sources),
        ])
      return {
        profile,
        // The id opens nothing by itself, but says which cookie it is.
        sessions: browsers.map(({ id: _, ...session }) => session),
        factors: factors.map(({ kind, label, createdAt, lastUsedAt }) => ({ kind, label, createdAt, lastUsedAt })),
        recoveryCodesLeft,
        wrongPasswords: counters,
        familiarLocations: locations,
        signIns: records,
        hasMoreSignIns: hasMore,
      }
    },

    async erase(person) {
      try {
        return await database.transaction().execute((transaction) => eraseIn(transaction, person))
      } finally {
        sources.forget(person.gatewayId, person.objectSid)
      }
    },
  }
}

const mostSessions = 1000

async function eraseIn(database: Kysely<Tables>, { gatewayId, objectSid, principals }: DataSubject) {
  const accountKeys = accountKeysOf(objectSid)
  const ofPerson = async (
    table: 'profiles' | 'sessions' | 'second_factors' | 'recovery_codes' | 'familiar_locations',
  ) => {
    const result = await database
      .deleteFrom(table)
      .where('gateway_id', '=', gatewayId)
      .where('object_sid', '=', objectSid)
      .executeTakeFirst()
    return Number(result.numDeletedRows)
  }
  const challenged = database
    .selectFrom('sessions')
    .select('id')
    .where('gateway_id', '=', gatewayId)
    .where('object_sid', '=', objectSid)
  await database.deleteFrom('factor_challenges').where('session_id', 'in', challenged).execute()
  const counters = await database
    .deleteFrom('password_counters')
    .where('gateway_id', '=', gatewayId)
    .where('account_key', 'in', accountKeys)
    .executeTakeFirst()
  const keys = principals.map((name) => principalKey(storableText(name)))
  const signIns =
    keys.length === 0
      ? undefined
      : await database.deleteFrom('sign_ins').where('principal_key', 'in', keys).executeTakeFirst()
  return {
    profiles: await ofPerson('profiles'),
    sessions: await ofPerson('sessions'),
    factors: await ofPerson('second_factors'),
    recoveryCodes: await ofPerson('recovery_codes'),
    familiarLocations: await ofPerson('familiar_locations'),
    wrongPasswords: Number(counters.numDeletedRows),
    signIns: Number(signIns?.numDeletedRows ?? 0),
  }
}

/** Of passwords, and of second factors. */
function accountKeysOf(objectSid: string): readonly string[] {
  return [objectSid, `secondFactor/${objectSid}`]
}

async function readCounters(database: Kysely<Tables>, { gatewayId, objectSid }: DataSubject) {
  const rows = await database
    .selectFrom('password_counters')
    .select(['familiar_attempts', 'unfamiliar_attempts', 'expires_at'])
    .where('gateway_id', '=', gatewayId)
    .where('account_key', 'in', accountKeysOf(objectSid))
    .execute()
  return rows.map(({ familiar_attempts, unfamiliar_attempts, expires_at }) => ({
    attempts: familiar_attempts + unfamiliar_attempts,
    expiresAt: new Date(expires_at),
  }))
}

async function readLocations(database: Kysely<Tables>, { gatewayId, objectSid }: DataSubject) {
  const rows = await database
    .selectFrom('familiar_locations')
    .select(['location', 'seen_at'])
    .where('gateway_id', '=', gatewayId)
    .where('object_sid', '=', objectSid)
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map(({ location, seen_at }) => ({ location, seenAt: new Date(seen_at) }))
}

async function signInsOf({ principals }: DataSubject, limit: number, { signIns }: PersonDataSources) {
  const records: SignInRecord[] = []
  let hasMore = false
  for (const principal of new Set(principals.map((name) => name.toLowerCase()))) {
    const page = await signIns.list({ principal }, Math.max(0, limit - records.length))
    records.push(...page.records)
    hasMore ||= page.cursor !== undefined
  }
  return { records, hasMore }
}
