import { z } from 'zod'
import { gateway as gatewaySchema } from '../../config/gateway.ts'
import { publicHosts } from '../../config/public-hosts.ts'
import { IdpError } from '../../errors.ts'
import type { ConnectionStep } from '../../ports/gateway-operations.ts'
import type { SetupCandidate, SetupSurroundings } from '../../ports/setup-probes.ts'
import { Secret } from '../../secret.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { auditable } from '../settings/auditable.ts'
import { changeSettings } from '../settings/change-entry.ts'
import { writtenAnswer } from '../settings/written-answer.ts'
import { settingsFromAnswers, setupAnswers, setupConnection, setupIds } from './settings-from-answers.ts'

const problem = z.strictObject({ code: z.string(), means: z.string(), fix: z.string() })

const step = z.strictObject({
  step: z.string(),
  target: z.string(),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  milliseconds: z.number(),
  text: z.string(),
  problem: problem.optional(),
})

const setupState = z.strictObject({
  isDone: z.boolean().describe('There is a gateway or an application already.'),
  publicUrl: z.string(),
  hosts: z.array(z.string()),
  servicePrincipalNames: z.array(z.string()),
  endsTls: z.boolean(),
})

const surroundings = z.strictObject({
  steps: z.array(step),
  found: z
    .strictObject({
      dnsDomain: z.string(),
      server: z.string(),
      bases: z.array(z.strictObject({ dn: z.string(), users: z.int(), computers: z.int() })),
      anchor: z.strictObject({ attribute: z.string(), why: z.string() }),
      usersBaseDn: z.string().describe('Where most users are.'),
      devicesBaseDn: z.string().describe('Where most computers are.'),
      subnets: z.array(z.string()).describe('Of AD Sites and Services.'),
      tenantId: z.string().optional().describe('Of the service connection point.'),
      tenantName: z.string().optional(),
    })
    .nullable(),
})

const serviceAccount = z.strictObject({
  account: z
    .strictObject({ dn: z.string(), samAccountName: z.string(), supportsAes: z.boolean(), enabled: z.boolean() })
    .nullable(),
  services: z.array(
    z.strictObject({ servicePrincipalName: z.string(), holders: z.array(z.string()), isRight: z.boolean() }),
  ),
  password: z.strictObject({ outcome: z.enum(['right', 'wrong', 'notTried']), text: z.string() }),
})

const exampleConnection = {
  serversHostAndPort: ['dc1.corp.example.com:636'],
  bindDN: 'svc-read@corp.example.com',
  bindPassword: 'a password',
}
const needsDirectory = 'a domain controller'

/** The first-run wizard: what it finds out, and the one change of the settings it ends with. */
export function setupRoutes(ports: AdminPorts): AdminRoute[] {
  return [stateRoute(ports), ...probeRoutes(ports), applyRoute(ports)]
}

function stateRoute({ settings, publicCertificate }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'readSetup',
    method: 'GET',
    path: '/setup',
    summary: 'Whether this installation was set up, and what the wizard need not ask.',
    permission: 'settings.read',
    status: 200,
    answer: setupState,
    example: {},
    run: async () => {
      const current = settings.current()
      const hosts = [...publicHosts(current)]
      const { gateways, applications } = current.managed
      return {
        body: {
          isDone: gateways.length + applications.length > 0,
          publicUrl: current.publicUrl,
          hosts,
          servicePrincipalNames: hosts.map((host) => `HTTP/${host}`),
          endsTls: (await publicCertificate()) !== undefined,
        },
      }
    },
  })
}

function probeRoutes({ setup }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'findDomainControllers',
      method: 'POST',
      path: '/setup/domainControllers',
      summary: 'The domain controllers that DNS names for a domain; none where it does not know.',
      permission: 'settings.change',
      status: 200,
      body: z.strictObject({ domainName: setupAnswers.shape.domainName }),
      answer: z.strictObject({ servers: z.array(z.string()) }),
      example: { body: { domainName: 'corp.example.com' }, needs: 'DNS of a domain' },
      run: async ({ body }) => ({ body: { servers: [...(await setup.listDomainControllers(body.domainName))] } }),
    }),
    defineRoute({
      operationId: 'lookAroundDirectory',
      method: 'POST',
      path: '/setup/directory',
      summary: 'Connects to a directory with what was typed, step by step, and looks around. Nothing is kept.',
      permission: 'settings.change',
      status: 200,
      body: setupConnection,
      answer: surroundings,
      example: { body: exampleConnection, needs: needsDirectory },
      run: async ({ body }) => ({ body: shown(await setup.lookAround(candidateOf(body))) }),
    }),
    defineRoute({
      operationId: 'testServiceAccount',
      method: 'POST',
      path: '/setup/serviceAccount',
      summary: 'Looks at the account that is to bear the service names, and tries its password once.',
      permission: 'settings.change',
      status: 200,
      body: z.strictObject({
        connection: setupConnection,
        userPrincipalName: z.string().min(3),
        password: z.string().min(1).optional(),
        servicePrincipalNames: z.array(z.string()).max(20),
      }),
      answer: serviceAccount,
      example: {
        body: {
          connection: exampleConnection,
          userPrincipalName: 'svc-sts@corp.example.com',
          servicePrincipalNames: ['HTTP/sts.example.com'],
        },
        needs: needsDirectory,
      },
      run: async ({ body: { connection, password, userPrincipalName, servicePrincipalNames } }) => {
        const wanted = {
          userPrincipalName,
          servicePrincipalNames,
          password: password === undefined ? undefined : new Secret(password),
        }
        const report = await setup.readServiceAccount(candidateOf(connection), wanted)
        return {
          body: {
            account: report.account ?? null,
            services: report.services.map((one) => ({ ...one, holders: [...one.holders] })),
            password: report.password,
          },
        }
      },
    }),
  ]
}

function candidateOf({ bindPassword, ...connection }: z.output<typeof setupConnection>): SetupCandidate {
  const gateway = gatewaySchema.parse({ id: setupIds.gateway, name: 'set-up', ...connection })
  return { gateway, bindPassword: new Secret(bindPassword) }
}

function shown({ steps, found }: SetupSurroundings): z.input<typeof surroundings> {
  if (found === undefined) return { steps: steps.map(shownStep), found: null }
  const { dnsDomain, server, bases, anchor, userTypes, subnets, connectionPoint } = found
  const baseOf = (account: 'user' | 'device'): string =>
    userTypes.find((one) => one.account === account)?.searchBaseDn ?? ''
  return {
    steps: steps.map(shownStep),
    found: {
      ...{ dnsDomain, server, subnets: [...subnets] },
      bases: bases.map((base) => ({ ...base })),
      anchor: { attribute: anchor.attribute, why: anchor.why },
      usersBaseDn: baseOf('user'),
      devicesBaseDn: baseOf('device'),
      tenantId: connectionPoint?.tenantId,
      tenantName: connectionPoint?.tenantName,
    },
  }
}

function shownStep({ problem: error, step: name, target, outcome, milliseconds, text }: ConnectionStep) {
  const why = error && { problem: { code: error.code, means: error.means, fix: error.fix } }
  return { step: name, target, outcome, milliseconds, text, ...why }
}

function applyRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'finishSetup',
    method: 'POST',
    path: '/setup/settings',
    summary: 'Makes gateway, user types, application and networks of the answers, as one change of the settings.',
    description: 'Refused where there is a gateway or an application already.',
    permission: 'settings.change',
    status: 200,
    body: setupAnswers,
    answer: z.strictObject({ gatewayId: z.string(), applicationId: z.string(), ...writtenAnswer }),
    example: {
      body: {
        domainName: 'corp.example.com',
        gatewayName: 'corp.example.com',
        connection: exampleConnection,
        serviceAccountUserPrincipalName: 'svc-sts@corp.example.com',
        serviceAccountPassword: 'another password',
        usersBaseDn: 'OU=People,DC=corp,DC=example,DC=com',
        devicesBaseDn: 'OU=Devices,DC=corp,DC=example,DC=com',
        intranetRanges: ['10.0.0.0/8'],
      },
      needs: 'a server that was not set up',
    },
    run: async (request) => {
      const problems = await changeSettings(settings, request, ({ document, settings: before }) => {
        if (before.gateways.length + before.applications.length > 0) throw new IdpError('ADMIN_SETUP_DONE')
        const next = settingsFromAnswers(request.body, document)
        const after = auditable({ gateways: next.gateways, applications: next.applications, networks: next.networks })
        return { document: next, within: '', audit: { action: 'create', resource: 'setup', after } }
      })
      const { gateway, application } = setupIds
      return { body: { gatewayId: gateway, applicationId: application, joinery: { problems: [...problems] } } }
    },
  })
}

export type SetupState = z.output<typeof setupState>
export type Surroundings = z.output<typeof surroundings>
export type ServiceAccountAnswer = z.output<typeof serviceAccount>
