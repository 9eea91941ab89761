import type { Kysely, Transaction } from 'kysely'
import { type Role, roles } from '../config/roles.ts'
import { IdpError } from '../errors.ts'
import type { AdministratorRecord, AdministratorRepository, ChangeOutcome } from '../ports/administrators.ts'
import { ownerOfAdministrator } from '../ports/owner-of-administrator.ts'
import { Secret } from '../secret.ts'
import { auditRow } from './audit-repository.ts'
import { exclusively } from './exclusively.ts'
import type { OpenDatabase } from './open-database.ts'
import { removeFactorsOf } from './second-factor-repository.ts'
import { isUniqueViolation } from './storage-failure.ts'
import type { AdministratorRow, Tables } from './tables.ts'

/** Administrators in the database. Whoever could leave nobody in charge waits for whoever does so at the same moment. */
export function administratorRepository({ kind, kysely }: OpenDatabase): AdministratorRepository {
  const findBy = async (column: 'id' | 'account_key', value: string): Promise<AdministratorRecord | undefined> => {
    const row = await kysely.selectFrom('administrators').selectAll().where(column, '=', value).executeTakeFirst()
    return row && administratorOf(row)
  }
  return {
    find: (id) => findBy('id', id),
    findByName: (name) => findBy('account_key', localKey(name)),
    findByAccount: (gatewayId, objectSid) => findBy('account_key', directoryKey(gatewayId, objectSid)),

    async findPasswordHash(id) {
      const query = kysely.selectFrom('administrators').select('password_hash').where('id', '=', id)
      const hash = (await query.executeTakeFirst())?.password_hash
      return hash == null ? undefined : new Secret(hash)
    },

    async list() {
      const rows = await kysely.selectFrom('administrators').selectAll().orderBy('name').orderBy('id').execute()
      return rows.map(administratorOf)
    },

    async saveDirectory(record) {
      const { id, created_at, password_hash, ...changed } = administratorRow(record, null)
      await kysely
        .insertInto('administrators')
        .values({ id, created_at, password_hash, ...changed })
        .onConflict((conflict) => conflict.column('account_key').doUpdateSet(changed))
        .execute()
    },

    change: (id, change, now, audit) =>
      changing(() =>
        exclusively(kysely, kind, async (transaction) => {
          const row = await findRow(transaction, id)
          if (row === undefined) return 'gone'
          const before = administratorOf(row)
          const after = { ...before, ...change, updatedAt: now }
          if (isInCharge(row) && !isInCharge(administratorRow(after, row.password_hash)))
            if (await isLastInCharge(transaction, id)) return 'lastOwner'
          const changed = administratorRow(after, row.password_hash)
          await transaction.updateTable('administrators').set(changed).where('id', '=', id).execute()
          if (after.role !== before.role || !after.enabled) await endSessions(transaction, id)
          if (audit !== undefined) await transaction.insertInto('audit_records').values(auditRow(audit)).execute()
          return 'done'
        }),
      ),

    remove: (id, audit) =>
      exclusively(kysely, kind, async (transaction): Promise<ChangeOutcome> => {
        const row = await findRow(transaction, id)
        if (row === undefined) return 'gone'
        if (isInCharge(row) && (await isLastInCharge(transaction, id))) return 'lastOwner'
        await endSessions(transaction, id)
        await transaction.deleteFrom('administrator_invitations').where('administrator_id', '=', id).execute()
        await removeFactorsOf(transaction, ownerOfAdministrator(id))
        await transaction.deleteFrom('administrators').where('id', '=', id).execute()
        if (audit !== undefined) await transaction.insertInto('audit_records').values(auditRow(audit)).execute()
        return 'done'
      }),

    setPassword: (id, hash, now, keptSessionId) =>
      kysely.transaction().execute(async (transaction) => {
        await endSessions(transaction, id, keptSessionId)
        await transaction
          .updateTable('administrators')
          .set({ password_hash: hash.reveal(), updated_at: now.getTime() })
          .where('id', '=', id)
          .where('kind', '=', 'local')
          .execute()
      }),

    async noteSignIn(id, now) {
      const changed = { last_sign_in_at: now.getTime() }
      await kysely.updateTable('administrators').set(changed).where('id', '=', id).execute()
    },
  }
}

/** Another account with that name is an outcome, not a failure. */
export async function changing<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | 'nameTaken'> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error)) return 'nameTaken'
    throw error
  }
}

function findRow(transaction: Transaction<Tables>, id: string): Promise<AdministratorRow | undefined> {
  return transaction.selectFrom('administrators').selectAll().where('id', '=', id).executeTakeFirst()
}

/** A directory may be out of reach or its group be emptied: only owners with a password of ours can always get in. */
function isInCharge(row: Pick<AdministratorRow, 'kind' | 'role' | 'enabled' | 'password_hash'>): boolean {
  return row.kind === 'local' && row.role === 'owner' && row.enabled === 1 && row.password_hash !== null
}

async function isLastInCharge(transaction: Transaction<Tables>, id: string): Promise<boolean> {
  const rows = await transaction.selectFrom('administrators').selectAll().where('id', '!=', id).execute()
  return !rows.some(isInCharge)
}

export async function endSessions(database: Kysely<Tables>, administratorId: string, keptId?: string): Promise<number> {
  const mine = database.deleteFrom('administrator_sessions').where('administrator_id', '=', administratorId)
  const result = await (keptId === undefined ? mine : mine.where('id', '!=', keptId)).executeTakeFirst()
  return Number(result.numDeletedRows)
}

function localKey(name: string): string {
  return `local/${name.normalize('NFKC').toLowerCase()}`
}

function directoryKey(gatewayId: string, objectSid: string): string {
  return `directory/${gatewayId}/${objectSid}`
}

export function administratorRow(record: AdministratorRecord, passwordHash: string | null): AdministratorRow {
  const { account } = record
  const isLocal = account.kind === 'local'
  return {
    ...{ id: record.id, kind: account.kind, name: record.name, email: record.email ?? null, role: record.role },
    account_key: isLocal ? localKey(record.name) : directoryKey(account.gatewayId, account.objectSid),
    enabled: record.enabled ? 1 : 0,
    password_hash: passwordHash,
    dn: isLocal ? null : account.dn,
    created_at: record.createdAt.getTime(),
    updated_at: record.updatedAt.getTime(),
    last_sign_in_at: record.lastSignInAt?.getTime() ?? null,
  }
}

function administratorOf(row: AdministratorRow): AdministratorRecord {
  const [, gatewayId = '', objectSid = ''] = row.account_key.split('/')
  return {
    ...{ id: row.id, name: row.name, email: row.email ?? undefined, role: roleOf(row.role) },
    account: row.kind === 'local' ? { kind: 'local' } : { kind: 'directory', gatewayId, objectSid, dn: row.dn ?? '' },
    enabled: row.enabled === 1,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    lastSignInAt: row.last_sign_in_at === null ? undefined : new Date(row.last_sign_in_at),
  }
}

export function roleOf(text: string): Role {
  const role = roles.find((name) => name === text)
  if (role === undefined) throw new IdpError('STORAGE_DAMAGED', { reason: `there is no role ${text}` })
  return role
}
