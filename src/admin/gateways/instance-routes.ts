import { z } from 'zod'
import type { Gateway } from '../../config/gateway.ts'
import type { GatewayInstance } from '../../ports/gateway-operations.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { problemAnswer, problemAnswerOf } from '../problem-answer.ts'
import { getGateway } from './gateways-in-force.ts'

const instance = z.strictObject({
  id: z.string(),
  gateway: z.strictObject({ id: z.string() }),
  hostname: z.string().describe('The node that answered this request; each node has an instance of its own.'),
  version: z.strictObject({ versionNumber: z.string() }),
  connected: z.boolean().describe('A domain controller answered, and nothing failed since.'),
  healthStatus: z
    .enum(['HEALTHY', 'DEGRADED', 'UNHEALTHY'])
    .describe('DEGRADED: another server than the first answers, or requests wait for a connection.'),
  initializedAt: z.iso
    .datetime()
    .optional()
    .describe('When its connections were last made anew; left out: not used yet.'),
  lastReportedAt: z.iso.datetime().optional().describe('The last answer of a domain controller.'),
  operationsPerSecond: z.number().describe('LDAP operations, over the last minute.'),
  responseTimeMillis: z.number().optional().describe('Mean over the last minute, waiting for a connection included.'),
  connections: z.array(z.string()).describe('The server of each idle connection.'),
  waiting: z.int().describe('Requests that wait for a connection.'),
  currentErrors: z.array(problemAnswer).describe('Since the last answer.'),
})

export type GatewayInstanceAnswer = z.output<typeof instance>

export function instanceRoutes({ settings, gateways }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listGatewayInstances',
      method: 'GET',
      path: '/gateways/{gatewayId}/instances',
      summary: 'The connections of this node to the directory, and how they are.',
      description:
        'Joinery is its own gateway instance: there is one for each node, and the node that is asked answers.',
      permission: 'settings.read',
      status: 200,
      answer: collectionOf('instances', instance),
      example: { params: { gatewayId: 'ad' }, needs: 'connections to a directory' },
      run: ({ self, params: { gatewayId } }) => {
        const gateway = getGateway(settings, gatewayId)
        const shown = instanceOf(gateway, gateways.findInstance(gateway))
        return { body: pageAnswer(self, 'instances', [shown], undefined) }
      },
    }),
  ]
}

function instanceOf({ id }: Gateway, found: GatewayInstance): z.input<typeof instance> {
  const { hostname, initializedAt, lastReportedAt, responseTimeMillis, connections, currentErrors } = found
  return {
    id: `${id}.${hostname}`,
    gateway: { id },
    hostname,
    version: { versionNumber: found.version },
    connected: found.connected,
    healthStatus: found.healthStatus,
    ...(initializedAt && { initializedAt: initializedAt.toISOString() }),
    ...(lastReportedAt && { lastReportedAt: lastReportedAt.toISOString() }),
    operationsPerSecond: found.operationsPerSecond,
    ...(responseTimeMillis !== undefined && { responseTimeMillis }),
    connections: [...connections],
    waiting: found.waiting,
    currentErrors: currentErrors.map(problemAnswerOf),
  }
}
