import type { Kysely, Transaction } from 'kysely'
import { IdpError } from '../errors.ts'
import type { AuditRecord } from '../ports/audit.ts'
import type { SettingsVersion, SettingsVersionFacts } from '../ports/settings-editor.ts'
import type { Clock } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { auditRow } from './audit-repository.ts'
import type { Sealer } from './sealer.ts'
import { isUniqueViolation } from './storage-failure.ts'
import type { SettingsRow, Tables } from './tables.ts'

/** Every version of the settings document, the last one in force; and the secrets that go with it, in one transaction. */

export interface SettingsChange {
  /** The version this change was made from. */
  readonly from: number
  readonly document: unknown
  readonly appliedBy: string
  readonly store: ReadonlyMap<string, Secret>
  readonly drop: readonly string[]
  readonly audit?: readonly AuditRecord[]
}

export interface SettingsRepository {
  /** Cheap: asked about once a second. */
  lastVersion(): Promise<number>
  last(): Promise<SettingsVersion>
  /** Newest first, those before `before`. */
  listVersions(limit: number, before?: number): Promise<readonly SettingsVersionFacts[]>
  findVersion(version: number): Promise<SettingsVersion | undefined>
  /** On disk before this returns the new version. Throws STORAGE_SETTINGS_CHANGED when `from` is no longer the last. */
  apply(change: SettingsChange): Promise<number>
}

export function settingsRepository(
  database: Kysely<Tables>,
  sealer: () => Promise<Sealer>,
  clock: Clock,
): SettingsRepository {
  const lastVersion = async (): Promise<number> => {
    const row = await database
      .selectFrom('settings')
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirst()
    return row?.version ?? 0
  }
  return {
    lastVersion,

    async last() {
      const row = await database
        .selectFrom('settings')
        .selectAll()
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? nothingApplied : versionOf(row)
    },

    async listVersions(limit, before) {
      let query = database.selectFrom('settings').select(['version', 'applied_at', 'applied_by'])
      if (before !== undefined) query = query.where('version', '<', before)
      return (await query.orderBy('version', 'desc').limit(limit).execute()).map(factsOf)
    },

    async findVersion(version) {
      if (version === 0) return nothingApplied
      const row = await database.selectFrom('settings').selectAll().where('version', '=', version).executeTakeFirst()
      return row && versionOf(row)
    },

    async apply(change) {
      const sealed = await sealAll(change.store, sealer)
      try {
        return await database
          .transaction()
          .execute((transaction) => writeChange(transaction, change, sealed, clock.now().getTime()))
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new IdpError('STORAGE_SETTINGS_CHANGED', { expected: change.from, found: await lastVersion() }, error)
      }
    },
  }
}

const nothingApplied: SettingsVersion = { version: 0, document: {}, appliedAt: undefined, appliedBy: undefined }

function versionOf(row: SettingsRow): SettingsVersion {
  return { ...factsOf(row), document: JSON.parse(row.document) }
}

function factsOf(row: Omit<SettingsRow, 'document'>): SettingsVersionFacts {
  return { version: row.version, appliedAt: new Date(row.applied_at), appliedBy: row.applied_by }
}

async function sealAll(secrets: ReadonlyMap<string, Secret>, sealer: () => Promise<Sealer>) {
  if (secrets.size === 0) return []
  const { seal } = await sealer()
  return Array.from(secrets, ([name, secret]) => ({ name, sealed: seal(name, Buffer.from(secret.reveal(), 'utf8')) }))
}

async function writeChange(
  transaction: Transaction<Tables>,
  { from, document, appliedBy, drop, audit = [] }: SettingsChange,
  sealed: readonly { readonly name: string; readonly sealed: string }[],
  now: number,
): Promise<number> {
  const last = await transaction
    .selectFrom('settings')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst()
  const found = last?.version ?? 0
  if (found !== from) throw new IdpError('STORAGE_SETTINGS_CHANGED', { expected: from, found })
  // Two who read the same version at once: the primary key lets one of them in.
  await transaction
    .insertInto('settings')
    .values({ version: from + 1, document: JSON.stringify(document), applied_at: now, applied_by: appliedBy })
    .execute()
  if (drop.length > 0) await transaction.deleteFrom('secrets').where('name', 'in', drop).execute()
  for (const row of sealed)
    await transaction
      .insertInto('secrets')
      .values({ ...row, updated_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed: row.sealed, updated_at: now }))
      .execute()
  if (audit.length > 0) await transaction.insertInto('audit_records').values(audit.map(auditRow)).execute()
  return from + 1
}
