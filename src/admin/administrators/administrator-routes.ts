import { requireAdministratorName } from '../../administrators/require-administrator-name.ts'
import { requireFreshFactor } from '../../administrators/require-fresh-factor.ts'
import { IdpError } from '../../errors.ts'
import type { AdministratorChange, AdministratorRecord, ChangeOutcome } from '../../ports/administrators.ts'
import { ownerOfAdministrator } from '../../ports/owner-of-administrator.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRequest, AdminRoute } from '../admin-route.ts'
import { collectionOf, pageOfList, pageQuery } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { requireMatch } from '../etag.ts'
import {
  type Administrator,
  administratorBody,
  administratorChange,
  administratorSchema,
} from './administrator-schema.ts'

type RoutePorts = Pick<AdminPorts, 'administration' | 'clock'>

const needs = 'an administrator'

/** Administrators come by links (invitations) and by groups of the directory; here they are changed and taken away. */
export function administratorRoutes(ports: RoutePorts): AdminRoute[] {
  const { administrators } = ports.administration
  const one = {
    path: '/administrators/{administratorId}',
    example: { params: { administratorId: 'ada' }, needs },
  } as const
  return [
    defineRoute({
      ...{ operationId: 'listAdministrators', method: 'GET', path: '/administrators', status: 200 },
      summary: 'The administrators.',
      permission: 'administrators.read',
      query: pageQuery,
      answer: collectionOf('administrators', administratorSchema),
      example: {},
      async run(request) {
        const records = await administrators.list()
        const bodies = await Promise.all(records.map((record) => bodyOf(record, ports)))
        return { body: pageOfList(request, 'administrators', bodies) }
      },
    }),
    defineRoute({
      ...{ operationId: 'readAdministrator', method: 'GET', status: 200, ...one },
      summary: 'One administrator.',
      permission: 'administrators.read',
      answer: administratorSchema,
      run: async ({ params }) => ({ body: await bodyOf(await getRecord(params.administratorId, ports), ports) }),
    }),
    defineRoute({
      ...{ operationId: 'updateAdministrator', method: 'PUT', status: 200, ...one },
      summary: 'Change an administrator.',
      description: 'A change of the role ends the sessions of the account. The last enabled local owner stays one.',
      permission: 'administrators.change',
      body: administratorChange,
      answer: administratorSchema,
      example: { ...one.example, body: { role: 'readOnly', enabled: true } },
      run: (request) => update(request, ports),
    }),
    defineRoute({
      ...{ operationId: 'deleteAdministrator', method: 'DELETE', status: 204, ...one },
      summary: 'Remove an administrator.',
      description:
        'With sessions, second factors and links. A member of a group of the directory can sign in again: switch such an account off.',
      permission: 'administrators.change',
      async run(request) {
        requireFreshFactor(request.actor, ports.clock.now())
        const before = await bodyOf(await getRecord(request.params.administratorId, ports), ports)
        requireMatch(request.ifMatch, before)
        const audit = request.record({ action: 'delete', resource: `administrators/${before.id}`, before })
        requireDone(await administrators.remove(before.id, audit), before)
        return {}
      },
    }),
  ]
}

async function update(
  request: Pick<AdminRequest, 'actor' | 'ifMatch' | 'record'> & {
    readonly params: { readonly administratorId: string }
    readonly body: ReturnType<typeof administratorChange.parse>
  },
  ports: RoutePorts,
) {
  requireFreshFactor(request.actor, ports.clock.now())
  const record = await getRecord(request.params.administratorId, ports)
  const before = await bodyOf(record, ports)
  requireMatch(request.ifMatch, before)
  const { name = record.name, role = record.role, email, enabled } = request.body
  if (record.account.kind === 'directory') requireFixed(record, { name, role })
  else requireAdministratorName(name)
  const change: AdministratorChange = { name, role, email, enabled }
  const now = ports.clock.now()
  const after = administratorBody({ ...record, ...change, updatedAt: now }, [])
  const audit = request.record({
    ...{ action: 'update', resource: `administrators/${record.id}`, before },
    after: { ...after, secondFactors: before.secondFactors },
  })
  requireDone(await ports.administration.administrators.change(record.id, change, now, audit), after)
  return { body: await bodyOf(await getRecord(record.id, ports), ports) }
}

/** Throws ADMINISTRATORS_NOT_LOCAL. */
function requireFixed(record: AdministratorRecord, wanted: Pick<AdministratorRecord, 'name' | 'role'>): void {
  const what = (['name', 'role'] as const).find((field) => wanted[field] !== record[field])
  if (what !== undefined) throw new IdpError('ADMINISTRATORS_NOT_LOCAL', { name: record.name, what })
}

/** Throws ADMIN_NOT_FOUND, ADMINISTRATORS_NAME_TAKEN, ADMINISTRATORS_LAST_OWNER. */
function requireDone(outcome: ChangeOutcome, { id, name }: Pick<Administrator, 'id' | 'name'>): void {
  if (outcome === 'gone') throw new IdpError('ADMIN_NOT_FOUND', { resource: 'administrator', id })
  if (outcome === 'nameTaken') throw new IdpError('ADMINISTRATORS_NAME_TAKEN', { name })
  if (outcome === 'lastOwner') throw new IdpError('ADMINISTRATORS_LAST_OWNER', { name })
}

/** Throws ADMIN_NOT_FOUND. */
export async function getRecord(id: string, { administration }: RoutePorts): Promise<AdministratorRecord> {
  const record = await administration.administrators.find(id)
  if (record === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'administrator', id })
  return record
}

async function bodyOf(record: AdministratorRecord, { administration }: RoutePorts): Promise<Administrator> {
  return administratorBody(record, await administration.secondFactors.list(ownerOfAdministrator(record.id)))
}
