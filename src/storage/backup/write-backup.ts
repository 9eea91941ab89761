import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { IdpError } from '../../errors.ts'
import type { BackupHeader } from './backup-form.ts'
import type { Row, Snapshot, Value } from './snapshot.ts'

export interface BackupOptions {
  /** Must not be there. */
  readonly file: string
  /** Of this program. */
  readonly version: string
  readonly now: Date
  /** Told of each table, once it is written. */
  readonly tell: (table: string, rows: number) => void
}

export interface WrittenBackup {
  readonly header: BackupHeader
  readonly rows: Readonly<Record<string, number>>
}

/** Writes all that a database holds at one moment; the file is there whole, on disk, or not at all. Throws STORAGE_BACKUP_NOT_WRITTEN. */
export async function writeBackup(snapshot: Snapshot, options: BackupOptions): Promise<WrittenBackup> {
  const { file } = options
  if (await exists(file))
    throw new IdpError('STORAGE_BACKUP_NOT_WRITTEN', { file, reason: 'there is such a file already' })
  const header = await headerOf(snapshot, options)
  const rows: Record<string, number> = {}
  const partial = `${file}.partial`
  try {
    await rm(partial, { force: true })
    const lines = Readable.from(linesOf(snapshot, header, rows, options.tell))
    await pipeline(lines, createGzip(), createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true }))
    await rename(partial, file)
    await syncDirectory(dirname(file))
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {})
    if (error instanceof IdpError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new IdpError('STORAGE_BACKUP_NOT_WRITTEN', { file, reason }, error)
  }
  return { header, rows }
}

async function* linesOf(
  snapshot: Snapshot,
  header: BackupHeader,
  counts: Record<string, number>,
  tell: BackupOptions['tell'],
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const hashed = (text: string): string => {
    hash.update(text)
    return text
  }
  yield hashed(line(header))
  for (const table of snapshot.tables) {
    let columns: readonly string[] | undefined
    let count = 0
    for await (const rows of snapshot.rows(table)) {
      const [first] = rows
      if (first === undefined) continue
      if (columns === undefined) yield hashed(line({ table, columns: Object.keys(first) }))
      columns ??= Object.keys(first)
      const known = columns
      yield hashed(rows.map((row) => line(known.map((column): Value => row[column] ?? null))).join(''))
      count += rows.length
    }
    counts[table] = count
    tell(table, count)
  }
  yield line({ end: { rows: counts, sha256: hash.digest('hex') } })
}

async function headerOf(snapshot: Snapshot, { version, now }: BackupOptions): Promise<BackupHeader> {
  const steps = await allOf(snapshot, 'schema_versions')
  const keys = await allOf(snapshot, 'data_keys')
  return {
    ...{ joinery: 'backup', form: 1, version, engine: snapshot.kind, takenAt: now.toISOString() },
    schema: steps
      .map((row) => ({ version: Number(row.version), name: String(row.name) }))
      .toSorted((one, other) => one.version - other.version),
    // A column of later schemas says which of them are needed no more.
    dataKeys: keys.filter((row) => (row.dropped_at ?? null) === null).map((row) => String(row.key_id)),
  }
}

async function allOf(snapshot: Snapshot, table: string): Promise<readonly Row[]> {
  if (!snapshot.tables.includes(table)) throw new IdpError('STORAGE_DAMAGED', { reason: `there is no table ${table}` })
  const all: Row[] = []
  for await (const rows of snapshot.rows(table)) all.push(...rows)
  return all
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
