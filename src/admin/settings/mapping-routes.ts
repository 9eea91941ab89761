import { z } from 'zod'
import { type AttributeMapping, attributeMapping } from '../../config/application.ts'
import type { Problem } from '../../config/problem.ts'
import { releaseTargetOf } from '../../config/release-target.ts'
import { entriesOf, type Group } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { StoredSettings } from '../../ports/settings-editor.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRequest, AdminRoute } from '../admin-route.ts'
import { collectionOf, filteredPageQuery, pageOfList } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { changeSettings, waiveQuery, withEntry } from './change-entry.ts'
import { writtenAnswer } from './written-answer.ts'

/**
 * The attribute mappings of an application. The id of a mapping is its claim name, and where a claim has one mapping for users and
 * one for devices, `name~users` and `name~devices`: so the document needs no ids of its own.
 */

const mapping = attributeMapping.extend({
  id: z.string(),
  required: z.boolean(),
  mappingType: z.enum(['CORE', 'CUSTOM']).describe('CORE: Entra needs it.'),
})

const coreClaims = ['ImmutableID', 'Subject', 'UPN']

const body = attributeMapping.extend({
  id: z.string().optional(),
  mappingType: z.string().optional(),
}) as z.ZodType

const answer = mapping.extend(writtenAnswer)

const given = z.looseObject({ name: z.unknown(), releaseTo: z.unknown().optional() })

export function mappingRoutes(ports: AdminPorts): AdminRoute[] {
  return [...readingRoutes(ports), createRoute(ports), updateRoute(ports), deleteRoute(ports)]
}

function readingRoutes({ settings }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listAttributeMappings',
      method: 'GET',
      path: '/applications/{applicationId}/attributes',
      summary: 'The attribute mappings of an application, in their order.',
      permission: 'settings.read',
      status: 200,
      query: filteredPageQuery,
      answer: collectionOf('attributes', mapping),
      example: { params: { applicationId: 'm365' } },
      run: async (request) => {
        const rows = shownMappings(await settings.readInForce(), request.params.applicationId)
        return { body: pageOfList(request, 'attributes', rows) }
      },
    }),
    defineRoute({
      operationId: 'readAttributeMapping',
      method: 'GET',
      path: '/applications/{applicationId}/attributes/{attributeMappingId}',
      summary: 'One attribute mapping.',
      permission: 'settings.read',
      status: 200,
      answer: mapping,
      example: { params: { applicationId: 'm365', attributeMappingId: 'UPN' } },
      run: async ({ params }) => ({
        body: find(shownMappings(await settings.readInForce(), params.applicationId), params.attributeMappingId),
      }),
    }),
  ]
}

function createRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'createAttributeMapping',
    method: 'POST',
    path: '/applications/{applicationId}/attributes',
    summary: 'Adds an attribute mapping at the end.',
    permission: 'settings.change',
    status: 201,
    query: waiveQuery,
    body,
    bodyJudgedByRoute: true,
    answer,
    example: {
      params: { applicationId: 'm365' },
      body: { name: 'department', nameFormat: 'http://schemas.example.com/claims', value: '${user.title}' },
    },
    run: async (request) => {
      const { applicationId } = request.params
      const sent = sentMapping(request.given)
      const problems = await changeMappings(settings, request, applicationId, (rows) => [...rows, sent], {
        action: 'create',
        place: (rows) => rows.length,
        after: sent,
      })
      const made = shownMappings(await settings.readInForce(), applicationId).findLast(({ name }) => name === sent.name)
      const location = `/applications/${applicationId}/attributes/${encodeURIComponent(made?.id ?? '')}`
      return { ...writtenMapping(made, problems), location }
    },
  })
}

function updateRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'updateAttributeMapping',
    method: 'PUT',
    path: '/applications/{applicationId}/attributes/{attributeMappingId}',
    summary: 'Replaces an attribute mapping, in its place. Its id follows its name.',
    permission: 'settings.change',
    status: 200,
    query: waiveQuery,
    body,
    bodyJudgedByRoute: true,
    answer,
    example: {
      params: { applicationId: 'm365', attributeMappingId: 'department' },
      body: { name: 'department', nameFormat: 'http://schemas.example.com/claims', value: '${user.nickname}' },
    },
    run: async (request) => {
      const { applicationId, attributeMappingId } = request.params
      const sent = sentMapping(request.given)
      let place = 0
      const replace = (rows: readonly Group[], stored: StoredSettings) => {
        place = placeOf(stored, request, applicationId, attributeMappingId)
        return rows.toSpliced(place, 1, sent)
      }
      const change = { action: 'update', place: () => place, before: () => place, after: sent }
      const problems = await changeMappings(settings, request, applicationId, replace, change)
      return writtenMapping(shownMappings(await settings.readInForce(), applicationId)[place], problems)
    },
  })
}

function deleteRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'deleteAttributeMapping',
    method: 'DELETE',
    path: '/applications/{applicationId}/attributes/{attributeMappingId}',
    summary: 'Deletes an attribute mapping. Refused where Entra needs the claim.',
    permission: 'settings.change',
    status: 204,
    query: waiveQuery,
    example: { params: { applicationId: 'm365', attributeMappingId: 'department' } },
    run: async (request) => {
      const { applicationId, attributeMappingId } = request.params
      let place = 0
      const remove = (rows: readonly Group[], stored: StoredSettings) => {
        place = placeOf(stored, request, applicationId, attributeMappingId)
        return rows.toSpliced(place, 1)
      }
      const change = { action: 'delete', place: () => place, before: () => place }
      await changeMappings(settings, request, applicationId, remove, change)
      return {}
    },
  })
}

interface MappingChange {
  readonly action: string
  readonly place: (rows: readonly Group[]) => number
  readonly before?: (rows: readonly Group[]) => number
  readonly after?: Group
}

/** The mappings of the default values are written down with the first change of one. */
async function changeMappings(
  settings: AdminPorts['settings'],
  request: Pick<AdminRequest, 'actor' | 'record' | 'query'>,
  applicationId: string,
  edit: (rows: readonly Group[], stored: StoredSettings) => readonly Group[],
  { action, place, before, after }: MappingChange,
): Promise<readonly Problem[]> {
  return changeSettings(settings, request, (stored) => {
    const application = entriesOf(stored.document, 'applications').find(({ id }) => id === applicationId)
    const rows = entriesOf(
      application?.attributes === undefined ? getApplication(stored, applicationId) : application,
      'attributes',
    ).map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)))
    const changed = edit(rows, stored)
    const at = place(rows)
    const row = before && rows[before(rows)]
    const name = String((after ?? row)?.name ?? '')
    const audit = {
      ...{ action, resource: `applications/${applicationId}/attributes/${name}` },
      ...(row !== undefined && { before: row }),
      ...(after !== undefined && { after }),
    }
    const entry = { ...application, attributes: changed }
    const document = withEntry(stored.document, 'applications', applicationId, entry)
    return { document, within: `applications/${applicationId}/attributes/${pathName(changed, at)}`, audit }
  })
}

/** As problems name it: by its name where no other has it, else by its place. */
function pathName(rows: readonly Group[], place: number): string {
  const name = String(rows[place]?.name ?? '')
  return rows.filter((row) => row.name === name).length === 1 && !name.includes('/') ? name : String(place)
}

function placeOf(
  stored: StoredSettings,
  { ifMatch }: Pick<AdminRequest, 'ifMatch'>,
  applicationId: string,
  id: string,
): number {
  const rows = shownMappings(stored, applicationId)
  const found = find(rows, id)
  requireMatch(ifMatch, found)
  return rows.indexOf(found)
}

function sentMapping(value: unknown): Group {
  const parsed = given.safeParse(value)
  if (!parsed.success) throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: 'an object is expected' })
  const ours = ['id', 'mappingType', 'joinery', '_links', 'createdAt', 'updatedAt', 'environment', 'application']
  return Object.fromEntries(Object.entries(parsed.data).filter(([name]) => !ours.includes(name)))
}

function getApplication({ settings }: StoredSettings, id: string) {
  const found = settings.applications.find((application) => application.id === id)
  if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'application', id })
  return found
}

function shownMappings(stored: StoredSettings, applicationId: string) {
  const rows = getApplication(stored, applicationId).attributes
  return rows.map((row) => ({
    ...row,
    id: idOf(row, rows),
    mappingType: coreClaims.includes(row.name) ? ('CORE' as const) : ('CUSTOM' as const),
  }))
}

function idOf(row: AttributeMapping, rows: readonly AttributeMapping[]): string {
  const isAlone = rows.filter(({ name }) => name === row.name).length === 1
  return isAlone ? row.name : `${row.name}~${releaseTargetOf(row)}`
}

function find<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row {
  const found = rows.find((row) => row.id === id)
  if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'attribute mapping', id })
  return found
}

function writtenMapping(row: ReturnType<typeof shownMappings>[number] | undefined, problems: readonly Problem[]) {
  if (row === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'attribute mapping', id: '' })
  return { body: { ...row, joinery: { problems: [...problems] } }, etag: etagOf(row) }
}
