import type { Kysely } from 'kysely'
import type { AdministratorSession, AdministratorSessionRepository } from '../ports/administrators.ts'
import { endSessions } from './administrator-repository.ts'
import type { AdministratorSessionRow, Tables } from './tables.ts'

/** Sessions of the console in the database, so that any node can read them and anybody's can be ended at once. */
export function administratorSessionRepository(kysely: Kysely<Tables>): AdministratorSessionRepository {
  const sessions = () => kysely.selectFrom('administrator_sessions').selectAll()
  return {
    async find(id) {
      const row = await sessions().where('id', '=', id).executeTakeFirst()
      return row && sessionOf(row)
    },

    async add(session, replaces) {
      await kysely.transaction().execute(async (transaction) => {
        if (replaces !== undefined)
          await transaction.deleteFrom('administrator_sessions').where('id', '=', replaces).execute()
        await transaction.insertInto('administrator_sessions').values(rowOf(session)).execute()
      })
    },

    async renew(id, session) {
      const query = kysely.updateTable('administrator_sessions').set(rowOf(session)).where('id', '=', id)
      return (await query.executeTakeFirst()).numUpdatedRows > 0n
    },

    async remove(id) {
      await kysely.deleteFrom('administrator_sessions').where('id', '=', id).execute()
    },

    async removeByHandle(handle, administratorId) {
      const one = kysely.deleteFrom('administrator_sessions').where('handle', '=', handle).returningAll()
      const mine = administratorId === undefined ? one : one.where('administrator_id', '=', administratorId)
      const row = await mine.executeTakeFirst()
      return row && sessionOf(row)
    },

    removeOf: (administratorId, keptId) => endSessions(kysely, administratorId, keptId),

    async list(administratorId) {
      const all = sessions().where('stage', '=', 'signedIn').orderBy('last_used_at', 'desc').orderBy('id')
      const rows = await (administratorId === undefined
        ? all
        : all.where('administrator_id', '=', administratorId)
      ).execute()
      return rows.map(sessionOf)
    },

    async removeEnded({ createdBefore, usedBefore, pendingCreatedBefore }) {
      const result = await kysely
        .deleteFrom('administrator_sessions')
        .where((row) =>
          row.or([
            row('created_at', '<', createdBefore.getTime()),
            row('last_used_at', '<', usedBefore.getTime()),
            row.and([row('stage', '!=', 'signedIn'), row('created_at', '<', pendingCreatedBefore.getTime())]),
          ]),
        )
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

/** What is no column; times in milliseconds. */
interface SessionFacts {
  readonly factorAt?: number | undefined
  readonly role?: { readonly readAt: number; readonly groups: string; readonly passwordSetAt: string } | undefined
  readonly remoteAddress: string
  readonly userAgent?: string | undefined
}

function rowOf(session: AdministratorSession): AdministratorSessionRow {
  const { id, handle, administratorId, stage, factorAt, role, remoteAddress, userAgent } = session
  const facts: SessionFacts = {
    ...{ factorAt: factorAt?.getTime(), remoteAddress, userAgent },
    role: role && { ...role, readAt: role.readAt.getTime() },
  }
  return {
    ...{ id, handle, administrator_id: administratorId, stage, facts: JSON.stringify(facts) },
    ...{ created_at: session.createdAt.getTime(), last_used_at: session.lastUsedAt.getTime() },
  }
}

function sessionOf(row: AdministratorSessionRow): AdministratorSession {
  // Written by rowOf above, and by nothing else.
  const { factorAt, role, remoteAddress, userAgent } = JSON.parse(row.facts) as SessionFacts
  return {
    ...{ id: row.id, handle: row.handle, administratorId: row.administrator_id, remoteAddress, userAgent },
    stage: row.stage as AdministratorSession['stage'],
    factorAt: factorAt === undefined ? undefined : new Date(factorAt),
    role: role && { ...role, readAt: new Date(role.readAt) },
    ...{ createdAt: new Date(row.created_at), lastUsedAt: new Date(row.last_used_at) },
  }
}
