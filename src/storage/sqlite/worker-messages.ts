/**
 * What passes between the process and the SQLite workers. Requests and answers travel in batches, in order of asking;
 * every request gets exactly one answer, a write only after the commit that holds it is on disk.
 */

export type SqlValue = null | number | bigint | string | Uint8Array

export interface SqlStatement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

export type WorkerRequest =
  /** Reads what is committed; the reading worker's only kind. */
  | ({ readonly id: number; readonly kind: 'read' } & SqlStatement)
  /** One statement that stands alone; committed together with the others that wait. */
  | ({ readonly id: number; readonly kind: 'write' } & SqlStatement)
  /** A transaction of several statements has the writer to itself from `begin` to `commit` or `rollback`. */
  | { readonly id: number; readonly kind: 'begin' | 'commit' | 'rollback'; readonly transaction: number }
  | ({ readonly id: number; readonly kind: 'statement'; readonly transaction: number } & SqlStatement)
  | { readonly id: number; readonly kind: 'close' }

export interface StatementResult {
  readonly rows: readonly unknown[]
  readonly changes: number
}

export interface WorkerFailure {
  /** SQLite's extended result code; 0 where the error is not SQLite's. */
  readonly sqliteCode: number
  readonly message: string
}

export type WorkerAnswer =
  | { readonly id: number; readonly result: StatementResult }
  | { readonly id: number; readonly failure: WorkerFailure }

export interface WorkerOptions {
  /** One thread writes, another reads: a read never waits for the disk a commit waits for. */
  readonly role: 'writer' | 'reader'
  readonly file: string
  /** Waits so long after each commit, as a slow disk would; for measurements only. */
  readonly commitDelayMilliseconds: number
  /** How long to wait for another process that writes. */
  readonly busyTimeoutMilliseconds: number
}
