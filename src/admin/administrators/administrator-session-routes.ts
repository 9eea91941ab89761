import { IdpError } from '../../errors.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageOfList, pageQuery } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { sessionBody, sessionSchema } from './administrator-schema.ts'

/** Who is signed in to the console. The own sessions are at /console/session/account. */
export function administratorSessionRoutes({ administration }: Pick<AdminPorts, 'administration'>): AdminRoute[] {
  const { administrators, administratorSessions } = administration
  return [
    defineRoute({
      ...{ operationId: 'listAdministratorSessions', method: 'GET', path: '/administratorSessions', status: 200 },
      summary: 'The sessions of the console.',
      permission: 'administrators.read',
      query: pageQuery,
      answer: collectionOf('administratorSessions', sessionSchema),
      example: {},
      async run(request) {
        const [sessions, records] = await Promise.all([administratorSessions.list(), administrators.list()])
        const nameOf = (id: string): string => records.find((record) => record.id === id)?.name ?? ''
        const bodies = sessions.map((session) => sessionBody(session, nameOf(session.administratorId)))
        return { body: pageOfList(request, 'administratorSessions', bodies) }
      },
    }),
    defineRoute({
      operationId: 'endAdministratorSession',
      ...{ method: 'DELETE', path: '/administratorSessions/{sessionId}', status: 204 },
      summary: 'End a session of the console.',
      permission: 'administrators.change',
      example: { params: { sessionId: 'unused' }, needs: 'a session' },
      async run({ params: { sessionId: id } }) {
        const ended = await administratorSessions.removeByHandle(id)
        if (ended === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'session', id })
        const after = { session: id, remoteAddress: ended.remoteAddress }
        return { audit: { action: 'endSession', resource: `administrators/${ended.administratorId}`, after } }
      },
    }),
  ]
}
