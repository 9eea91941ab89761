import { z } from 'zod'
import { IdpError } from '../../errors.ts'
import { type RehearsalRecord, rehearsalKinds } from '../../ports/rehearsals.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer, pageQuery, readPosition } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { rehearsalSchema, rehearsalSummarySchema, rehearsalSummaryView, rehearsalView } from './rehearsal-schema.ts'

/** Rehearsals: a simulated computer joins with the settings in force, through a copy of the server; nothing it gets is of any use elsewhere. */
export function rehearsalRoutes(ports: Pick<AdminPorts, 'rehearsalQueue' | 'settings'>): AdminRoute[] {
  return [listRoute(ports), startRoute(ports), readRoute(ports), cancelRoute(ports)]
}

type Ports = Pick<AdminPorts, 'rehearsalQueue' | 'settings'>

function listRoute({ rehearsalQueue }: Ports): AdminRoute {
  return defineRoute({
    operationId: 'listRehearsals',
    method: 'GET',
    path: '/rehearsals',
    summary: 'Rehearsals, newest first.',
    description: 'The last hundred are kept, and the last that passed of each application.',
    permission: 'log.read',
    status: 200,
    query: pageQuery.extend({ applicationId: z.string().max(200).optional() }),
    answer: collectionOf('rehearsals', rehearsalSummarySchema),
    example: {},
    run: async ({ self, query: { limit, cursor, applicationId } }) => {
      const page = await rehearsalQueue.list({ applicationId }, limit, cursor && readPosition(cursor))
      return { body: pageAnswer(self, 'rehearsals', page.records.map(rehearsalSummaryView), page.cursor) }
    },
  })
}

function startRoute({ rehearsalQueue, settings }: Ports): AdminRoute {
  return defineRoute({
    operationId: 'startRehearsal',
    method: 'POST',
    path: '/rehearsals',
    summary: 'Lets a computer of the directory join, as a rehearsal; with `signIn`, a user then signs in.',
    description:
      'Tickets come by S4U2Self of the service account: no password is asked for, nothing in the directory is changed. The tokens have a throw-away key and the audience urn:joinery:rehearsal. One runs at a time, a few wait; read it again to see its steps.',
    permission: 'rehearse',
    status: 202,
    body: z
      .strictObject({
        kind: z.enum(rehearsalKinds).default('join'),
        applicationId: z.string().max(200).optional().describe('The first, where none is named.'),
        computer: z
          .string()
          .regex(/^[^\s@\\/"[\]:;|=,+*?<>]{1,20}\$?$/, 'must be the name of a computer account, as WS01$')
          .describe('sAMAccountName; the `$` may be left out.'),
        user: z.string().trim().max(300).includes('@').optional().describe('UPN of who signs in after the join.'),
      })
      .refine(({ kind, user }) => (kind === 'signIn') === (user !== undefined), {
        path: ['user'],
        message: 'a sign-in needs a user, a join takes none',
      }),
    answer: rehearsalSchema,
    example: { body: { kind: 'join', computer: 'WS01$' }, needs: 'a domain controller' },
    run: async ({ body: { kind, computer, user, ...named }, actor }) => {
      const { applications } = (await settings.readInForce()).settings
      const applicationId = named.applicationId ?? applications[0]?.id ?? ''
      if (!applications.some(({ id }) => id === applicationId))
        throw new IdpError('ADMIN_NOT_FOUND', { resource: 'application', id: applicationId })
      const account = computer.endsWith('$') ? computer : `${computer}$`
      const record = await rehearsalQueue.start({ kind, applicationId, computer: account, user }, actor.name)
      const after = { kind, applicationId, computer: account, user }
      return {
        body: rehearsalView(record),
        location: `/rehearsals/${record.id}`,
        audit: { action: 'rehearse', resource: `rehearsals/${record.id}`, after },
      }
    },
  })
}

const unknownId = '00000000-0000-4000-8000-000000000000'

function readRoute({ rehearsalQueue }: Ports): AdminRoute {
  return defineRoute({
    operationId: 'readRehearsal',
    method: 'GET',
    path: '/rehearsals/{rehearsalId}',
    summary: 'One rehearsal: its state, its steps so far, and what came of it.',
    permission: 'log.read',
    status: 200,
    answer: rehearsalSchema,
    example: { params: { rehearsalId: unknownId }, needs: 'a rehearsal' },
    run: async ({ params }) => ({ body: rehearsalView(await getRehearsal(rehearsalQueue, params.rehearsalId)) }),
  })
}

function cancelRoute({ rehearsalQueue }: Ports): AdminRoute {
  return defineRoute({
    operationId: 'cancelRehearsal',
    method: 'POST',
    path: '/rehearsals/{rehearsalId}/cancel',
    summary: 'Ends a rehearsal that waits or runs.',
    permission: 'rehearse',
    status: 200,
    answer: rehearsalSchema,
    example: { params: { rehearsalId: unknownId }, needs: 'a rehearsal' },
    run: async ({ params }) => {
      const record = await rehearsalQueue.cancel(await getRehearsal(rehearsalQueue, params.rehearsalId))
      return { body: rehearsalView(record), audit: { action: 'cancel', resource: `rehearsals/${record.id}` } }
    },
  })
}

async function getRehearsal(queue: Ports['rehearsalQueue'], id: string): Promise<RehearsalRecord> {
  const record = await queue.find(id)
  if (record === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'rehearsal', id })
  return record
}
