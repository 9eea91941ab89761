import type {
  FactorChallenge,
  FactorChallenges,
  FactorOwner,
  SecondFactor,
  SecondFactorRepository,
} from '../../src/ports/second-factors.ts'
import type { Secret } from '../../src/secret.ts'

/** Second factors held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memorySecondFactors(): SecondFactorRepository {
  const people = new Map<string, { factors: SecondFactor[]; codes: Set<string> }>()
  const personOf = ({ gatewayId, objectSid }: FactorOwner) => {
    const key = JSON.stringify([gatewayId, objectSid])
    const person = people.get(key) ?? { factors: [], codes: new Set<string>() }
    people.set(key, person)
    return person
  }
  const change = (owner: FactorOwner, id: string, changed: (factor: SecondFactor) => SecondFactor | undefined) => {
    const person = personOf(owner)
    const at = person.factors.findIndex((factor) => factor.id === id)
    const factor = person.factors[at]
    const next = factor && changed(factor)
    if (next !== undefined) person.factors[at] = next
    return next !== undefined
  }
  return {
    list: async (owner) => personOf(owner).factors.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
    add: async (owner, factor) => void personOf(owner).factors.push(factor),
    rename: async (owner, id, label) => change(owner, id, (factor) => ({ ...factor, label })),
    async remove(owner, id) {
      const person = personOf(owner)
      const before = person.factors.length
      person.factors = person.factors.filter((factor) => factor.id !== id)
      if (person.factors.length === 0) person.codes.clear()
      return person.factors.length < before
    },
    async removeAll(owner) {
      const person = personOf(owner)
      person.codes.clear()
      return person.factors.splice(0).length
    },
    use: async (owner, id, count, now) =>
      change(owner, id, (factor) =>
        factor.lastCount < count || (factor.lastCount === 0 && count === 0)
          ? { ...factor, lastCount: count, lastUsedAt: now }
          : undefined,
      ),
    async replaceRecoveryCodes(owner, hashes) {
      personOf(owner).codes = new Set(hashes)
    },
    countRecoveryCodes: async (owner) => personOf(owner).codes.size,
    useRecoveryCode: async (owner, hash) => personOf(owner).codes.delete(hash),
  }
}

/** What browsers were asked, held in memory; passes the same suite as the repositories. */
export function memoryFactorChallenges(): FactorChallenges {
  const kept = new Map<string, { readonly value: Secret; readonly expiresAt: Date }>()
  const keyOf = ({ sessionId, purpose }: FactorChallenge) => JSON.stringify([sessionId, purpose])
  const find = async (challenge: FactorChallenge, now: Date) => {
    const found = kept.get(keyOf(challenge))
    return found && found.expiresAt > now ? found.value : undefined
  }
  return {
    keep: async (challenge, value, expiresAt) => void kept.set(keyOf(challenge), { value, expiresAt }),
    find,
    async take(challenge, now) {
      const found = find(challenge, now)
      kept.delete(keyOf(challenge))
      return found
    },
    async removeExpired(now) {
      const expired = [...kept].filter(([, { expiresAt }]) => expiresAt <= now)
      for (const [key] of expired) kept.delete(key)
      return expired.length
    },
  }
}
