import { playRole } from '../spawn-role.ts'
import type { TenantAnswer, TenantMessage } from './spawn-tenant.ts'
import { startTenant } from './start-tenant.ts'

// The tenant as a process: started by its first message, ended with its parent.

playRole<TenantMessage, TenantAnswer>(async (message, send) => {
  const { host, port, verifierName } = await startTenant(message.options)
  send({ kind: 'started', host, port, verifierName })
})
