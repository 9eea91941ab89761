import type { Kysely } from 'kysely'
import type { SessionRecord, SessionRepository } from '../ports.ts'
import type { SessionRow, Tables } from './tables.ts'

/** Sessions in the database, so that any node can read them and anybody's can be ended at once. */
export function sessionRepository(database: Kysely<Tables>): SessionRepository {
  return {
    async find(id) {
      const row = await database.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
      return row && recordOf(row)
    },

    async add(session, replaces) {
      await database.transaction().execute(async (transaction) => {
        if (replaces !== undefined) await transaction.deleteFrom('sessions').where('id', '=', replaces).execute()
        await transaction.insertInto('sessions').values(rowOf(session)).execute()
      })
    },

    async update(session) {
      const { id, ...changed } = rowOf(session)
      const result = await database.updateTable('sessions').set(changed).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async renew(id, session) {
      const result = await database.updateTable('sessions').set(rowOf(session)).where('id', '=', id).executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async remove(id) {
      await database.deleteFrom('sessions').where('id', '=', id).execute()
    },

    async removeOf(gatewayId, objectSid) {
      const result = await database
        .deleteFrom('sessions')
        .where('gateway_id', '=', gatewayId)
        .where('object_sid', '=', objectSid)
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },

    async list({ gatewayId, objectSid }, limit) {
      let query = database.selectFrom('sessions').selectAll().orderBy('last_used_at', 'desc').orderBy('id').limit(limit)
      if (gatewayId !== undefined) query = query.where('gateway_id', '=', gatewayId)
      if (objectSid !== undefined) query = query.where('object_sid', '=', objectSid)
      return (await query.execute()).map(recordOf)
    },

    async removeEnded({ createdBefore, usedBefore, persistentCreatedBefore }) {
      const result = await database
        .deleteFrom('sessions')
        .where((row) =>
          row.or([
            row.and([row('persistent', '=', 1), row('created_at', '<', persistentCreatedBefore.getTime())]),
            row.and([
              row('persistent', '=', 0),
              row.or([row('created_at', '<', createdBefore.getTime()), row('last_used_at', '<', usedBefore.getTime())]),
            ]),
          ]),
        )
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

/** What nobody searches by, as JSON; times in milliseconds. */
type Facts = Pick<
  SessionRecord,
  'samAccountName' | 'kerberosRealm' | 'passwordSetAt' | 'applicationIds' | 'remoteAddress' | 'userAgent'
> & {
  readonly firstFactor: { readonly method: 'kerberos' | 'password'; readonly at: number }
  readonly secondFactor?: { readonly method: string; readonly at: number } | undefined
  readonly secondFactorPutOff?: true | undefined
  readonly attempt?: { readonly address: string; readonly since: number } | undefined
}

function rowOf(session: SessionRecord): SessionRow {
  const { firstFactor, secondFactor, attempt } = session
  const facts: Facts = {
    samAccountName: session.samAccountName,
    kerberosRealm: session.kerberosRealm,
    passwordSetAt: session.passwordSetAt,
    applicationIds: session.applicationIds,
    remoteAddress: session.remoteAddress,
    userAgent: session.userAgent,
    firstFactor: { ...firstFactor, at: firstFactor.at.getTime() },
    secondFactor: secondFactor && { ...secondFactor, at: secondFactor.at.getTime() },
    secondFactorPutOff: session.secondFactorPutOff,
    attempt: attempt && { ...attempt, since: attempt.since.getTime() },
  }
  return {
    id: session.id,
    gateway_id: session.gatewayId,
    object_sid: session.objectSid,
    persistent: session.persistent ? 1 : 0,
    created_at: session.createdAt.getTime(),
    last_used_at: session.lastUsedAt.getTime(),
    facts: JSON.stringify(facts),
  }
}

function recordOf(row: SessionRow): SessionRecord {
  // Written by rowOf above, and by nothing else.
  const facts = JSON.parse(row.facts) as Facts
  const { firstFactor, secondFactor, attempt } = facts
  return {
    id: row.id,
    gatewayId: row.gateway_id,
    objectSid: row.object_sid,
    samAccountName: facts.samAccountName,
    kerberosRealm: facts.kerberosRealm,
    firstFactor: { ...firstFactor, at: new Date(firstFactor.at) },
    secondFactor: secondFactor && { ...secondFactor, at: new Date(secondFactor.at) },
    ...(facts.secondFactorPutOff && { secondFactorPutOff: true }),
    attempt: attempt && { ...attempt, since: new Date(attempt.since) },
    passwordSetAt: facts.passwordSetAt,
    persistent: row.persistent === 1,
    applicationIds: facts.applicationIds,
    remoteAddress: facts.remoteAddress,
    userAgent: facts.userAgent,
    createdAt: new Date(row.created_at),
    lastUsedAt: new Date(row.last_used_at),
  }
}
