import type { Kysely } from 'kysely'
import { type RehearsalRecord, type RehearsalRepository, rehearsalStates } from '../ports/rehearsals.ts'
import type { RehearsalRow, Tables } from './tables.ts'

/** Rehearsals in the database, so that any node can show one that another runs, and the road knows what passed. */
export function rehearsalRepository(database: Kysely<Tables>): RehearsalRepository {
  const newestFirst = () =>
    database.selectFrom('rehearsals').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc')
  return {
    async add(record, keep) {
      await database.transaction().execute(async (transaction) => {
        await transaction.insertInto('rehearsals').values(rowOf(record)).execute()
        const rows = await transaction
          .selectFrom('rehearsals')
          .select(['id', 'application_id', 'state'])
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .execute()
        const gone = beyond(rows, keep)
        if (gone.length > 0) await transaction.deleteFrom('rehearsals').where('id', 'in', gone).execute()
      })
    },

    async update(record) {
      const { id, ...changed } = rowOf(record)
      const result = await database
        .updateTable('rehearsals')
        .set(changed)
        .where('id', '=', id)
        .where('state', 'in', ['waiting', 'running'])
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async find(id) {
      const row = await database.selectFrom('rehearsals').selectAll().where('id', '=', id).executeTakeFirst()
      return row && recordOf(row)
    },

    async list({ applicationId }, limit, cursor) {
      let query = newestFirst().limit(limit + 1)
      if (applicationId !== undefined) query = query.where('application_id', '=', applicationId)
      const [, createdAt, before] = /^(\d{1,15})\.(.{1,100})$/.exec(cursor ?? '') ?? []
      if (createdAt !== undefined && before !== undefined)
        query = query.where(({ and, eb, or }) =>
          or([
            eb('created_at', '<', Number(createdAt)),
            and([eb('created_at', '=', Number(createdAt)), eb('id', '<', before)]),
          ]),
        )
      const rows = await query.execute()
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      return { records: page.map(recordOf), cursor: last && `${last.created_at}.${last.id}` }
    },

    async findPassed(applicationId) {
      const row = await newestFirst()
        .where('application_id', '=', applicationId)
        .where('state', '=', 'passed')
        .limit(1)
        .executeTakeFirst()
      return row && recordOf(row)
    },
  }
}

/** Of rows that come newest first. */
function beyond(
  rows: readonly Pick<RehearsalRow, 'id' | 'application_id' | 'state'>[],
  keep: number,
): readonly string[] {
  const passed = rows.filter(({ state }) => state === 'passed')
  const lastPassed = new Set([...Map.groupBy(passed, (row) => row.application_id).values()].map(([first]) => first?.id))
  return rows
    .slice(keep)
    .map(({ id }) => id)
    .filter((id) => !lastPassed.has(id))
}

/** What nobody searches by, as JSON; times in milliseconds. */
type Facts = Omit<
  RehearsalRecord,
  'id' | 'applicationId' | 'state' | 'createdAt' | 'beatAt' | 'startedAt' | 'finishedAt'
> & { readonly startedAt?: number | undefined; readonly finishedAt?: number | undefined }

function rowOf(record: RehearsalRecord): RehearsalRow {
  const { id, applicationId, state, createdAt, beatAt, startedAt, finishedAt, ...rest } = record
  const facts: Facts = { ...rest, startedAt: startedAt?.getTime(), finishedAt: finishedAt?.getTime() }
  return {
    id,
    application_id: applicationId,
    state,
    created_at: createdAt.getTime(),
    beat_at: beatAt.getTime(),
    facts: JSON.stringify(facts),
  }
}

function recordOf(row: RehearsalRow): RehearsalRecord {
  // Written by rowOf above, and by nothing else.
  const { startedAt, finishedAt, ...facts } = JSON.parse(row.facts) as Facts
  return {
    ...facts,
    id: row.id,
    applicationId: row.application_id,
    state: rehearsalStates.find((state) => state === row.state) ?? 'interrupted',
    createdAt: new Date(row.created_at),
    beatAt: new Date(row.beat_at),
    startedAt: startedAt === undefined ? undefined : new Date(startedAt),
    finishedAt: finishedAt === undefined ? undefined : new Date(finishedAt),
    user: facts.user,
    outcome: facts.outcome,
    problem: facts.problem,
  }
}
