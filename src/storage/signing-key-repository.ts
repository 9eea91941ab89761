import type { Kysely, Transaction } from 'kysely'
import { IdpError } from '../errors.ts'
import { type SigningKeyMove, signingKeyStates } from '../ports/signing-keys.ts'
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
      const { id, state, name, bits } = record
      const sealed = (await sealer()).seal(sealName(id), privateKey.reveal())
      const row = {
        ...{ id, state, name, bits },
        certificate: Buffer.from(record.certificate).toString('base64'),
        sealed_private_key: sealed,
        created_at: record.createdAt.getTime(),
        state_since: record.stateSince.getTime(),
      }
      try {
        await database.insertInto('signing_keys').values(row).execute()
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new IdpError('STORAGE_SIGNING_KEY_EXISTS', { keyId: id, state }, error)
      }
    },

    async move(moves, at, settingsVersion) {
      try {
        await database.transaction().execute(async (transaction) => {
          if (settingsVersion !== undefined) await requireSettings(transaction, settingsVersion)
          for (const move of moves) await moveOne(transaction, move, at)
        })
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new IdpError('STORAGE_SIGNING_KEYS_CHANGED', {}, error)
      }
    },

    async rename(keyId, name) {
      const { numUpdatedRows } = await database
        .updateTable('signing_keys')
        .set({ name })
        .where('id', '=', keyId)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    remove: (keyId, states) =>
      database.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('signing_keys')
          .where('id', '=', keyId)
          .where('state', 'in', states)
          .executeTakeFirst()
        if (numDeletedRows === 0n) return false
        await transaction.deleteFrom('key_evidence').where('key_id', '=', keyId).execute()
        return true
      }),
  }
}

async function requireSettings(transaction: Transaction<Tables>, expected: number): Promise<void> {
  const last = await transaction
    .selectFrom('settings')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst()
  if ((last?.version ?? 0) !== expected) throw new IdpError('STORAGE_SIGNING_KEYS_CHANGED')
}

async function moveOne(transaction: Transaction<Tables>, { keyId, from, to }: SigningKeyMove, at: Date): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('signing_keys')
    .set({ state: to, state_since: at.getTime() })
    .where('id', '=', keyId)
    .where('state', '=', from)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new IdpError('STORAGE_SIGNING_KEYS_CHANGED')
}

function recordOf(row: SigningKeyRow): SigningKeyRecord {
  return {
    id: row.id,
    name: row.name ?? row.id,
    state: signingKeyStates.find((state) => state === row.state) ?? 'retired',
    bits: row.bits,
    certificate: Uint8Array.from(Buffer.from(row.certificate, 'base64')),
    createdAt: new Date(row.created_at),
    stateSince: new Date(row.state_since ?? row.created_at),
  }
}

function sealName(keyId: string): string {
  return `keys/${keyId}/privateKey`
}
