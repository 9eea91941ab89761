import { type Kysely, sql, type Transaction } from 'kysely'
import type { FactorOwner, PasskeyFactor, SecondFactor, SecondFactorRepository } from '../ports/second-factors.ts'
import { Secret } from '../secret.ts'
import type { Sealer } from './sealer.ts'
import type { SecondFactorRow, Tables } from './tables.ts'

/** Second factors in the database: secrets of apps sealed, recovery codes as hashes. */
export function secondFactorRepository(
  database: Kysely<Tables>,
  sealer: () => Promise<Sealer>,
): SecondFactorRepository {
  return {
    async list(owner) {
      const rows = await database
        .selectFrom('second_factors')
        .selectAll()
        .where(isOf(owner))
        .orderBy('created_at')
        .orderBy('id')
        .execute()
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
        .where(isOf(owner))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    remove: (owner, id) => database.transaction().execute((transaction) => removeFactor(transaction, owner, id)),

    removeAll: (owner) => database.transaction().execute((transaction) => removeFactorsOf(transaction, owner)),

    use: (owner, id, count, now) => useCount(database, owner, id, { count, now }),

    async replaceRecoveryCodes(owner, hashes) {
      await database.transaction().execute((transaction) => replaceCodes(transaction, owner, hashes))
    },

    async countRecoveryCodes(owner) {
      const row = await database
        .selectFrom('recovery_codes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(isOf(owner))
        .executeTakeFirst()
      return row?.count ?? 0
    },

    async useRecoveryCode(owner, hash) {
      const result = await database
        .deleteFrom('recovery_codes')
        .where(isOf(owner))
        .where('code_hash', '=', hash)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}

/** For who is in a transaction already: everything of one person goes. */
export async function removeFactorsOf(transaction: Transaction<Tables>, owner: FactorOwner): Promise<number> {
  await removeCodes(transaction, owner)
  return removeFactors(transaction, owner)
}

export interface ReplacedFactors {
  readonly factor: SecondFactor
  readonly recoveryCodeHashes: readonly string[]
}

/** For who is in a transaction already: this one and its codes take the place of all others. */
export async function replaceFactors(
  transaction: Transaction<Tables>,
  sealer: Sealer,
  owner: FactorOwner,
  { factor, recoveryCodeHashes }: ReplacedFactors,
): Promise<void> {
  await removeFactors(transaction, owner)
  await transaction
    .insertInto('second_factors')
    .values(rowOf(owner, factor, sealer))
    .execute()
  await replaceCodes(transaction, owner, recoveryCodeHashes)
}

async function replaceCodes(
  transaction: Transaction<Tables>,
  owner: FactorOwner,
  hashes: readonly string[],
): Promise<void> {
  await removeCodes(transaction, owner)
  const rows = hashes.map((code_hash) => ({ gateway_id: owner.gatewayId, object_sid: owner.objectSid, code_hash }))
  await transaction.insertInto('recovery_codes').values(rows).execute()
}

interface FactorUse {
  readonly count: number
  readonly now: Date
}

async function useCount(
  database: Kysely<Tables>,
  owner: FactorOwner,
  id: string,
  { count, now }: FactorUse,
): Promise<boolean> {
  const isBeyond = sql<boolean>`(last_count < ${count} or (last_count = 0 and ${count} = 0))`
  const result = await database
    .updateTable('second_factors')
    .set({ last_count: count, last_used_at: now.getTime() })
    .where('id', '=', id)
    .where(isOf(owner))
    .where(isBeyond)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function isOf({ gatewayId, objectSid }: FactorOwner) {
  return sql<boolean>`(gateway_id = ${gatewayId} and object_sid = ${objectSid})`
}

async function removeFactor(transaction: Transaction<Tables>, owner: FactorOwner, id: string): Promise<boolean> {
  const removed = await removeFactors(transaction, owner, id)
  const left = await transaction
    .selectFrom('second_factors')
    .select('id')
    .where(isOf(owner))
    .limit(1)
    .executeTakeFirst()
  if (left === undefined) await removeCodes(transaction, owner)
  return removed > 0
}

/** `id` undefined: all of them. */
async function removeFactors(transaction: Transaction<Tables>, owner: FactorOwner, id?: string): Promise<number> {
  const all = transaction.deleteFrom('second_factors').where(isOf(owner))
  const result = await (id === undefined ? all : all.where('id', '=', id)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function removeCodes(transaction: Transaction<Tables>, owner: FactorOwner): Promise<void> {
  await transaction.deleteFrom('recovery_codes').where(isOf(owner)).execute()
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
