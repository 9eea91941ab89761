import { roleFailed, spawnRole } from '../spawn-role.ts'
import type { RunningTenant, TenantServerOptions } from './start-tenant.ts'

export interface TenantMessage {
  readonly kind: 'start'
  readonly options: Omit<TenantServerOptions, 'verifier'>
}

export type TenantAnswer = { readonly kind: 'started' } & Omit<RunningTenant, 'stop'>

/** Starts a tenant in a process of its own, which ends with this one. Throws SIMULATOR_PROCESS_ENDED. */
export async function spawnTenant(options: TenantMessage['options']): Promise<RunningTenant> {
  const role = spawnRole<TenantMessage, TenantAnswer>('tenant/main')
  const started = new Promise<TenantAnswer>((resolve, reject) => {
    role.onMessage(resolve)
    role.ended.then((said) => reject(roleFailed('tenant', said)))
  })
  role.send({ kind: 'start', options })
  const { host, port, verifierName } = await started
  return { host, port, verifierName, stop: () => role.stop() }
}
