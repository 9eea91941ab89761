import { z } from 'zod'
import type { SecondFactor } from '../../ports/second-factors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { getUser } from './user-routes.ts'

const factor = z.strictObject({
  id: z.string(),
  kind: z.enum(['totp', 'passkey']),
  label: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional(),
})

export type FactorAnswer = z.output<typeof factor>

export function factorRoutes(ports: AdminPorts): AdminRoute[] {
  const { secondFactors, resetFactors } = ports
  return [
    defineRoute({
      operationId: 'listUserFactors',
      method: 'GET',
      path: '/users/{userId}/factors',
      summary: 'What somebody proves a second time with; no secret of it.',
      permission: 'people.read',
      status: 200,
      answer: collectionOf('factors', factor).extend({ recoveryCodesLeft: z.int() }),
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ self, params }) => {
        const { gatewayId, objectSid } = await getUser(ports, params.userId)
        const owner = { gatewayId, objectSid }
        const [factors, recoveryCodesLeft] = await Promise.all([
          secondFactors.list(owner),
          secondFactors.countRecoveryCodes(owner),
        ])
        return { body: { ...pageAnswer(self, 'factors', factors.map(factorAnswer), undefined), recoveryCodesLeft } }
      },
    }),
    defineRoute({
      operationId: 'resetUserFactors',
      method: 'DELETE',
      path: '/users/{userId}/factors',
      summary: 'Takes all second factors away, for somebody who lost them; every session ends.',
      permission: 'people.change',
      status: 204,
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ params, actor }) => {
        const { gatewayId, objectSid, username } = await getUser(ports, params.userId)
        const { name: by, remoteAddress } = actor
        const owner = { gatewayId, objectSid }
        const removed = await resetFactors({ owner, account: username, by, remoteAddress })
        return { audit: { action: 'reset', resource: `users/${params.userId}/factors`, before: { factors: removed } } }
      },
    }),
  ]
}

function factorAnswer({ id, kind, label, createdAt, lastUsedAt }: SecondFactor): z.input<typeof factor> {
  return {
    ...{ id, kind, label, createdAt: createdAt.toISOString() },
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  }
}
