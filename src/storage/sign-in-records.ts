import { type CompiledQuery, type Insertable, type Kysely, sql } from 'kysely'
import type { SignInSearch } from '../ports/sign-in-search.ts'
import { listSignIns } from './list-sign-ins.ts'
import { type Position, positionAfter } from './sign-in-page.ts'
import { signInRecordOf } from './sign-in-row.ts'
import { storableText } from './storable-text.ts'
import { countedMilliseconds, summarizeSignIns } from './summarize-sign-ins.ts'
import type { SignInCountRow, SignInRow, Tables } from './tables.ts'

/** Sign-in records in the database: many are written at once, read newest first, and deleted oldest first. */

export interface SignInRecords extends SignInSearch {
  /**
   * Writes them all, or throws and writes none. A record that is there already stays as it is. Made by `signInRow`. The counts
   * follow in a commit of their own: a crash between the two leaves a batch uncounted, in the chart and nowhere else.
   */
  write(rows: readonly SignInRow[]): Promise<void>
  /** Deletes some of what is older than `before`, the oldest first; says how many, `limit` where there may be more. */
  deleteOlder(before: Date, limit: number): Promise<number>
  /** When the oldest of the newest `keep` records began; undefined when there are not more than these. */
  oldestOf(keep: number): Promise<Date | undefined>
}

export function signInRecords(database: Kysely<Tables>): SignInRecords {
  const insertOf = inserts(database)
  return {
    async find(traceId) {
      const row = await database
        .selectFrom('sign_ins')
        .selectAll()
        .where('trace_id', '=', storableText(traceId))
        .executeTakeFirst()
      return row && signInRecordOf(row)
    },

    list: (filter, limit, cursor) => listSignIns(database, filter, limit, cursor),
    summarize: (range) => summarizeSignIns(database, range),

    async write(rows) {
      if (rows.length === 0) return
      const result = await database.executeQuery(insertOf(rows))
      // A batch that was there before, because its commit was not heard of, is counted.
      if (result.numAffectedRows === BigInt(rows.length)) await addCounts(database, countsOf(rows))
    },

    async deleteOlder(before, limit) {
      const oldest = database
        .selectFrom('sign_ins')
        .select('trace_id')
        .where('started_at', '<', before.getTime())
        .orderBy('started_at')
        .limit(limit)
      const deleted = await database.deleteFrom('sign_ins').where('trace_id', 'in', oldest).executeTakeFirst()
      const count = Number(deleted.numDeletedRows)
      if (count < limit) await database.deleteFrom('sign_in_counts').where('at', '<', before.getTime()).execute()
      return count
    },

    async oldestOf(keep) {
      let position: Position | undefined
      // In strides: one long look at the index would keep sign-ins waiting for their profiles.
      for (let left = keep; left > 0; left -= stride) {
        position = await positionAfter(database, { after: position, count: Math.min(left, stride) })
        if (position === undefined) return undefined
      }
      return position && new Date(position.startedAt)
    },
  }
}

const stride = 50_000

/** Compiled once for each length of a batch: to compile costs a fifth of what the database does. */
function inserts(database: Kysely<Tables>): (rows: readonly SignInRow[]) => CompiledQuery {
  const compiled = new Map<number, CompiledQuery>()
  return (rows) => {
    const known = compiled.get(rows.length) ?? compileInsert(database, rows)
    if (rows.length <= cachedLength) compiled.set(rows.length, known)
    // In the order of the columns, whichever way a row was made.
    return { ...known, parameters: rows.flatMap((row) => columns.map((column) => row[column])) }
  }
}

const cachedLength = 200

function compileInsert(database: Kysely<Tables>, rows: readonly SignInRow[]): CompiledQuery {
  return database
    .insertInto('sign_ins')
    .values(rows.map(() => anyRow))
    .onConflict((conflict) => conflict.column('trace_id').doNothing())
    .compile()
}

/** Its keys are the columns, in the order of the parameters. */
const anyRow: SignInRow = {
  ...{ trace_id: '', started_at: 0, application_id: '', endpoint: '', remote_address: '', client_request_id: '' },
  ...{ outcome: '', code: '', means: '', fix: '', principal: '', principal_key: '', stages: '', failed_stage: '' },
}
const columns = Object.keys(anyRow).filter((column): column is keyof SignInRow => column in anyRow)

async function addCounts(database: Kysely<Tables>, counts: readonly SignInCountRow[]): Promise<void> {
  await database
    .insertInto('sign_in_counts')
    .values(counts)
    .onConflict((conflict) =>
      conflict
        .columns(['at', 'outcome', 'code'])
        .doUpdateSet({ count: sql<number>`sign_in_counts.count + excluded.count` }),
    )
    .execute()
}

/** In the order of their keys, so that two nodes that count at once do not wait for each other in a ring. */
function countsOf(rows: readonly SignInRow[]): readonly SignInCountRow[] {
  const counts = new Map<string, Insertable<SignInCountRow>>()
  for (const { started_at, outcome, code } of rows) {
    const at = started_at - (started_at % countedMilliseconds)
    const key = `${at} ${outcome} ${code}`
    counts.set(key, { at, outcome, code: code ?? '', count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}
