import { z } from 'zod'
import { schemaAttribute } from '../../config/managed-settings.ts'
import { presetSchemaAttributes } from '../../config/presets.ts'
import { type ProfileAttribute, profileAttributes } from '../../config/profile-attributes.ts'
import { entriesOf, type Group, isGroup } from '../../config/settings-document.ts'
import { IdpError } from '../../errors.ts'
import type { StoredSettings } from '../../ports/settings-editor.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, filteredPageQuery, pageAnswer, pageOfList } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { changeSettings, waiveQuery } from './change-entry.ts'
import { writtenAnswer } from './written-answer.ts'

/** The attributes of profiles: those that are built in, and the custom ones of the settings. There is one schema, of users. */

const schemaId = 'user'
const schema = z.strictObject({ id: z.literal(schemaId), name: z.string() })
const theSchema = { id: schemaId, name: 'User' } as const

const attribute = schemaAttribute
  .extend({ id: z.string(), name: z.string(), schemaType: z.enum(['CORE', 'STANDARD', 'CUSTOM']) })
  .describe('Built-in attributes are CORE or STANDARD and never change; the id is the name.')

const body = schemaAttribute.extend({ id: z.string().optional() }) as z.ZodType
const path = '/schemas/{schemaId}/attributes'
const onePath = '/schemas/{schemaId}/attributes/{attributeId}'

export function schemaRoutes(ports: AdminPorts): AdminRoute[] {
  return [...schemasRoutes(), ...readingRoutes(ports), createRoute(ports), updateRoute(ports), deleteRoute(ports)]
}

function schemasRoutes(): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listSchemas',
      method: 'GET',
      path: '/schemas',
      summary: 'The schemas: exactly one, of users and devices alike.',
      permission: 'settings.read',
      status: 200,
      answer: collectionOf('schemas', schema),
      example: {},
      run: ({ self }) => ({ body: pageAnswer(self, 'schemas', [theSchema], undefined) }),
    }),
    defineRoute({
      operationId: 'readSchema',
      method: 'GET',
      path: '/schemas/{schemaId}',
      summary: 'The schema.',
      permission: 'settings.read',
      status: 200,
      answer: schema,
      example: { params: { schemaId } },
      run: ({ params }) => {
        requireSchema(params.schemaId)
        return { body: theSchema }
      },
    }),
  ]
}

function readingRoutes({ settings }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listSchemaAttributes',
      method: 'GET',
      path,
      summary: 'The attributes of profiles.',
      permission: 'settings.read',
      status: 200,
      query: filteredPageQuery,
      answer: collectionOf('attributes', attribute),
      example: { params: { schemaId } },
      run: async (request) => {
        requireSchema(request.params.schemaId)
        return { body: pageOfList(request, 'attributes', shownAttributes(await settings.readInForce())) }
      },
    }),
    defineRoute({
      operationId: 'readSchemaAttribute',
      method: 'GET',
      path: onePath,
      summary: 'One attribute.',
      permission: 'settings.read',
      status: 200,
      answer: attribute,
      example: { params: { schemaId, attributeId: 'username' } },
      run: async ({ params }) => ({ body: find(await settings.readInForce(), params) }),
    }),
  ]
}

function createRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'createSchemaAttribute',
    method: 'POST',
    path,
    summary: 'Declares a custom attribute.',
    description:
      "enumeratedValues, regexValidation and subAttributes of PingOne's attributes are refused: values come from the directory, and a sign-in would fail over a spelling.",
    permission: 'settings.change',
    status: 201,
    query: waiveQuery,
    body,
    bodyJudgedByRoute: true,
    answer: attribute.extend(writtenAnswer),
    example: { params: { schemaId }, body: { name: 'costCentre', displayName: 'Cost centre' } },
    run: async (request) => {
      requireSchema(request.params.schemaId)
      const sent = sentAttribute(request.given)
      const attributeId = String(sent.name ?? '')
      const problems = await changeSettings(settings, request, (stored) => {
        if (shownAttributes(stored).some(({ id }) => id === attributeId))
          throw new IdpError('ADMIN_ID_TAKEN', { resource: 'attribute', id: attributeId })
        const audit = { action: 'create', resource: `schemas/user/attributes/${attributeId}`, after: sent }
        return { ...edited(stored, attributeId, (rows) => [...rows, sent]), audit }
      })
      const made = find(await settings.readInForce(), { schemaId, attributeId })
      const location = `/schemas/${schemaId}/attributes/${attributeId}`
      return { body: { ...made, joinery: { problems: [...problems] } }, etag: etagOf(made), location }
    },
  })
}

function updateRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'updateSchemaAttribute',
    method: 'PUT',
    path: onePath,
    summary: 'Replaces a custom attribute. Its name stays: mappings and profiles know it by that.',
    description: 'One value may become several, never the other way round: profiles would lose values.',
    permission: 'settings.change',
    status: 200,
    query: waiveQuery,
    body,
    bodyJudgedByRoute: true,
    answer: attribute.extend(writtenAnswer),
    example: { params: { schemaId, attributeId: 'costCentre' }, body: { name: 'costCentre', multiValued: true } },
    run: async (request) => {
      const { attributeId } = request.params
      const sent = { name: attributeId, ...sentAttribute(request.given) }
      if (sent.name !== attributeId) throw new IdpError('ADMIN_ID_FIXED', { id: attributeId, given: String(sent.name) })
      const problems = await changeSettings(settings, request, (stored) => {
        const before = findCustom(stored, request.params)
        requireMatch(request.ifMatch, before)
        if (before.multiValued && !('multiValued' in sent && sent.multiValued === true))
          throw new IdpError('ADMIN_ATTRIBUTE_MULTI_VALUED', { attribute: attributeId })
        const resource = `schemas/user/attributes/${attributeId}`
        const replace = (rows: readonly Group[]) => rows.map((row) => (row.name === attributeId ? sent : row))
        return { ...edited(stored, attributeId, replace), audit: { action: 'update', resource, before, after: sent } }
      })
      const changed = find(await settings.readInForce(), request.params)
      return { body: { ...changed, joinery: { problems: [...problems] } }, etag: etagOf(changed) }
    },
  })
}

function deleteRoute({ settings }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'deleteSchemaAttribute',
    method: 'DELETE',
    path: onePath,
    summary: 'Deletes a custom attribute. Refused while a mapping or an expression uses it.',
    permission: 'settings.change',
    status: 204,
    query: waiveQuery,
    example: { params: { schemaId, attributeId: 'costCentre' } },
    run: async (request) => {
      const { attributeId } = request.params
      await changeSettings(settings, request, (stored) => {
        const before = findCustom(stored, request.params)
        requireMatch(request.ifMatch, before)
        const audit = { action: 'delete', resource: `schemas/user/attributes/${attributeId}`, before }
        const remove = (rows: readonly Group[]) => rows.filter(({ name }) => name !== attributeId)
        return { ...edited(stored, attributeId, remove), audit }
      })
      return {}
    },
  })
}

/** The attributes of the default values are written down with the first change of one. */
function edited({ document }: StoredSettings, name: string, edit: (rows: readonly Group[]) => readonly Group[]) {
  const whole = isGroup(document) ? document : {}
  const rows = whole.schemaAttributes === undefined ? presetSchemaAttributes : entriesOf(document, 'schemaAttributes')
  return { document: { ...whole, schemaAttributes: edit(rows) }, within: `schemaAttributes/${name}` }
}

function shownAttributes({ settings }: StoredSettings): z.output<typeof attribute>[] {
  const custom = settings.schemaAttributes.map((one) => ({ ...one, id: one.name }))
  return [...profileAttributes.map(builtIn), ...custom]
}

/** [schemas of PingOne] CORE: made or needed by the program itself. */
function builtIn({ name, label, mappable }: ProfileAttribute): z.output<typeof attribute> {
  const isCore = !mappable || name === 'username'
  return {
    ...{ id: name, name, displayName: label, type: 'STRING', schemaType: isCore ? 'CORE' : 'STANDARD' },
    ...{ enabled: true, unique: name === 'username' || name === 'id', multiValued: name.startsWith('memberOf') },
  }
}

interface AttributeParams {
  readonly schemaId: string
  readonly attributeId: string
}

function find(stored: StoredSettings, params: AttributeParams) {
  requireSchema(params.schemaId)
  const found = shownAttributes(stored).find(({ id }) => id === params.attributeId)
  if (found === undefined) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'attribute', id: params.attributeId })
  return found
}

function findCustom(stored: StoredSettings, params: AttributeParams) {
  const found = find(stored, params)
  if (found.schemaType !== 'CUSTOM') throw new IdpError('ADMIN_ATTRIBUTE_BUILT_IN', { attribute: found.name })
  return found
}

function requireSchema(id: string): void {
  if (id !== schemaId) throw new IdpError('ADMIN_NOT_FOUND', { resource: 'schema', id })
}

function sentAttribute(given: unknown): Group {
  if (!isGroup(given)) throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: 'an object is expected' })
  const ours = ['id', 'joinery', '_links', 'createdAt', 'updatedAt', 'environment', 'schema', 'ldapAttribute']
  return Object.fromEntries(Object.entries(given).filter(([name]) => !ours.includes(name)))
}
