import { type Kysely, sql } from 'kysely'
import type { SignInSummary, SummaryRange } from '../ports/sign-in-search.ts'
import { outcomeOf } from './sign-in-row.ts'
import type { Tables } from './tables.ts'

/** Attempts are counted by so long. */
export const countedMilliseconds = 300_000

const listedCodes = 50

/** Counts by outcome and by code, from those that are kept beside the log. */
export async function summarizeSignIns(database: Kysely<Tables>, range: SummaryRange): Promise<SignInSummary> {
  const width = Math.max(1, Math.ceil(range.bucketMilliseconds / countedMilliseconds)) * countedMilliseconds
  const from = range.from.getTime()
  const inRange = database
    .selectFrom('sign_in_counts')
    .where('at', '>=', from - (from % countedMilliseconds))
    .where('at', '<', range.until.getTime())
  const at = sql<number>`at - at % ${sql.lit(width)}`
  const rows = await inRange
    .select(({ fn }) => [at.as('bucket'), 'outcome', fn.sum<number>('count').as('total')])
    .groupBy([at, 'outcome'])
    .orderBy(at)
    .execute()
  const codes = await inRange
    .select(({ fn }) => ['code', fn.sum<number>('count').as('total')])
    .where('code', '<>', '')
    .groupBy('code')
    .orderBy('total', 'desc')
    .orderBy('code')
    .limit(listedCodes)
    .execute()
  const buckets = Map.groupBy(rows, ({ bucket }) => bucket)
  return {
    buckets: Array.from(buckets, ([bucket, members]) => ({
      at: new Date(bucket),
      outcomes: Object.fromEntries(members.map(({ outcome, total }) => [outcomeOf(outcome), Number(total)])),
    })),
    codes: codes.map(({ code, total }) => ({ code, count: Number(total) })),
  }
}
