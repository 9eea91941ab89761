import { z } from 'zod'
import type { ConnectionStep } from '../../ports/gateway-operations.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { defineRoute } from '../define-route.ts'
import { problemAnswer, problemAnswerOf } from '../problem-answer.ts'
import { candidateBody, readCandidate } from './gateway-candidate.ts'

const certificate = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
  fingerprint: z.string().describe('SHA-256.'),
  pem: z.string(),
})

const step = z.strictObject({
  step: z.enum(['resolve', 'connect', 'tls', 'bind', 'rootDse', 'base', 'read']),
  target: z.string().describe('The server, or the DN that was read.'),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  milliseconds: z.int(),
  text: z.string().describe('What was found.'),
  problem: problemAnswer.optional(),
  certificates: z.array(certificate).optional().describe('As the server shows them, also where they are not trusted.'),
})

const answer = z.strictObject({
  outcome: z
    .enum(['ok', 'warning', 'failed'])
    .describe('Of the worst step; one server that works is enough to be no failure.'),
  steps: z.array(step),
})

export type ConnectionTestAnswer = z.output<typeof answer>

export function connectionTestRoutes({ settings, gateways }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'testGatewayConnection',
      method: 'POST',
      path: '/gateways/{gatewayId}/connectionTests',
      summary: 'Tries a gateway step by step, saved or not: name, port, TLS, bind, and what may be read.',
      description:
        'Nothing is kept, neither connection nor password. A gateway that is not saved yet is tried under any id. The stored password goes to no other servers than those it was stored for: for changed ones it must be typed again.',
      permission: 'settings.change',
      status: 200,
      body: candidateBody,
      answer,
      example: { params: { gatewayId: 'ad' }, body: {}, needs: 'a domain controller' },
      run: async ({ params, body }) => {
        const steps = await gateways.testConnection(readCandidate(settings, params.gatewayId, body.gateway))
        return { body: { outcome: outcomeOf(steps), steps: steps.map(shownStep) } }
      },
    }),
  ]
}

function outcomeOf(steps: readonly ConnectionStep[]): z.input<typeof answer>['outcome'] {
  const isBound = steps.some(({ step: name, outcome }) => name === 'bind' && outcome === 'ok')
  const isRead = !steps.some(
    ({ step: name, outcome }) => outcome === 'failed' && ['rootDse', 'base', 'read'].includes(name),
  )
  if (!isBound || !isRead) return 'failed'
  return steps.every(({ outcome }) => outcome === 'ok') ? 'ok' : 'warning'
}

function shownStep({ problem, certificates, ...rest }: ConnectionStep): z.input<typeof step> {
  return {
    ...rest,
    ...(problem && { problem: problemAnswerOf(problem) }),
    ...(certificates && { certificates: certificates.map((one) => ({ ...one, names: [...one.names] })) }),
  }
}
