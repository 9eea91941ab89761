import { z } from 'zod'
import { IdpError } from '../errors.ts'
import { isMatch } from './filter/is-match.ts'
import { parseFilter } from './filter/parse-filter.ts'

/** Lists in the form of PingOne's API: `{ _embedded: { applications: [...] }, _links: { self, next? }, size }`. */

const link = z.strictObject({ href: z.string() })

/** The schema of such an answer. */
export function collectionOf<Name extends string, Entry extends z.ZodType>(name: Name, entry: Entry) {
  return z.strictObject({
    _links: z.strictObject({ self: link, next: link.optional() }),
    _embedded: z.strictObject({ [name]: z.array(entry) } as Record<Name, z.ZodArray<Entry>>),
    size: z.int().describe('How many are on this page.'),
  })
}

/** A number in a query, where everything is text. */
export function wholeNumber(least: number, most: number) {
  const inRange = (number: number): boolean => number >= least && number <= most
  return z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .refine(inRange, `must be between ${least} and ${most}`)
}

/** What every list takes. */
export const pageQuery = z.strictObject({
  limit: wholeNumber(1, 1000).default(100).describe('How many on a page; at most 1000.'),
  cursor: z.string().max(1024).optional().describe('As `_links.next` has it.'),
})

/** What lists take that are in memory anyhow. */
export const filteredPageQuery = pageQuery.extend({
  filter: z
    .string()
    .max(2000)
    .optional()
    .describe('Only those: `name sw "Con" and enabled eq true`. eq, ne, co, sw, ew, gt, ge, lt, le, pr; and, or, not.'),
})

/** A page. `next` is the position to go on from; undefined on the last page. */
export function pageAnswer<Name extends string, Entry>(
  self: string,
  name: Name,
  entries: readonly Entry[],
  next: string | undefined,
) {
  return {
    _links: { self: { href: self }, ...(next !== undefined && { next: { href: withCursor(self, next) } }) },
    _embedded: { [name]: [...entries] } as Record<Name, Entry[]>,
    size: entries.length,
  }
}

/** A page of a list that is in memory anyhow; the position is the id of the last entry. Throws ADMIN_CURSOR_UNKNOWN, ADMIN_FILTER_INVALID. */
export function pageOfList<Name extends string, Entry extends { readonly id: string }>(
  { self, query }: { readonly self: string; readonly query: z.output<typeof filteredPageQuery> },
  name: Name,
  whole: readonly Entry[],
) {
  const { limit, cursor, filter } = query
  const asked = filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter)
  const list = asked === undefined ? whole : whole.filter((entry) => isMatch(asked, entry))
  const last = cursor === undefined ? -1 : list.findIndex(({ id }) => id === readPosition(cursor))
  if (cursor !== undefined && last === -1) throw new IdpError('ADMIN_CURSOR_UNKNOWN', { cursor })
  const entries = list.slice(last + 1, last + 1 + limit)
  const isLast = last + 1 + entries.length >= list.length
  return pageAnswer(self, name, entries, isLast ? undefined : entries.at(-1)?.id)
}

/** The position a cursor names: opaque outside, so that it can change. */
export function readPosition(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8')
}

function withCursor(self: string, position: string): string {
  const [path = '', query = ''] = self.split('?', 2)
  const params = new URLSearchParams(query)
  params.set('cursor', Buffer.from(position, 'utf8').toString('base64url'))
  return `${path}?${params}`
}
