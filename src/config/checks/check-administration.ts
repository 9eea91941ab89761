import { closestName } from '../closest-name.ts'
import type { ManagedSettings } from '../managed-settings.ts'
import type { Finding } from './settings-check.ts'

/** The groups whose members administer Joinery: a mistake here shuts people out, or lets them in. */

export function checkAdministratorGateways({ administration, gateways }: ManagedSettings): Finding[] {
  const ids = gateways.map(({ id }) => id)
  return administration.groups.flatMap(({ gateway: { id } }, index) => {
    const at = { path: ['administration', 'groups', index, 'gateway', 'id'], value: id }
    const gateway = gateways.find((candidate) => candidate.id === id)
    const meant = closestName(id, ids)
    if (gateway === undefined)
      return [
        {
          ...at,
          reason: 'there is no gateway with this id',
          fix: meant === undefined ? `add the gateway, or take one of: ${ids.join(', ')}` : `did you mean ${meant}?`,
        },
      ]
    if (gateway.connectionSecurity !== 'None') return []
    return [
      {
        ...at,
        reason: 'its connection is not encrypted, so no password is ever sent over it',
        fix: `set connectionSecurity of the gateway ${id} to TLS or StartTLS`,
      },
    ]
  })
}

export function checkConsoleSessionLifetimes({ administration }: ManagedSettings): Finding[] {
  const { idleMinutes, absoluteMinutes } = administration
  if (idleMinutes <= absoluteMinutes) return []
  return [
    {
      ...{ severity: 'warning', path: ['administration', 'idleMinutes'], value: String(idleMinutes) },
      reason: `a session ends after ${absoluteMinutes} minutes anyhow`,
      fix: 'make it no greater than absoluteMinutes',
    },
  ]
}
