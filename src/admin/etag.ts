import { createHash } from 'node:crypto'
import { IdpError } from '../errors.ts'

/** What a resource looked like when it was read: whoever sends it back in If-Match overwrites nobody's change [RFC9110 §13.1.1]. */
export function etagOf(body: unknown): string {
  return `"${createHash('sha256').update(canonicalJson(body)).digest('base64url').slice(0, 27)}"`
}

/** Throws ADMIN_CHANGED_MEANWHILE when If-Match was sent and names another state than `current`. */
export function requireMatch(ifMatch: string | undefined, current: unknown): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const found = etagOf(current)
  if (!ifMatch.split(',').some((tag) => tag.trim() === found)) throw new IdpError('ADMIN_CHANGED_MEANWHILE', { found })
}

/** The same text for equal values, whatever the order of their names. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
