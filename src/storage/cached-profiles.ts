import type { Clock, ProfileRecord, ProfileRepository } from '../ports.ts'

export interface CachedProfiles extends ProfileRepository {
  /** The record was deleted. */
  forget(gatewayId: string, objectSid: string): void
}

/**
 * The profiles of those who signed in lately, in memory in front of the database: at a logon a computer and its user ask for several
 * tokens within minutes, and what is kept of them is read again for each.
 *
 * Another node may have changed a record since. That does no harm, because nothing in a record is a reason to issue a token: the entry
 * and its attributes are read from the directory every time, its user type only spares the filter that it passed once, links only explain
 * refusals, and the id of a stored profile never changes.
 * So only what the database said is remembered, never what is about to be saved (its id gives way to that of another node that was
 * first), never that there is nothing, and nothing for longer than `keepMilliseconds`.
 */
export function cachedProfiles(
  repository: ProfileRepository,
  clock: Clock,
  { limit = 5000, keepMilliseconds = 600_000 } = {},
): CachedProfiles {
  // Oldest first, as Map keeps them.
  const held = new Map<string, { readonly record: ProfileRecord; readonly readAt: number }>()
  let saves = 0
  const hold = (key: string, record: ProfileRecord, readAt: number): void => {
    const [oldest] = held.keys()
    if (held.size >= limit && oldest !== undefined) held.delete(oldest)
    held.set(key, { record, readAt })
  }
  return {
    async findBySid(gatewayId, objectSid) {
      const key = keyOf({ gatewayId, objectSid })
      const now = clock.monotonicMilliseconds()
      const known = held.get(key)
      if (known !== undefined && now - known.readAt < keepMilliseconds) return known.record
      held.delete(key)
      const savesBefore = saves
      const record = await repository.findBySid(gatewayId, objectSid)
      // A save since then may have changed what was read.
      if (record !== undefined && saves === savesBefore) hold(key, record, now)
      return record
    },

    findByUsername: (gatewayId, username) => repository.findByUsername(gatewayId, username),

    forget(gatewayId, objectSid) {
      saves += 1
      held.delete(keyOf({ gatewayId, objectSid }))
    },

    async save(record) {
      try {
        await repository.save(record)
      } finally {
        saves += 1
        for (const [key, { record: known }] of held)
          if (known.id === record.id || key === keyOf(record)) held.delete(key)
      }
    },
  }
}

function keyOf({ gatewayId, objectSid }: Pick<ProfileRecord, 'gatewayId' | 'objectSid'>): string {
  return `${objectSid} ${gatewayId}`
}
