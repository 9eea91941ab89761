import type { Gateway } from '../config/gateway.ts'
import type { Lockouts } from '../ports/lockouts.ts'
import type { WatchedSettings } from '../ports.ts'

interface Watch {
  readonly settings: WatchedSettings
  readonly lockouts: Pick<Lockouts, 'comparePolicies'>
  /** Told each warning once, with the gateway. */
  readonly warn: (gatewayId: string, warning: string) => void
}

/**
 * Compares the limits with the lockout policies of every directory that judges passwords, now and after each change of the
 * settings. A directory that does not answer says nothing here: readiness says that. Returns how to stop.
 */
export function watchLockoutPolicies({ settings, lockouts, warn }: Watch): () => void {
  const told = new Set<string>()
  const look = async (gateway: Gateway): Promise<void> => {
    const policies = await lockouts.comparePolicies(gateway).catch(() => [])
    for (const warning of policies.flatMap((policy) => policy.warnings)) {
      const once = `${gateway.id} ${warning}`
      if (!told.has(once)) warn(gateway.id, warning)
      told.add(once)
    }
  }
  const lookAtAll = (): void => {
    const { gateways } = settings.current().managed
    for (const gateway of gateways) if (gateway.enabled && judgesPasswords(gateway)) void look(gateway)
  }
  lookAtAll()
  return settings.onChange(() => {
    told.clear()
    lookAtAll()
  })
}

function judgesPasswords({ userTypes, connectionSecurity }: Gateway): boolean {
  return connectionSecurity !== 'None' && userTypes.some(({ account }) => account === 'user')
}
