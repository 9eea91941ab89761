import type { FactorOwner } from './second-factors.ts'

/** Beside those of users, which are of gateways: no gateway can have this id. */
const administratorsGatewayId = '@administrators'

/** Whose second factors and counters an administrator's are. */
export function ownerOfAdministrator(administratorId: string): FactorOwner {
  return { gatewayId: administratorsGatewayId, objectSid: administratorId }
}
