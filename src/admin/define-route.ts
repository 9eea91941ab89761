import type { z } from 'zod'
import type { AdminRoute, TypedRoute } from './admin-route.ts'

/** Checks a route against its own schemas, then forgets their types: all routes go into one list. */
export function defineRoute<
  const Path extends string,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(route: TypedRoute<Path, Query, Body, Answer>): AdminRoute {
  // The mount hands `run` what its own schemas made of the request, and nothing else.
  return route as unknown as AdminRoute
}
