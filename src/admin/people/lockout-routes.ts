import { z } from 'zod'
import { IdpError } from '../../errors.ts'
import type { CountedAccount } from '../../ports/password-counters.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { getGateway } from '../gateways/gateways-in-force.ts'

const lockout = z.strictObject({
  id: z.string(),
  gatewayId: z.string(),
  objectSid: z.string(),
  dn: z.string(),
  familiarAttempts: z.int().describe('Wrong passwords from where the password was right before.'),
  unfamiliarAttempts: z.int().describe('Wrong passwords from anywhere else.'),
  lastAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().describe('Nothing of it counts after this.'),
})

const policy = z.strictObject({
  policy: z.string().describe('DN of the domain or of the Password Settings Object.'),
  directoryThreshold: z.int().describe('0: the directory never locks.'),
  directoryWindowMinutes: z.number(),
  familiarThreshold: z.int(),
  unfamiliarThreshold: z.int(),
  observationWindowMinutes: z.number(),
  warnings: z.array(z.string()),
})

export type LockoutAnswer = z.output<typeof lockout>
export type LockoutPolicyAnswer = z.output<typeof policy>

export function lockoutRoutes({ settings, lockouts }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listLockouts',
      method: 'GET',
      path: '/lockouts',
      summary: 'Accounts with wrong passwords that count now, the latest first.',
      description:
        "Joinery's own counts, which stop guesses before the directory locks the account; not the directory's.",
      permission: 'people.read',
      status: 200,
      query: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
      answer: collectionOf('lockouts', lockout),
      example: { query: { limit: '10' } },
      run: async ({ self, query: { limit } }) => {
        const accounts = await lockouts.list(limit)
        return { body: pageAnswer(self, 'lockouts', accounts.map(lockoutAnswer), undefined) }
      },
    }),
    defineRoute({
      operationId: 'unlock',
      method: 'DELETE',
      path: '/lockouts/{lockoutId}',
      summary: 'Takes the wrong passwords of an account away.',
      description: 'Unlocks nothing in the directory.',
      permission: 'people.change',
      status: 204,
      example: { params: { lockoutId: 'ad~S-1-5-21-1-2-3-1105' }, needs: 'wrong passwords' },
      run: async ({ params: { lockoutId: id } }) => {
        const [gatewayId = '', objectSid = ''] = id.split('~')
        if (!(await lockouts.unlock(gatewayId, objectSid)))
          throw new IdpError('ADMIN_NOT_FOUND', { resource: 'lockout', id })
        return { audit: { action: 'unlock', resource: `lockouts/${id}` } }
      },
    }),
    defineRoute({
      operationId: 'compareLockoutPolicies',
      method: 'GET',
      path: '/gateways/{gatewayId}/lockoutPolicies',
      summary: "The limits in force against each policy of the directory, the domain's own first.",
      permission: 'settings.read',
      status: 200,
      answer: collectionOf('lockoutPolicies', policy),
      example: { params: { gatewayId: 'ad' }, needs: 'a domain controller' },
      run: async ({ self, params }) => {
        const compared = await lockouts.comparePolicies(getGateway(settings, params.gatewayId))
        const shown = compared.map((one) => ({ ...one, warnings: [...one.warnings] }))
        return { body: pageAnswer(self, 'lockoutPolicies', shown, undefined) }
      },
    }),
  ]
}

function lockoutAnswer(account: CountedAccount): z.input<typeof lockout> {
  const { gatewayId, objectSid, dn, familiar, unfamiliar, expiresAt } = account
  const last = Math.max(familiar.lastAt.getTime(), unfamiliar.lastAt.getTime())
  return {
    ...{ id: `${gatewayId}~${objectSid}`, gatewayId, objectSid, dn },
    familiarAttempts: familiar.attempts,
    unfamiliarAttempts: unfamiliar.attempts,
    lastAt: new Date(last).toISOString(),
    expiresAt: expiresAt.toISOString(),
  }
}
