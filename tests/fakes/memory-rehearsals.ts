import type { RehearsalRecord, RehearsalRepository } from '../../src/ports/rehearsals.ts'

/** Rehearsals held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memoryRehearsals(): RehearsalRepository {
  const records = new Map<string, RehearsalRecord>()
  const newestFirst = (): RehearsalRecord[] =>
    [...records.values()].sort(
      (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1),
    )
  const findPassed = (applicationId: string): RehearsalRecord | undefined =>
    newestFirst().find((record) => record.applicationId === applicationId && record.state === 'passed')
  return {
    async add(record, keep) {
      if (records.has(record.id)) throw new Error('a rehearsal with this id is there')
      records.set(record.id, structuredClone(record))
      for (const { id, applicationId } of newestFirst().slice(keep))
        if (findPassed(applicationId)?.id !== id) records.delete(id)
    },
    async update(record) {
      const state = records.get(record.id)?.state
      if (state !== 'waiting' && state !== 'running') return false
      records.set(record.id, structuredClone(record))
      return true
    },
    find: async (id) => records.get(id),
    async list({ applicationId }, limit, cursor) {
      const all = newestFirst().filter(
        (record) => applicationId === undefined || record.applicationId === applicationId,
      )
      const rest = all.slice(all.findIndex(({ id }) => id === cursor) + 1)
      const page = rest.slice(0, limit)
      return { records: page, cursor: rest.length > limit ? page.at(-1)?.id : undefined }
    },
    findPassed: async (applicationId) => findPassed(applicationId),
  }
}
