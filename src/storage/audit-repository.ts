import { type Kysely, sql } from 'kysely'
import type { AuditLog, AuditRecord } from '../ports/audit.ts'
import type { AuditRecordRow, Tables } from './tables.ts'

/** Who changed what. A change that is in the database keeps its record in the same transaction: insert auditRow there. */
export function auditRepository(database: Kysely<Tables>): AuditLog {
  return {
    async add(record) {
      await database.insertInto('audit_records').values(auditRow(record)).execute()
    },

    async list({ from, until, actorId, action, resource }, limit, after) {
      let query = database.selectFrom('audit_records').selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
      if (from !== undefined) query = query.where('at', '>=', from.getTime())
      if (until !== undefined) query = query.where('at', '<', until.getTime())
      if (actorId !== undefined) query = query.where('actor_id', '=', actorId)
      if (action !== undefined) query = query.where('action', '=', action)
      if (resource !== undefined)
        query = query.where((row) => row.or([row('resource', '=', resource), below(resource)]))
      if (after !== undefined) {
        const at = after.at.getTime()
        query = query.where((row) =>
          row.or([row('at', '<', at), row.and([row('at', '=', at), row('id', '<', after.id)])]),
        )
      }
      return (await query.limit(limit).execute()).map(recordOf)
    },

    async removeBefore(at) {
      const result = await database.deleteFrom('audit_records').where('at', '<', at.getTime()).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

/** Cut and compared: a pattern would need escapes, and means other letters on other databases. */
function below(resource: string) {
  const prefix = `${resource}/`
  return sql<boolean>`substr(resource, 1, ${sql.lit([...prefix].length)}) = ${prefix}`
}

export function auditRow({ id, at, actor, action, resource, before, after }: AuditRecord): AuditRecordRow {
  return {
    id,
    at: at.getTime(),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_role: actor.role,
    remote_address: actor.remoteAddress,
    action,
    resource,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
  }
}

function recordOf(row: AuditRecordRow): AuditRecord {
  // Written by auditRow above, and by nothing else.
  const actor = {
    kind: row.actor_kind,
    id: row.actor_id,
    name: row.actor_name,
    role: row.actor_role,
    remoteAddress: row.remote_address,
  } as AuditRecord['actor']
  return {
    id: row.id,
    at: new Date(row.at),
    actor,
    action: row.action,
    resource: row.resource,
    ...(row.before !== null && { before: JSON.parse(row.before) }),
    ...(row.after !== null && { after: JSON.parse(row.after) }),
  }
}
