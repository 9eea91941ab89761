import type { Kysely } from 'kysely'
import { type ErrorCode, errorTable } from '../errors.ts'
import { type SignInRecord, stageNames } from '../ports.ts'
import type { SignInRow, Tables } from './tables.ts'

/** Sign-in records in the database: many are written at once, and read newest first, page by page. */

export interface SignInFilter {
  readonly from?: Date | undefined
  readonly until?: Date | undefined
  readonly outcome?: SignInRecord['outcome'] | undefined
  readonly applicationId?: string | undefined
  /** Whole, in any case. */
  readonly principal?: string | undefined
  readonly code?: string | undefined
  readonly remoteAddress?: string | undefined
}

export interface SignInPage {
  readonly records: readonly SignInRecord[]
  /** Pass it to get the next, older page; undefined on the last one. */
  readonly cursor: string | undefined
}

export interface SignInRecords {
  /** Writes them all, or throws and writes none. A record that is there already stays as it is. Made by `signInRow`. */
  write(rows: readonly SignInRow[]): Promise<void>
  find(traceId: string): Promise<SignInRecord | undefined>
  /** Newest first. A cursor that is not one of ours begins at the newest. */
  list(filter: SignInFilter, limit: number, cursor?: string): Promise<SignInPage>
  /** Deletes what is older than `before`, and the oldest beyond `keep` records; says how many. */
  deleteOld(before: Date, keep: number): Promise<number>
}

export function signInRecords(database: Kysely<Tables>): SignInRecords {
  return {
    async write(rows) {
      if (rows.length === 0) return
      await database
        .insertInto('sign_ins')
        .values(rows)
        .onConflict((conflict) => conflict.column('trace_id').doNothing())
        .execute()
    },

    async find(traceId) {
      const row = await database.selectFrom('sign_ins').selectAll().where('trace_id', '=', traceId).executeTakeFirst()
      return row && recordOf(row)
    },

    async list(filter, limit, cursor) {
      const rows = await filtered(database, filter, parseCursor(cursor))
        .orderBy('started_at', 'desc')
        .orderBy('trace_id', 'desc')
        .limit(limit + 1)
        .execute()
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      return { records: page.map(recordOf), cursor: last && `${last.started_at}.${last.trace_id}` }
    },

    async deleteOld(before, keep) {
      const oldestKept = await database
        .selectFrom('sign_ins')
        .select('started_at')
        .orderBy('started_at', 'desc')
        .offset(keep)
        .limit(1)
        .executeTakeFirst()
      const limit = Math.max(before.getTime(), (oldestKept?.started_at ?? -1) + 1)
      const deleted = await database.deleteFrom('sign_ins').where('started_at', '<', limit).executeTakeFirst()
      return Number(deleted.numDeletedRows)
    },
  }
}

interface Position {
  readonly startedAt: number
  readonly traceId: string
}

function filtered(database: Kysely<Tables>, filter: SignInFilter, position: Position | undefined) {
  const equal: readonly (readonly [
    'outcome' | 'application_id' | 'principal_key' | 'code' | 'remote_address',
    string | undefined,
  ])[] = [
    ['outcome', filter.outcome],
    ['application_id', filter.applicationId],
    ['principal_key', filter.principal && principalKey(filter.principal)],
    ['code', filter.code],
    ['remote_address', filter.remoteAddress],
  ]
  let query = database.selectFrom('sign_ins').selectAll()
  for (const [column, value] of equal) if (value !== undefined) query = query.where(column, '=', value)
  if (filter.from) query = query.where('started_at', '>=', filter.from.getTime())
  if (filter.until) query = query.where('started_at', '<', filter.until.getTime())
  if (!position) return query
  const { startedAt, traceId } = position
  return query.where(({ and, eb, or }) =>
    or([eb('started_at', '<', startedAt), and([eb('started_at', '=', startedAt), eb('trace_id', '<', traceId)])]),
  )
}

function parseCursor(cursor: string | undefined): Position | undefined {
  const [, startedAt, traceId] = /^(\d{1,15})\.(.{1,100})$/.exec(cursor ?? '') ?? []
  return startedAt === undefined || traceId === undefined ? undefined : { startedAt: Number(startedAt), traceId }
}

/** What came from outside is cut: nobody can fill the disk with one request. */
const shortText = 500
const longText = 4000
const stagesText = 32_000

/** A record as it is stored: a few texts, where the record is a hundred objects. */
export function signInRow(record: SignInRecord): SignInRow {
  const principal = storable(record.principal, shortText)
  return {
    trace_id: record.traceId,
    started_at: record.startedAt.getTime(),
    application_id: storable(record.applicationId, shortText),
    endpoint: storable(record.endpoint, shortText) ?? '',
    remote_address: storable(record.remoteAddress, shortText) ?? '',
    client_request_id: storable(record.clientRequestId, shortText),
    outcome: record.outcome,
    code: record.code ?? null,
    means: storable(record.means, longText),
    fix: storable(record.fix, longText),
    principal,
    principal_key: principal && principalKey(principal),
    stages: stagesOf(record),
  }
}

/** Text both databases take: PostgreSQL refuses NUL, and neither keeps half a surrogate pair. */
function storable(text: string | undefined, limit: number): string | null {
  if (text === undefined) return null
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text
  return cut.replaceAll('\0', '\ufffd').toWellFormed()
}

function stagesOf(record: SignInRecord): string {
  const whole = JSON.stringify(record.stages)
  if (whole.length <= stagesText) return whole
  return JSON.stringify(record.stages.map((stage) => ({ ...stage, facts: { tooLong: true } })))
}

function recordOf(row: SignInRow): SignInRecord {
  return {
    traceId: row.trace_id,
    startedAt: new Date(row.started_at),
    applicationId: row.application_id ?? undefined,
    endpoint: row.endpoint,
    remoteAddress: row.remote_address,
    clientRequestId: row.client_request_id ?? undefined,
    outcome: outcomes.find((outcome) => outcome === row.outcome) ?? 'failed',
    code: codeOf(row.code),
    means: row.means ?? undefined,
    fix: row.fix ?? undefined,
    principal: row.principal ?? undefined,
    stages: stageRecordsOf(JSON.parse(row.stages)),
  }
}

const outcomes: readonly SignInRecord['outcome'][] = ['issued', 'signedOut', 'challenged', 'refused', 'failed']

function codeOf(code: string | null): ErrorCode | undefined {
  return code !== null && isErrorCode(code) ? code : undefined
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}

function stageRecordsOf(value: unknown): SignInRecord['stages'] {
  return Array.isArray(value) ? value.filter(isStageRecord) : []
}

function isStageRecord(value: unknown): value is SignInRecord['stages'][number] {
  return (
    typeof value === 'object' && value !== null && 'stage' in value && stageNames.some((name) => name === value.stage)
  )
}

function principalKey(principal: string): string {
  return principal.toLowerCase()
}
