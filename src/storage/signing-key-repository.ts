import type { Kysely } from 'kysely'
import { IdpError } from '../errors.ts'
import type { SigningKeyRecord, SigningKeyRepository } from '../ports.ts'
import { Secret } from '../secret.ts'
import type { Sealer } from './sealer.ts'
import { isUniqueViolation } from './storage-failure.ts'
import type { SigningKeyRow, Tables } from './tables.ts'

/** Signing keys in the database, private keys sealed. The sealer is asked for only when a private key is touched. */
export function signingKeyRepository(database: Kysely<Tables>, sealer: () => Promise<Sealer>): SigningKeyRepository {
  return {
    async list() {
      const rows = await database.selectFrom('signing_keys').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(recordOf)
    },

    async findPrivateKey(keyId) {
      const row = await database
        .selectFrom('signing_keys')
        .select('sealed_private_key')
        .where('id', '=', keyId)
        .executeTakeFirst()
      return row && new Secret((await sealer()).open(sealName(keyId), row.sealed_private_key))
    },

    async add(record, privateKey) {
      const sealed = (await sealer()).seal(sealName(record.id), privateKey.reveal())
      try {
        await database
          .insertInto('signing_keys')
          .values({
            id: record.id,
            state: record.state,
            bits: record.bits,
            certificate: Buffer.from(record.certificate).toString('base64'),
            sealed_private_key: sealed,
            created_at: record.createdAt.getTime(),
          })
          .execute()
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new IdpError('STORAGE_SIGNING_KEY_EXISTS', { keyId: record.id, state: record.state }, error)
      }
    },
  }
}

function recordOf(row: SigningKeyRow): SigningKeyRecord {
  return {
    id: row.id,
    state: row.state === 'active' || row.state === 'next' ? row.state : 'retired',
    bits: row.bits,
    certificate: Uint8Array.from(Buffer.from(row.certificate, 'base64')),
    createdAt: new Date(row.created_at),
  }
}

function sealName(keyId: string): string {
  return `keys/${keyId}/privateKey`
}
