import { sql, type Transaction } from 'kysely'
import { IdpError } from '../../errors.ts'
import { applySteps } from '../apply-steps.ts'
import { readDataKeyFile } from '../data-key-file.ts'
import { exclusively } from '../exclusively.ts'
import type { Loss } from '../list-losses.ts'
import { migrations } from '../migrations.ts'
import type { OpenDatabase } from '../open-database.ts'
import { sealedColumns } from '../sealed-columns.ts'
import { deleteSealed, findSealedByOthers, type SealedValue } from '../sealed-values.ts'
import { sealedForm } from '../sealer.ts'
import type { Tables } from '../tables.ts'
import type { BackupHeader } from './backup-form.ts'
import { readBackup } from './read-backup.ts'
import type { Row } from './snapshot.ts'

/**
 * A backup becomes a database, in one transaction: until its end, and if it is killed, the database is as it was. The schema is made as it was
 * when the backup was taken, filled, and then brought up to this program as any database is.
 */

export interface RestoreOptions {
  readonly file: string
  readonly dataKeyFile: string
  readonly dataDirectory: string
  readonly now: Date
  /** Give up what the database holds. */
  readonly replace: boolean
  /** Restore what needs no data key, where that of the backup is not there. */
  readonly withoutDataKey: boolean
  /** Keep sealed values as they are, also those that nothing opens: for a copy that is only looked at. */
  readonly keepSealed?: boolean
  readonly tell: (text: string) => void
}

export interface CheckedBackup {
  readonly header: BackupHeader
  readonly rows: number
  /** Of its data keys, those that the data key file lacks. */
  readonly missingKeys: readonly string[]
  /** What is lost without them. */
  readonly losses: readonly Loss[]
}

export interface RestoredBackup extends CheckedBackup {
  /** Steps of the schema that came after the backup. */
  readonly migrated: readonly string[]
}

/** Reads the whole of it. Throws STORAGE_BACKUP_DAMAGED, STORAGE_SCHEMA_NEWER. */
export async function checkBackup({
  file,
  dataKeyFile,
  dataDirectory,
}: Pick<RestoreOptions, 'file' | 'dataKeyFile' | 'dataDirectory'>): Promise<CheckedBackup> {
  const keys = (await readDataKeyFile(dataKeyFile, dataDirectory)) ?? []
  const held = keys.map(({ id }) => id)
  let header: BackupHeader | undefined
  let rows = 0
  const losses: Loss[] = []
  for await (const part of readBackup(file)) {
    if ('header' in part) {
      header = part.header
      refuseNewer(header)
    } else {
      rows += 1
      losses.push(...lossesOf(part.table, part.row, held))
    }
  }
  if (header === undefined) throw new IdpError('STORAGE_BACKUP_DAMAGED', { file, reason: 'it is empty' })
  const missingKeys = header.dataKeys.filter((id) => !held.includes(id))
  return { header, rows, missingKeys, losses }
}

/** Throws also STORAGE_RESTORE_…, before anything is changed. `database` may have any schema, or none. */
export async function restoreBackup(database: OpenDatabase, options: RestoreOptions): Promise<RestoredBackup> {
  const { file, dataKeyFile, keepSealed, now, replace, tell, withoutDataKey } = options
  const checked = await checkBackup(options)
  const { header, missingKeys, losses } = checked
  if (losses.length > 0 && !withoutDataKey)
    throw new IdpError('STORAGE_RESTORE_WITHOUT_KEY', {
      ...{ file: dataKeyFile, keys: missingKeys },
      losses: losses.map(({ what }) => what),
    })
  tell(`the backup is whole: ${checked.rows} rows, taken at ${header.takenAt}`)
  const names = header.schema.map(({ name }) => name)
  await exclusively(database.kysely, database.kind, async (transaction) => {
    if (!replace) await refuseFilled(transaction)
    await dropTables(transaction)
    const steps = migrations.filter(({ name }) => names.includes(name))
    await applySteps(transaction, database.kind, now, steps)
    await fill(transaction, file, tell)
    await applySteps(transaction, database.kind, now, migrations)
    if (keepSealed) return
    await forgetKeys(transaction, header, missingKeys, now)
    for (const loss of losses)
      await transaction
        .insertInto('lost_values')
        .values({ ...loss, lost_at: now.getTime() })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
  })
  const migrated = migrations.map(({ name }) => name).filter((name) => !names.includes(name))
  return { ...checked, migrated }
}

function refuseNewer({ schema }: BackupHeader): void {
  const newer = schema.findLast(({ name }) => !migrations.some((step) => step.name === name))
  if (newer !== undefined)
    throw new IdpError('STORAGE_SCHEMA_NEWER', { found: newer.name, known: migrations.at(-1)?.name })
}

function lossesOf(table: string, row: Row, held: readonly string[]): readonly Loss[] {
  return sealedColumns
    .filter((column) => column.table === table)
    .flatMap(({ column, key, loss, sealName }) => {
      const [form, keyId = ''] = String(row[column]).split('.')
      if (loss === undefined || form !== sealedForm || held.includes(keyId)) return []
      const values = key.map((name) => String(row[name]))
      return [{ name: sealName(...values), ...loss(...values) }]
    })
}

async function refuseFilled(transaction: Transaction<Tables>): Promise<void> {
  const filled: string[] = []
  let rows = 0
  for (const table of await tablesOf(transaction)) {
    if (table === 'schema_versions') continue
    const counted = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(transaction)
    const count = counted.rows[0]?.count ?? 0
    rows += count
    if (count > 0) filled.push(table)
  }
  if (rows > 0) throw new IdpError('STORAGE_RESTORE_NOT_EMPTY', { rows, tables: filled })
}

async function dropTables(transaction: Transaction<Tables>): Promise<void> {
  for (const table of await tablesOf(transaction)) await sql`drop table ${sql.table(table)}`.execute(transaction)
}

async function tablesOf(transaction: Transaction<Tables>): Promise<readonly string[]> {
  return (await transaction.introspection.getTables()).map(({ name }) => name)
}

const batch = 200

async function fill(transaction: Transaction<Tables>, file: string, tell: (text: string) => void): Promise<void> {
  // What a step put there itself is in the backup too.
  for (const table of await tablesOf(transaction)) await sql`delete from ${sql.table(table)}`.execute(transaction)
  let waiting: Row[] = []
  let table = ''
  let count = 0
  const write = async (): Promise<void> => {
    const rows = waiting
    waiting = []
    if (rows.length > 0) await insertRows(transaction, table, rows)
  }
  const end = async (): Promise<void> => {
    await write()
    if (count > 0) tell(`${table}: ${count} rows`)
    count = 0
  }
  for await (const part of readBackup(file)) {
    if ('header' in part) continue
    if (part.table !== table) await end()
    table = part.table
    count += 1
    waiting.push(part.row)
    if (waiting.length >= batch) await write()
  }
  await end()
}

async function insertRows(transaction: Transaction<Tables>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${sql.join(columns.map((name) => row[name] ?? null))})`)
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
    values ${sql.join(values)}`.execute(transaction)
}

/** Values that nothing opens go, and the keys that sealed them are asked for no more. */
async function forgetKeys(
  transaction: Transaction<Tables>,
  { dataKeys }: BackupHeader,
  missingKeys: readonly string[],
  now: Date,
): Promise<void> {
  if (missingKeys.length === 0) return
  const held = dataKeys.filter((id) => !missingKeys.includes(id))
  for (;;) {
    const values: readonly SealedValue[] = await findSealedByOthers(transaction, held, batch)
    if (values.length === 0) break
    for (const value of values) await deleteSealed(transaction, value)
  }
  await transaction
    .updateTable('data_keys')
    .set({ dropped_at: now.getTime() })
    .where('key_id', 'in', missingKeys)
    .execute()
}
