import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { directoryEntryRoutes } from './directory-entry-routes.ts'
import { factorRoutes } from './factor-routes.ts'
import { lockoutRoutes } from './lockout-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { userRoutes } from './user-routes.ts'

/** People and computers: in the directory, and as far as Joinery keeps something of them. */
export function peopleRoutes(ports: AdminPorts): AdminRoute[] {
  return [
    ...directoryEntryRoutes(ports),
    ...userRoutes(ports),
    ...sessionRoutes(ports),
    ...factorRoutes(ports),
    ...lockoutRoutes(ports),
  ]
}
