import type { Kysely } from 'kysely'
import type { DatabaseKind } from '../exclusively.ts'
import type { Tables } from '../tables.ts'

/** One step of the schema. What was released never changes: tests/lab/storage/migrations.test.ts holds a hash of each. */
export interface Migration {
  readonly version: number
  /** As its file: 0001-what. */
  readonly name: string
  readonly up: (database: Kysely<Tables>, kind: DatabaseKind) => Promise<void>
}
