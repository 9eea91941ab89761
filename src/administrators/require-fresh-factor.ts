import { IdpError } from '../errors.ts'
import type { Actor } from '../ports/audit.ts'

const freshMinutes = 5

/**
 * For what must not be done from a browser that somebody left open. Programs have no second factor: their secrets are their proof.
 * Throws ADMINISTRATORS_FACTOR_STALE, which the console answers by asking for the factor.
 */
export function requireFreshFactor({ kind, factorAt }: Pick<Actor, 'kind' | 'factorAt'>, now: Date): void {
  const isFresh = factorAt !== undefined && now.getTime() - factorAt.getTime() < freshMinutes * 60_000
  if (kind === 'administrator' && !isFresh) throw new IdpError('ADMINISTRATORS_FACTOR_STALE', { minutes: freshMinutes })
}
