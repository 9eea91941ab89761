import { z } from 'zod'

/** Ids of managed settings: a UUID as PingOne makes them, or a short word an administrator chose. Safe in a URL path. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/, 'must be letters, digits and hyphens, at most 64')
