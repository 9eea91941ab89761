import { IdpError } from '../../src/errors.ts'
import type { SigningKeyRecord, SigningKeyRepository } from '../../src/ports.ts'
import type { Secret } from '../../src/secret.ts'

/** Signing keys held in memory; passes the same suite as the repositories over SQLite and PostgreSQL. */
export function memorySigningKeys(): SigningKeyRepository {
  const keys = new Map<string, { record: SigningKeyRecord; privateKey: Secret<Uint8Array> }>()
  const list = () =>
    [...keys.values()]
      .map((key) => key.record)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
  return {
    list: async () => list(),
    findPrivateKey: async (keyId) => keys.get(keyId)?.privateKey,
    async add(record, privateKey) {
      const { id, state } = record
      if (keys.has(id) || (state === 'active' && list().some((other) => other.state === 'active')))
        throw new IdpError('STORAGE_SIGNING_KEY_EXISTS', { keyId: id, state })
      keys.set(id, { record, privateKey })
    },
  }
}
