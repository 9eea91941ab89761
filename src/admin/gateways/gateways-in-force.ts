import type { Gateway } from '../../config/gateway.ts'
import { IdpError } from '../../errors.ts'
import type { SettingsSource } from '../../ports.ts'

/** Of the settings in force. Throws ADMIN_NOT_FOUND. */
export function getGateway(settings: SettingsSource, id: string): Gateway {
  const found = settings.current().managed.gateways.find((gateway) => gateway.id === id)
  if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'gateway', id })
  return found
}

/** All that are on, or the one that is asked for. Throws ADMIN_NOT_FOUND. */
export function listGateways(settings: SettingsSource, id: string | undefined): readonly Gateway[] {
  if (id !== undefined) return [getGateway(settings, id)]
  return settings.current().managed.gateways.filter(({ enabled }) => enabled)
}
