import { IdpError } from '../../src/errors.ts'
import type { ProfileRecord, ProfileRepository } from '../../src/ports.ts'

/** Profiles held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memoryProfiles(): ProfileRepository {
  const records = new Map<string, ProfileRecord>()
  const bySid = (gatewayId: string, objectSid: string) =>
    [...records.values()].find((record) => record.gatewayId === gatewayId && record.objectSid === objectSid)
  return {
    async findBySid(gatewayId, objectSid) {
      return bySid(gatewayId, objectSid)
    },
    async findByUsername(gatewayId, username) {
      const key = username.toLowerCase()
      return [...records.values()]
        .filter((record) => record.gatewayId === gatewayId && record.username.toLowerCase() === key)
        .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || (a.id < b.id ? -1 : 1))[0]
    },
    async save(record) {
      const other = bySid(record.gatewayId, record.objectSid)
      const known = records.get(record.id)
      if (known && other && other.id !== record.id)
        throw new IdpError('STORAGE_PROFILE_CONFLICT', { profileId: record.id, objectSid: record.objectSid })
      const kept = known ?? other
      const saved = kept ? { ...record, id: kept.id, createdAt: kept.createdAt } : record
      records.set(saved.id, structuredClone(saved))
    },
  }
}
