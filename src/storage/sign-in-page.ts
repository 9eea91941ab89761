import { type Kysely, sql } from 'kysely'
import type { SignInFilter } from '../ports/sign-in-search.ts'
import { prefixRange } from './prefix-range.ts'
import { principalKey } from './sign-in-row.ts'
import { storableText } from './storable-text.ts'
import type { SignInRow, Tables } from './tables.ts'

/**
 * One page of the log. The filter that leaves the fewest leads: its index gives the attempts newest first, and the other filters look at no
 * more of them than `lookedAt`. So a page costs the same in a log of any length, whatever is asked for.
 */

export interface Position {
  readonly startedAt: number
  readonly traceId: string
}

export interface PositionPage {
  /** Newest first. */
  readonly found: readonly Position[]
  /** Only what is older is still to be looked at; undefined: nothing is. */
  readonly end: Position | undefined
}

/** So many attempts are looked at for a page where filters pass over some. A thousand take a few milliseconds, and hold up no sign-in. */
const lookedAt = 1000

export async function signInPage(
  database: Kysely<Tables>,
  filter: SignInFilter,
  limit: number,
  after: Position | undefined,
): Promise<PositionPage> {
  const { lead, others } = conditionsOf(filter)
  const led = { lead, filter, after }
  const looked = ledBy(database, led)
    .select(['started_at', 'trace_id', ...new Set(others.map(([column]) => column))])
    .limit(others.length === 0 ? limit + 1 : lookedAt)
  let chosen = database.selectFrom(looked.as('looked')).select(['started_at', 'trace_id'])
  for (const [column, comparison, value] of others) chosen = chosen.where(column, comparison, value)
  const rows = await chosen.limit(limit + 1).execute()
  const found = rows.slice(0, limit).map(positionOf)
  if (rows.length > limit) return { found, end: found.at(-1) }
  return { found, end: others.length === 0 ? undefined : await positionAfter(database, { ...led, count: lookedAt }) }
}

interface Led {
  /** The filter whose index is walked; undefined: that of time. */
  readonly lead?: Condition | undefined
  readonly filter?: Pick<SignInFilter, 'from' | 'until'>
  readonly after: Position | undefined
}

/** Where the record is that is so many older; undefined when there are fewer. Reads no record. */
export async function positionAfter(
  database: Kysely<Tables>,
  { count, ...led }: Led & { readonly count: number },
): Promise<Position | undefined> {
  const row = await ledBy(database, led)
    .select(['started_at', 'trace_id'])
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst()
  return row && positionOf(row)
}

/** Newest first, in the order of the leading index. */
function ledBy(database: Kysely<Tables>, { lead, filter, after }: Led) {
  let query = database.selectFrom('sign_ins')
  if (lead) query = query.where(...lead)
  // Without it no database takes the index that leaves the issued out.
  if (lead?.[0] === 'outcome') query = query.where(sql<boolean>`outcome <> 'issued'`)
  if (filter?.from) query = query.where('started_at', '>=', filter.from.getTime())
  // Of two upper bounds a database takes either one; the cursor's spares what comes before it.
  const until = filter?.until?.getTime()
  if (until !== undefined && (after === undefined || after.startedAt >= until))
    query = query.where('started_at', '<', until)
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('started_at', 'trace_id'), '<', tuple(after.startedAt, after.traceId)),
    )
  return query.orderBy('started_at', 'desc').orderBy('trace_id', 'desc')
}

type Condition = readonly [column: (typeof columns)[number], comparison: '=' | '<>' | '>=' | '<', value: string]

/** What is filtered by. The one that leaves the fewest comes first. */
const columns = [
  'client_request_id',
  'principal_key',
  'remote_address',
  'failed_stage',
  'code',
  'outcome',
  'application_id',
] as const satisfies readonly (keyof SignInRow)[]

function conditionsOf(filter: SignInFilter): { lead: Condition | undefined; others: readonly Condition[] } {
  const values = {
    client_request_id: filter.clientRequestId,
    principal_key: filter.principal && principalKey(filter.principal),
    remote_address: filter.remoteAddress,
    failed_stage: filter.failedStage,
    code: filter.code,
    outcome: filter.outcome,
    application_id: filter.applicationId,
  }
  const equal = columns.flatMap((column): Condition[] => {
    const value = values[column]
    return value === undefined ? [] : [[column, '=', storableText(value)]]
  })
  const lead = equal.find(([column, , value]) => column !== 'outcome' || value !== 'issued')
  const others = equal.filter((condition) => condition !== lead)
  if (filter.steps === false && filter.outcome === undefined) others.push(['outcome', '<>', 'challenged'])
  return { lead, others: [...others, ...prefixConditions(filter.principalPrefix)] }
}

function prefixConditions(prefix: string | undefined): readonly Condition[] {
  if (prefix === undefined) return []
  const [from, until] = prefixRange(prefix)
  return [
    ['principal_key', '>=', from],
    ['principal_key', '<', until],
  ]
}

function positionOf(row: Pick<SignInRow, 'started_at' | 'trace_id'>): Position {
  return { startedAt: row.started_at, traceId: row.trace_id }
}
