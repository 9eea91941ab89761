import type { Kysely, Transaction } from 'kysely'
import type { FactorOwner, PasskeyFactor, SecondFactor, SecondFactorRepository } from '../ports/second-factors.ts'
import { Secret } from '../secret.ts'
import type { Sealer } from './sealer.ts'
import type { SecondFactorRow, Tables } from './tables.ts'

/** Second factors in the database: secrets of apps sealed, recovery codes as hashes. */
export function secondFactorRepository(
  database: Kysely<Tables>,
  sealer: () => Promise<Sealer>,
): SecondFactorRepository {
  const factorsOf = (owner: FactorOwner) =>
    database
      .selectFrom('second_factors')
      .selectAll()
      .where('gateway_id', '=', owner.gatewayId)
      .where('object_sid', '=', owner.objectSid)
  return {
    async list(owner) {
      const rows = await factorsOf(owner).orderBy('created_at').orderBy('id').execute()
      const isSealed = rows.some(({ kind }) => kind === 'totp')
      const opener = isSealed ? await sealer() : undefined
      return rows.map((row) => factorOf(row, opener))
    },

    async add(owner, factor) {
      await database
        .insertInto('second_factors')
        .values(rowOf(owner, factor, await sealer()))
        .execute()
    },

    async rename(owner, id, label) {
      const result = await database
        .updateTable('second_factors')
        .set({ label })
        .where('id', '=', id)
        .where('gateway_id', '=', owner.gatewayId)
        .where('object_sid', '=', owner.objectSid)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    remove: (owner, id) => database.transaction().execute((transaction) => removeFactor(transaction, owner, id)),

    removeAll: (owner) =>
      database.transaction().execute(async (transaction) => {
        await removeCodes(transaction, owner)
        return removeFactors(transaction, owner)
      }),

    async use(owner, id, count, now) {
      const result = await database
        .updateTable('second_factors')
        .set({ last_count: count, last_used_at: now.getTime() })
        .where('id', '=', id)
        .where('gateway_id', '=', owner.gatewayId)
        .where('object_sid', '=', owner.objectSid)
        .where(({ eb, or, and }) =>
          or([eb('last_count', '<', count), and([eb('last_count', '=', 0), eb.lit(count === 0)])]),
        )
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async replaceRecoveryCodes(owner, hashes) {
      const rows = hashes.map((code_hash) => ({ gateway_id: owner.gatewayId, object_sid: owner.objectSid, code_hash }))
      await database.transaction().execute(async (transaction) => {
        await removeCodes(transaction, owner)
        await transaction.insertInto('recovery_codes').values(rows).execute()
      })
    },

    async countRecoveryCodes(owner) {
      const row = await database
        .selectFrom('recovery_codes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('gateway_id', '=', owner.gatewayId)
        .where('object_sid', '=', owner.objectSid)
        .executeTakeFirst()
      return row?.count ?? 0
    },

    async useRecoveryCode(owner, hash) {
      const result = await database
        .deleteFrom('recovery_codes')
        .where('gateway_id', '=', owner.gatewayId)
        .where('object_sid', '=', owner.objectSid)
        .where('code_hash', '=', hash)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}

async function removeFactor(transaction: Transaction<Tables>, owner: FactorOwner, id: string): Promise<boolean> {
  const removed = await removeFactors(transaction, owner, id)
  const left = await transaction
    .selectFrom('second_factors')
    .select('id')
    .where('gateway_id', '=', owner.gatewayId)
    .where('object_sid', '=', owner.objectSid)
    .limit(1)
    .executeTakeFirst()
  if (left === undefined) await removeCodes(transaction, owner)
  return removed > 0
}

/** `id` undefined: all of them. */
async function removeFactors(transaction: Transaction<Tables>, owner: FactorOwner, id?: string): Promise<number> {
  const all = transaction
    .deleteFrom('second_factors')
    .where('gateway_id', '=', owner.gatewayId)
    .where('object_sid', '=', owner.objectSid)
  const result = await (id === undefined ? all : all.where('id', '=', id)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function removeCodes(transaction: Transaction<Tables>, owner: FactorOwner): Promise<void> {
  await transaction
    .deleteFrom('recovery_codes')
    .where('gateway_id', '=', owner.gatewayId)
    .where('object_sid', '=', owner.objectSid)
    .execute()
}

function rowOf(owner: FactorOwner, factor: SecondFactor, sealer: Sealer): SecondFactorRow {
  return {
    id: factor.id,
    gateway_id: owner.gatewayId,
    object_sid: owner.objectSid,
    kind: factor.kind,
    label: factor.label,
    credential:
      factor.kind === 'totp' ? sealer.seal(sealName(factor.id), factor.secret.reveal()) : credentialText(factor),
    last_count: factor.lastCount,
    created_at: factor.createdAt.getTime(),
    last_used_at: factor.lastUsedAt?.getTime() ?? null,
  }
}

interface Credential {
  readonly rpId: string
  readonly credentialId: string
  /** base64 */
  readonly publicKey: string
  readonly transports: readonly string[]
}

function credentialText({ rpId, credentialId, publicKey, transports }: PasskeyFactor): string {
  const credential: Credential = {
    ...{ rpId, credentialId, transports },
    publicKey: Buffer.from(publicKey).toString('base64'),
  }
  return JSON.stringify(credential)
}

function factorOf(row: SecondFactorRow, sealer: Sealer | undefined): SecondFactor {
  const enrolled = {
    id: row.id,
    label: row.label,
    createdAt: new Date(row.created_at),
    lastUsedAt: row.last_used_at === null ? undefined : new Date(row.last_used_at),
    lastCount: row.last_count,
  }
  if (sealer !== undefined && row.kind === 'totp')
    return { ...enrolled, kind: 'totp', secret: new Secret(sealer.open(sealName(row.id), row.credential)) }
  // Written by credentialText above, and by nothing else.
  const { publicKey, ...credential } = JSON.parse(row.credential) as Credential
  return { ...enrolled, ...credential, kind: 'passkey', publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64')) }
}

function sealName(id: string): string {
  return `secondFactors/${id}`
}
