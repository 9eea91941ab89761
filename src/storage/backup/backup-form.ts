import { z } from 'zod'

/**
 * A backup: lines of JSON, compressed by gzip; the same from SQLite and PostgreSQL, so that either is restored from the other's. First what it is;
 * then each table, a line with its columns and a line with the values of each row; last how many rows there were and the SHA-256 of all
 * lines before. Secrets in it are sealed as they are in the database; no data key is in it.
 */

export const backupHeader = z.strictObject({
  joinery: z.literal('backup'),
  form: z.literal(1),
  /** Of the program that wrote it. */
  version: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  takenAt: z.iso.datetime(),
  /** The steps of its schema, the last one last. */
  schema: z.array(z.strictObject({ version: z.number(), name: z.string() })).min(1),
  /** Ids of the data keys that its secrets are sealed with. */
  dataKeys: z.array(z.string()),
})

export const backupTable = z.strictObject({ table: z.string(), columns: z.array(z.string()).min(1) })

export const backupRow = z.array(z.union([z.string(), z.number(), z.null()]))

export const backupEnd = z.strictObject({
  end: z.strictObject({ rows: z.record(z.string(), z.number()), sha256: z.string() }),
})

export type BackupHeader = z.output<typeof backupHeader>
