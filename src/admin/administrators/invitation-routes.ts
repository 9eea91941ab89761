import { invitationPath, makeInvitation, type NewInvitation } from '../../administrators/invitations.ts'
import { requireAdministratorName } from '../../administrators/require-administrator-name.ts'
import { requireFreshFactor } from '../../administrators/require-fresh-factor.ts'
import { IdpError } from '../../errors.ts'
import { ownerOfAdministrator } from '../../ports/owner-of-administrator.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, pageOfList, pageQuery } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { getRecord } from './administrator-routes.ts'
import {
  factorReset,
  invitationBody,
  invitationSchema,
  type MadeInvitation,
  madeInvitation,
  newInvitation,
} from './administrator-schema.ts'

type RoutePorts = Pick<AdminPorts, 'administration' | 'clock'>

/** Links by which administrators come in, or come back. */
export function invitationRoutes(ports: RoutePorts): AdminRoute[] {
  const { invitations } = ports.administration
  return [
    defineRoute({
      ...{ operationId: 'listInvitations', method: 'GET', path: '/invitations', status: 200 },
      summary: 'The links that can be used still.',
      permission: 'administrators.read',
      query: pageQuery,
      answer: collectionOf('invitations', invitationSchema),
      example: {},
      async run(request) {
        const bodies = (await invitations.list(ports.clock.now())).map(invitationBody)
        return { body: pageOfList(request, 'invitations', bodies) }
      },
    }),
    defineRoute({
      ...{ operationId: 'createInvitation', method: 'POST', path: '/invitations', status: 201 },
      summary: 'Invite an administrator by a link.',
      description: 'The link is good once, for three days. Send it by a way that only the invited one can read.',
      permission: 'administrators.change',
      body: newInvitation,
      answer: madeInvitation,
      example: { body: { role: 'identityAdmin', name: 'Grace' } },
      async run({ body, actor }) {
        requireFreshFactor(actor, ports.clock.now())
        if (body.name !== undefined) requireAdministratorName(body.name)
        const made = await make({ ...body, purpose: 'invite', createdBy: actor.name }, ports)
        const { link: _, ...after } = made
        const audit = { action: 'create', resource: `invitations/${made.id}`, after }
        return { body: made, location: `/invitations/${made.id}`, audit }
      },
    }),
    defineRoute({
      ...{ operationId: 'deleteInvitation', method: 'DELETE', path: '/invitations/{invitationId}', status: 204 },
      summary: 'Take a link back.',
      permission: 'administrators.change',
      example: { params: { invitationId: 'unused' }, needs: 'a link' },
      async run({ params: { invitationId: id } }) {
        if (!(await invitations.remove(id))) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'invitation', id })
        return { audit: { action: 'delete', resource: `invitations/${id}` } }
      },
    }),
    defineRoute({
      operationId: 'resetFactors',
      ...{ method: 'DELETE', path: '/administrators/{administratorId}/factors', status: 200 },
      summary: 'Reset the second factors of an administrator who lost them.',
      description:
        'All sessions end and its lockout too. A local account gets a link for a new password and second factor.',
      permission: 'administrators.change',
      answer: factorReset,
      example: { params: { administratorId: 'ada' }, needs: 'an administrator' },
      run: async ({ params, actor }) => {
        requireFreshFactor(actor, ports.clock.now())
        return reset(params.administratorId, actor.name, ports)
      },
    }),
  ]
}

async function reset(administratorId: string, createdBy: string, ports: RoutePorts) {
  const { administration } = ports
  const { id, name, role, account } = await getRecord(administratorId, ports)
  const owner = ownerOfAdministrator(id)
  const factorsRemoved = await administration.secondFactors.removeAll(owner)
  const sessionsEnded = await administration.administratorSessions.removeOf(id)
  await administration.factorLockout.clear(owner)
  await administration.administratorLockout.clear(id)
  const wanted = { purpose: 'reset', role, createdBy, name, administratorId: id } as const
  const invitation = account.kind === 'local' ? await make(wanted, ports) : undefined
  const done = { factorsRemoved, sessionsEnded }
  return {
    body: { ...done, ...(invitation && { invitation }) },
    audit: { action: 'resetFactors', resource: `administrators/${id}`, after: done },
  }
}

async function make(wanted: NewInvitation, { administration }: RoutePorts): Promise<MadeInvitation> {
  const { invitation, token } = await makeInvitation(wanted, administration)
  return { ...invitationBody(invitation), link: invitationPath(token) }
}
