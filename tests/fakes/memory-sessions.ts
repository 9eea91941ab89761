import type { SessionRecord, SessionRepository } from '../../src/ports.ts'

/** Sessions held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memorySessions(): SessionRepository {
  const sessions = new Map<string, SessionRecord>()
  const removeWhere = (isGone: (session: SessionRecord) => boolean): number => {
    const gone = [...sessions.values()].filter(isGone)
    for (const { id } of gone) sessions.delete(id)
    return gone.length
  }
  return {
    find: async (id) => sessions.get(id),
    async add(session, replaces) {
      if (replaces !== undefined) sessions.delete(replaces)
      if (sessions.has(session.id)) throw new Error('a session with this id is there')
      sessions.set(session.id, structuredClone(session))
    },
    async update(session) {
      if (!sessions.has(session.id)) return false
      sessions.set(session.id, structuredClone(session))
      return true
    },
    async renew(id, session) {
      if (!sessions.delete(id)) return false
      sessions.set(session.id, structuredClone(session))
      return true
    },
    remove: async (id) => void sessions.delete(id),
    removeOf: async (gatewayId, objectSid) =>
      removeWhere((session) => session.gatewayId === gatewayId && session.objectSid === objectSid),
    list: async ({ gatewayId, objectSid }, limit) =>
      [...sessions.values()]
        .filter((session) => gatewayId === undefined || session.gatewayId === gatewayId)
        .filter((session) => objectSid === undefined || session.objectSid === objectSid)
        .sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime() || (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    removeEnded: async ({ createdBefore, usedBefore, persistentCreatedBefore }) =>
      removeWhere(({ persistent, createdAt, lastUsedAt }) =>
        persistent ? createdAt < persistentCreatedBefore : createdAt < createdBefore || lastUsedAt < usedBefore,
      ),
  }
}
