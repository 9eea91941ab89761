import { gateway } from '../../config/gateway.ts'
import { type Group, isGroup } from '../../config/settings-document.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { idFromName } from './id-from-name.ts'
import { settingsListRoutes } from './list-routes.ts'
import { refuseUnsupported, type Unsupported } from './refuse-unsupported.ts'

/** LDAP gateways with their user types. Passwords are taken and never shown: gateway-credential-routes.ts says which are set. */
export function gatewayRoutes(ports: AdminPorts): AdminRoute[] {
  return settingsListRoutes(ports, {
    list: 'gateways',
    one: 'gateway',
    schema: gateway,
    description:
      "PingOne's LDAP gateways. `bindPassword` and `kerberos.serviceAccountPassword` are written only; a change of the servers, or of how they are proved, deletes those that are stored.",
    example: {
      id: 'ad',
      create: {
        name: 'Second forest',
        enabled: false,
        serversHostAndPort: ['dc1.second.example.com'],
        bindDN: 'joinery@second.example.com',
        bindPassword: 'a password of the example',
      },
      update: {
        name: 'Second forest',
        enabled: false,
        serversHostAndPort: ['dc1.second.example.com'],
        bindDN: 'joinery@second.example.com',
        operationTimeoutSeconds: 20,
      },
    },
    accept: acceptGateway,
  })
}

const unsupported: Unsupported = {
  type: {
    isMeant: (value) => value !== 'LDAP',
    reason: 'Joinery has LDAP gateways only',
    fix: 'write LDAP, or take it out',
  },
  vendor: {
    isMeant: (value) => value !== 'Microsoft Active Directory',
    reason: 'Microsoft Entra hybrid join works with Active Directory only',
    fix: 'write Microsoft Active Directory, or take it out',
  },
}

/** A user type without an id gets one of its name. */
function acceptGateway(body: Group): Group {
  refuseUnsupported(body, unsupported)
  if (!Array.isArray(body.userTypes)) return body
  const taken = body.userTypes.flatMap((one: unknown) => (isGroup(one) && typeof one.id === 'string' ? [one.id] : []))
  const userTypes = body.userTypes.map((one: unknown) => {
    if (!isGroup(one) || one.id !== undefined) return one
    const id = idFromName(one.name, taken, 'user-type')
    taken.push(id)
    return { id, ...one }
  })
  return { ...body, userTypes }
}
