import { IdpError } from '../../src/errors.ts'
import type { KeyEvidence, KeyEvidenceRepository, SigningKeyRecord, SigningKeyRepository } from '../../src/ports.ts'
import type { Secret } from '../../src/secret.ts'

const single: readonly SigningKeyRecord['state'][] = ['active', 'next', 'previous']

export interface MemorySigningKeys extends SigningKeyRepository {
  readonly evidence: KeyEvidenceRepository
}

/** Signing keys held in memory; passes the same suites as the repositories over SQLite and PostgreSQL. */
export function memorySigningKeys(settingsVersion: () => number = () => 0): MemorySigningKeys {
  let keys = new Map<string, { record: SigningKeyRecord; privateKey: Secret<Uint8Array> }>()
  let evidence: KeyEvidence[] = []
  const list = () =>
    [...keys.values()]
      .map((key) => key.record)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
  return {
    list: async () => list(),
    findPrivateKey: async (keyId) => keys.get(keyId)?.privateKey,
    async add(record, privateKey) {
      const { id, state } = record
      if (keys.has(id) || (single.includes(state) && list().some((other) => other.state === state)))
        throw new IdpError('STORAGE_SIGNING_KEY_EXISTS', { keyId: id, state })
      keys.set(id, { record, privateKey })
    },
    async move(moves, at, expected) {
      const changed = new Map(keys)
      const failed = new IdpError('STORAGE_SIGNING_KEYS_CHANGED')
      if (expected !== undefined && expected !== settingsVersion()) throw failed
      for (const { keyId, from, to } of moves) {
        const key = changed.get(keyId)
        const others = [...changed.values()].filter(({ record }) => record.id !== keyId)
        if (key?.record.state !== from) throw failed
        if (single.includes(to) && others.some(({ record }) => record.state === to)) throw failed
        changed.set(keyId, { ...key, record: { ...key.record, state: to, stateSince: at } })
      }
      keys = changed
    },
    async rename(keyId, name) {
      const key = keys.get(keyId)
      if (key) keys.set(keyId, { ...key, record: { ...key.record, name } })
      return key !== undefined
    },
    async remove(keyId, states) {
      const key = keys.get(keyId)
      if (key === undefined || !states.includes(key.record.state)) return false
      evidence = evidence.filter((one) => one.keyId !== keyId)
      return keys.delete(keyId)
    },
    evidence: {
      list: async (keyIds) => evidence.filter(({ keyId }) => keyIds.includes(keyId)),
      add: async (added) => {
        const order = ({ takenAt, recordedAt, id }: KeyEvidence) =>
          `${takenAt.toISOString()} ${recordedAt.toISOString()} ${id}`
        evidence = [...evidence, ...added].sort((a, b) => (order(a) < order(b) ? -1 : 1))
      },
    },
  }
}
