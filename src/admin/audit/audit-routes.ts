import { z } from 'zod'
import { roles } from '../../config/roles.ts'
import { IdpError } from '../../errors.ts'
import type { AuditRecord } from '../../ports/audit.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageAnswer, pageQuery, readPosition } from '../collection.ts'
import { defineRoute } from '../define-route.ts'

const auditRecord = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.strictObject({
    kind: z.enum(['administrator', 'apiClient', 'commandLine']),
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    remoteAddress: z.string().describe('Empty for the command line.'),
  }),
  action: z.string().describe('create, update, delete, restart, …'),
  resource: z.string().describe('As below the environment in this API.'),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})

const query = pageQuery.extend({
  from: z.iso.datetime({ offset: true }).optional().describe('Not before this time.'),
  until: z.iso.datetime({ offset: true }).optional().describe('Before this time.'),
  actor: z.string().max(256).optional().describe('The id of who did it.'),
  action: z.string().max(64).optional(),
  resource: z.string().max(512).optional().describe('This resource and what is below it, as `applications/m365`.'),
})

export function auditRoutes({ audit }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listAuditRecords',
      method: 'GET',
      path: '/audit',
      summary: 'Who changed what, newest first. Secrets never are in it.',
      permission: 'audit.read',
      status: 200,
      query,
      answer: collectionOf('auditRecords', auditRecord),
      example: { query: { resource: 'populations', limit: '10' } },
      run: async ({ self, query: { limit, cursor, from, until, actor, action, resource } }) => {
        const filter = { from: dateOf(from), until: dateOf(until), actorId: actor, action, resource }
        const records = await audit.list(filter, limit + 1, cursor === undefined ? undefined : positionOf(cursor))
        const page = records.slice(0, limit)
        const last = records.length > limit ? page.at(-1) : undefined
        const next = last && `${last.at.getTime()} ${last.id}`
        return { body: pageAnswer(self, 'auditRecords', page.map(shown), next) }
      },
    }),
  ]
}

function shown(record: AuditRecord) {
  return { ...record, at: record.at.toISOString() }
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}

function positionOf(cursor: string): Pick<AuditRecord, 'id' | 'at'> {
  const [, at, id] = /^(\d{1,15}) (.+)$/.exec(readPosition(cursor)) ?? []
  if (at === undefined || id === undefined) throw new IdpError('ADMIN_CURSOR_UNKNOWN', { cursor })
  return { at: new Date(Number(at)), id }
}
