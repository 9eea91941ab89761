import { application } from '../../config/application.ts'
import { type Group, isGroup } from '../../config/settings-document.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { settingsListRoutes } from './list-routes.ts'
import { refuseUnsupported, type Unsupported } from './refuse-unsupported.ts'

/** Microsoft 365 applications; their attribute mappings have routes of their own. */
export function applicationRoutes(ports: AdminPorts): AdminRoute[] {
  return settingsListRoutes(ports, {
    list: 'applications',
    one: 'application',
    schema: application,
    apart: ['attributes'],
    description:
      "PingOne's WS_FED applications. Joinery makes `issuerUri` at creation. Refused by name: accessControl, corsSettings with origins, ECDSA.",
    example: {
      id: 'm365',
      create: {
        name: 'Subsidiary',
        protocol: 'WS_FED',
        type: 'WEB_APP',
        enabled: false,
        domainName: 'sub.example.com',
      },
      update: { name: 'Subsidiary', enabled: false, domainName: 'sub.example.com', assertionDuration: 600 },
    },
    accept: acceptApplication,
  })
}

const unsupported: Unsupported = {
  accessControl: {
    reason: 'Joinery has no groups or portal of its own to control access with',
    fix: 'take it out; who gets tokens is decided by the user types: their searchBaseDn, filter and onlyMembersOf',
  },
  'corsSettings.origins': {
    isMeant: (value) => Array.isArray(value) && value.length > 0,
    reason: 'Joinery answers no request of another origin: no client of WS-Federation or WS-Trust sends one',
    fix: 'take it out, or write behavior ALLOW_NO_ORIGINS',
  },
  'idpSigning.algorithm': {
    isMeant: (value) => /ECDSA/i.test(String(value)),
    reason: 'Entra takes no elliptic-curve signature from a federated identity provider',
    fix: 'choose SHA256withRSA',
  },
}

/** These describe the application to users of a portal, which Joinery does not have: taken, and not kept. */
const ofThePortal = ['icon', 'homePageUrl', 'loginPageUrl', 'hiddenFromAppPortal', 'tags', 'corsSettings']

function acceptApplication(body: Group): Group {
  refuseUnsupported(body, unsupported)
  const { accessControl: _none, ...rest } = body
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => !ofThePortal.includes(name)))
  const signing = kept.idpSigning
  // PingOne's key.id is required; Joinery's default key is meant where it is left empty.
  return isGroup(signing) && signing.key === null ? { ...kept, idpSigning: { ...signing, key: undefined } } : kept
}
