import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { connectionTestRoutes } from './connection-test-routes.ts'
import { instanceRoutes } from './instance-routes.ts'
import { kerberosRoutes } from './kerberos-routes.ts'
import { lookupTestRoutes } from './lookup-test-routes.ts'

/** What is done with a gateway beside changing its settings. */
export function gatewayOperationRoutes(ports: AdminPorts): AdminRoute[] {
  return [
    ...instanceRoutes(ports),
    ...connectionTestRoutes(ports),
    ...kerberosRoutes(ports),
    ...lookupTestRoutes(ports),
  ]
}
