import type {
  AttemptCounts,
  CounterKey,
  PasswordCounters,
  Place,
  PlaceCount,
} from '../../src/ports/password-counters.ts'

/** Counters of wrong passwords held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memoryPasswordCounters(): PasswordCounters {
  const counters = new Map<string, Counter>()
  const locations = new Map<string, Map<string, Date>>()
  return {
    async find(key, location, times) {
      return {
        counts: liveCounts(counters.get(nameOf(key)), times),
        familiarSeenAt: locations.get(nameOf(key))?.get(location),
      }
    },
    async count(attempt) {
      const { place, limit, now, since, underWayUntil, expiresAt, dn } = attempt
      const known = counters.get(nameOf(attempt))
      const counts = liveCounts(known, { now, since })
      if (counts[place].attempts >= limit) return undefined
      const counter: Counter = {
        familiar: known?.familiar ?? never,
        unfamiliar: known?.unfamiliar ?? never,
        [place]: { attempts: counts[place].attempts + 1, lastAt: now },
        underWay: counts.underWay + 1,
        ...{ key: { gatewayId: attempt.gatewayId, accountKey: attempt.accountKey }, dn, underWayUntil, expiresAt },
      }
      counters.set(nameOf(attempt), counter)
      return liveCounts(counter, { now, since })
    },
    async settle(key, place, verdict, underWay) {
      const counter = counters.get(nameOf(key))
      if (!counter) return
      counter.underWay = Math.max(counter.underWay - (underWay ? 1 : 0), 0)
      if (verdict === 'wrong') return
      const less = Math.max(counter[place].attempts - 1, 0)
      const attempts = verdict === 'right' && place === 'familiar' ? Math.min(less, counter.underWay) : less
      counter[place] = { ...counter[place], attempts }
    },
    async addLocation(key, location, now, keep) {
      const mine = locations.get(nameOf(key)) ?? new Map<string, Date>()
      const kept = [...mine.set(location, now)].sort(([, a], [, b]) => b.getTime() - a.getTime()).slice(0, keep)
      locations.set(nameOf(key), new Map(kept))
    },
    async list(now, limit) {
      return [...counters.values()]
        .filter(({ dn, expiresAt, ...counts }) => dn !== undefined && expiresAt > now && isCounting(counts))
        .sort((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime())
        .slice(0, limit)
        .map(({ key, dn = '', familiar, unfamiliar, expiresAt }) => ({
          ...{ gatewayId: key.gatewayId, objectSid: key.accountKey, dn, familiar, unfamiliar, expiresAt },
        }))
    },
    async clear(key) {
      const counter = counters.get(nameOf(key))
      if (!counter || !isCounting(counter)) return false
      for (const place of ['familiar', 'unfamiliar'] as const) counter[place] = { ...counter[place], attempts: 0 }
      return true
    },
    async deleteOld(now, locationsUnseenSince) {
      const old = [...counters].filter(([, { expiresAt, underWayUntil }]) => expiresAt <= now && underWayUntil <= now)
      for (const [name] of old) counters.delete(name)
      const unseen = [...locations.values()].flatMap((mine) =>
        [...mine].filter(([, seenAt]) => seenAt < locationsUnseenSince).map(([location]) => mine.delete(location)),
      )
      return old.length + unseen.length
    },
  }
}

interface Counter {
  readonly key: CounterKey
  readonly dn: string | undefined
  familiar: PlaceCount
  unfamiliar: PlaceCount
  underWay: number
  readonly underWayUntil: Date
  readonly expiresAt: Date
}

const never: PlaceCount = { attempts: 0, lastAt: new Date(0) }

function nameOf({ gatewayId, accountKey }: CounterKey): string {
  return JSON.stringify([gatewayId, accountKey])
}

function isCounting({ familiar, unfamiliar }: Record<Place, PlaceCount>): boolean {
  return familiar.attempts > 0 || unfamiliar.attempts > 0
}

function liveCounts(counter: Counter | undefined, { now, since }: Record<'now' | 'since', Date>): AttemptCounts {
  const live = ({ attempts, lastAt } = never) => ({ attempts: lastAt > since ? attempts : 0, lastAt })
  return {
    familiar: live(counter?.familiar),
    unfamiliar: live(counter?.unfamiliar),
    underWay: counter && counter.underWayUntil > now ? counter.underWay : 0,
  }
}
