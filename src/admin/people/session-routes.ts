import { z } from 'zod'
import { IdpError } from '../../errors.ts'
import type { SessionFilter, SessionRecord } from '../../ports/session-repository.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { getUser } from './user-routes.ts'

const session = z.strictObject({
  id: z.string().describe('Names the session; it opens nothing.'),
  gatewayId: z.string(),
  samAccountName: z.string(),
  kerberosRealm: z.string(),
  objectSid: z.string(),
  firstFactor: z.strictObject({ method: z.enum(['kerberos', 'password']), at: z.iso.datetime() }),
  secondFactor: z.strictObject({ method: z.string(), at: z.iso.datetime() }).optional(),
  persistent: z.boolean().describe('Outlives the browser.'),
  applicationIds: z.array(z.string()),
  remoteAddress: z.string(),
  userAgent: z.string().optional(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
})

const limit = z.coerce.number().int().min(1).max(1000).default(100)

const query = z.strictObject({
  limit,
  gatewayId: z.string().max(128).optional(),
  objectSid: z.string().max(200).optional().describe('Of this account.'),
})

const answer = collectionOf('sessions', session).extend({ more: z.boolean().describe('There are older ones.') })

export type SessionAnswer = z.output<typeof session>

export function sessionRoutes(ports: AdminPorts): AdminRoute[] {
  const { sessions } = ports
  const list = async (self: string, filter: SessionFilter, most: number) => {
    const found = await sessions.list(filter, most + 1)
    const shown = found.slice(0, most).map(sessionAnswer)
    return { body: { ...pageAnswer(self, 'sessions', shown, undefined), more: found.length > most } }
  }
  return [
    defineRoute({
      operationId: 'listSessions',
      method: 'GET',
      path: '/sessions',
      summary: 'Browsers that are signed in, last used first.',
      permission: 'people.read',
      status: 200,
      query,
      answer,
      example: { query: { limit: '10' } },
      run: ({ self, query: { limit: most, gatewayId, objectSid } }) =>
        list(
          self,
          { ...(gatewayId !== undefined && { gatewayId }), ...(objectSid !== undefined && { objectSid }) },
          most,
        ),
    }),
    defineRoute({
      operationId: 'listUserSessions',
      method: 'GET',
      path: '/users/{userId}/sessions',
      summary: 'Where somebody is signed in.',
      permission: 'people.read',
      status: 200,
      query: z.strictObject({ limit }),
      answer,
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ self, params, query: { limit: most } }) => {
        const { gatewayId, objectSid } = await getUser(ports, params.userId)
        return list(self, { gatewayId, objectSid }, most)
      },
    }),
    defineRoute({
      operationId: 'endSession',
      method: 'DELETE',
      path: '/sessions/{sessionId}',
      summary: 'Signs one browser out.',
      description: 'Tokens that applications got from it live on until they end by themselves.',
      permission: 'people.change',
      status: 204,
      example: { params: { sessionId: 's1' }, needs: 'a sign-in' },
      run: async ({ params: { sessionId } }) => {
        const found = await sessions.find(sessionId)
        if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'session', id: sessionId })
        await sessions.remove(sessionId)
        const { samAccountName, gatewayId, objectSid } = found
        return {
          audit: { action: 'end', resource: `sessions/${sessionId}`, before: { samAccountName, gatewayId, objectSid } },
        }
      },
    }),
    defineRoute({
      operationId: 'endUserSessions',
      method: 'DELETE',
      path: '/users/{userId}/sessions',
      summary: 'Signs somebody out everywhere.',
      permission: 'people.change',
      status: 204,
      example: { params: { userId: 'u1' }, needs: 'a sign-in' },
      run: async ({ params: { userId } }) => {
        const { gatewayId, objectSid } = await getUser(ports, userId)
        const ended = await sessions.removeOf(gatewayId, objectSid)
        return { audit: { action: 'end', resource: `users/${userId}/sessions`, before: { sessions: ended } } }
      },
    }),
  ]
}

function sessionAnswer(record: SessionRecord): z.input<typeof session> {
  const { firstFactor, secondFactor, userAgent, applicationIds, createdAt, lastUsedAt } = record
  const { id, gatewayId, samAccountName, kerberosRealm, objectSid, persistent, remoteAddress } = record
  return {
    ...{ id, gatewayId, samAccountName, kerberosRealm, objectSid, persistent, remoteAddress },
    firstFactor: { method: firstFactor.method, at: firstFactor.at.toISOString() },
    ...(secondFactor && { secondFactor: { method: secondFactor.method, at: secondFactor.at.toISOString() } }),
    ...(userAgent !== undefined && { userAgent }),
    applicationIds: [...applicationIds],
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
  }
}
