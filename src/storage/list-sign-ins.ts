import { type Kysely, sql } from 'kysely'
import type { SignInFilter, SignInPage } from '../ports/sign-in-search.ts'
import { prefixRange } from './prefix-range.ts'
import { type Position, type PositionPage, signInPage } from './sign-in-page.ts'
import { signInRecordOf } from './sign-in-row.ts'
import type { Tables } from './tables.ts'

/** A page of the log, by whole names or by how a name begins. */
export async function listSignIns(
  database: Kysely<Tables>,
  filter: SignInFilter,
  limit: number,
  cursor?: string,
): Promise<SignInPage> {
  const after = parseCursor(cursor)
  const { found, end } = await pageOf(database, filter, limit, after)
  const ids = found.map(({ traceId }) => traceId)
  const rows =
    ids.length === 0 ? [] : await database.selectFrom('sign_ins').selectAll().where('trace_id', 'in', ids).execute()
  // One may have been deleted since.
  const byId = new Map(rows.map((row) => [row.trace_id, row]))
  const records = ids.flatMap((id) => byId.get(id) ?? []).map(signInRecordOf)
  return { records, cursor: end && `${end.startedAt}.${end.traceId}` }
}

/** A beginning that so many names have is looked for name by name, a more frequent one among all attempts. */
const separateNames = 20

async function pageOf(
  database: Kysely<Tables>,
  filter: SignInFilter,
  limit: number,
  after: Position | undefined,
): Promise<PositionPage> {
  const { principalPrefix, ...rest } = filter
  if (principalPrefix === undefined || rest.principal !== undefined) return signInPage(database, filter, limit, after)
  const names = await principalsOf(database, principalPrefix)
  if (names.length > separateNames) return signInPage(database, filter, limit, after)
  const pages = names.map((principal) => signInPage(database, { ...rest, principal }, limit, after))
  return newestOf(await Promise.all(pages), limit)
}

/** The first names that begin so, one more than are looked for separately: each is one step into the index, however many attempts it has. */
async function principalsOf(database: Kysely<Tables>, prefix: string): Promise<readonly string[]> {
  const [from, until] = prefixRange(prefix)
  const { rows } = await sql<{ name: string }>`
    with recursive names (name, place) as (
      select (select min(principal_key) from sign_ins where principal_key >= ${from} and principal_key < ${until}), 0
      union all
      select (select min(principal_key) from sign_ins where principal_key > names.name and principal_key < ${until}), place + 1
      from names where names.name is not null and place < ${sql.lit(separateNames)}
    )
    select name from names where name is not null`.execute(database)
  return rows.map(({ name }) => name)
}

/** What came of several pages, down to where the first of them ends. */
function newestOf(pages: readonly PositionPage[], limit: number): PositionPage {
  const end = pages.flatMap((page) => page.end ?? []).toSorted(newestFirst)[0]
  const found = pages
    .flatMap((page) => page.found)
    .toSorted(newestFirst)
    .filter((position) => end === undefined || newestFirst(position, end) <= 0)
  return found.length > limit ? { found: found.slice(0, limit), end: found[limit - 1] } : { found, end }
}

function newestFirst(one: Position, other: Position): number {
  return other.startedAt - one.startedAt || (one.traceId < other.traceId ? 1 : one.traceId > other.traceId ? -1 : 0)
}

function parseCursor(cursor: string | undefined): Position | undefined {
  const [, startedAt, traceId] = /^(\d{1,15})\.([\w-]{1,100})$/.exec(cursor ?? '') ?? []
  return startedAt === undefined || traceId === undefined ? undefined : { startedAt: Number(startedAt), traceId }
}
