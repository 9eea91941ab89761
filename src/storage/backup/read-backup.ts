import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { ZodType } from 'zod'
import { IdpError } from '../../errors.ts'
import { type BackupHeader, backupEnd, backupHeader, backupRow, backupTable } from './backup-form.ts'
import type { Row, Value } from './snapshot.ts'

/** What a backup holds, row by row. Throws STORAGE_BACKUP_DAMAGED as soon as it is clear; whole is only what was read to its end. */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  let table: { readonly name: string; readonly columns: readonly string[] } | undefined
  let number = 0
  let sha256: string | undefined
  for await (const text of linesOf(file)) {
    number += 1
    if (sha256 !== undefined) throw damaged(file, 'something follows its end')
    const value = parseLine(file, text, number)
    if (number === 1) {
      yield { header: parse(file, backupHeader, value, 'it does not begin as a backup of Joinery does') }
    } else if (Array.isArray(value)) {
      const values: readonly Value[] = parse(file, backupRow, value, `line ${number} is no row`)
      if (table === undefined || values.length !== table.columns.length) throw damaged(file, `line ${number} is no row`)
      counts[table.name] = (counts[table.name] ?? 0) + 1
      yield { table: table.name, row: Object.fromEntries(table.columns.map((name, at) => [name, values[at] ?? null])) }
    } else if (typeof value === 'object' && value !== null && 'end' in value) {
      const { end } = parse(file, backupEnd, value, `line ${number} is no end`)
      const wrong = Object.entries(end.rows).find(([name, count]) => (counts[name] ?? 0) !== count)
      if (wrong) throw damaged(file, `it says ${wrong[1]} rows of ${wrong[0]}, and holds ${counts[wrong[0]] ?? 0}`)
      sha256 = end.sha256
      continue
    } else {
      const { table: name, columns } = parse(file, backupTable, value, `line ${number} is no table`)
      table = { name, columns }
    }
    hash.update(text).update('\n')
  }
  if (sha256 === undefined) throw damaged(file, 'it is cut off')
  if (hash.digest('hex') !== sha256) throw damaged(file, 'it was changed: its checksum differs')
}

export type BackupPart = { readonly header: BackupHeader } | { readonly table: string; readonly row: Row }

/** A line that does not end is no backup of ours. */
const longestLine = 64 * 1024 * 1024

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const plain = createGunzip()
  source.on('error', (error) => plain.destroy(error))
  source.pipe(plain)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  try {
    for await (const chunk of plain) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestLine) throw damaged(file, 'a line has no end')
      yield* lines
    }
    if (rest !== '' || decoder.decode() !== '') throw damaged(file, 'it is cut off')
  } catch (error) {
    if (error instanceof IdpError) throw error
    throw damaged(file, error instanceof Error ? error.message : String(error), error)
  } finally {
    source.destroy()
    plain.destroy()
  }
}

function parseLine(file: string, text: string, number: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw damaged(file, `line ${number} is not JSON`, error)
  }
}

function parse<Value>(file: string, type: ZodType<Value>, value: unknown, reason: string): Value {
  const parsed = type.safeParse(value)
  if (!parsed.success) throw damaged(file, reason, parsed.error)
  return parsed.data
}

function damaged(file: string, reason: string, cause?: unknown): IdpError {
  return new IdpError('STORAGE_BACKUP_DAMAGED', { file, reason }, cause)
}
