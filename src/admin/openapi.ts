import { z } from 'zod'
import type { AdminRoute } from './admin-route.ts'
import { defineRoute } from './define-route.ts'
import { permissionsOf } from './permissions.ts'

/** The admin API described in OpenAPI 3.1, out of the routes themselves: nothing is said twice. */

type Json = Readonly<Record<string, unknown>>

export function openApiRoute(routes: readonly AdminRoute[]): AdminRoute {
  const description: z.ZodType = z.looseObject({ openapi: z.literal('3.1.0') })
  return defineRoute({
    operationId: 'readOpenApi',
    method: 'GET',
    path: '/openapi.json',
    top: true,
    summary: 'This API, described in OpenAPI 3.1.',
    permission: 'signedIn',
    status: 200,
    answer: description,
    example: {},
    run: () => ({ body: openApiOf(routes) }),
  })
}

export function openApiOf(routes: readonly AdminRoute[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = fullPath(route)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Joinery admin API', version: '1', description },
    paths,
    components: { schemas: { Error: errorSchema }, securitySchemes },
    security: [{ accessToken: [] }, { consoleSession: [] }],
  }
}

/** As it is asked for on the admin listener. */
export function fullPath({ path, top }: AdminRoute): string {
  return `/v1${top ? '' : '/environments/{environmentId}'}${path}`
}

/** Roles that have the permission of the route. */
export function rolesFor({ permission }: AdminRoute): string[] {
  return Object.entries(permissionsOf).flatMap(([role, permissions]) =>
    permission === 'signedIn' || permissions.includes(permission) ? [role] : [],
  )
}

const description =
  "Resources and field names are those of PingOne's platform API where it has them. Lists take `limit` and `cursor`, single resources have an ETag, and what changes takes it in If-Match."

function operationOf(route: AdminRoute): Json {
  const { operationId, summary, description: more, permission, body, example } = route
  const access = `Permission: ${permission} (${rolesFor(route).join(', ')}).`
  return {
    operationId,
    summary,
    description: more === undefined ? access : `${more} ${access}`,
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: schemaOf(body, 'input'),
            ...(example.body !== undefined && { example: example.body }),
          },
        },
      },
    }),
    responses: { [route.status]: responseOf(route), default: refusal },
  }
}

function pathParameters(route: AdminRoute): Json[] {
  const names = [...fullPath(route).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const known: Readonly<Record<string, string>> = { environmentId: 'default', ...route.example.params }
  return names.map((name) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    ...(known[name] !== undefined && { example: known[name] }),
  }))
}

function queryParameters({ query }: AdminRoute): Json[] {
  if (query === undefined) return []
  const { properties, required } = objectShape.parse(schemaOf(query, 'input'))
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }))
}

const objectShape = z.looseObject({
  properties: z.record(z.string(), z.looseObject({})).default({}),
  required: z.array(z.string()).default([]),
})

function headerParameters({ method }: AdminRoute): Json[] {
  const schema = { type: 'string' }
  const about = 'The ETag of what was read: refused with 412 when somebody else changed it since.'
  return method === 'PUT' || method === 'DELETE'
    ? [{ name: 'If-Match', in: 'header', required: false, schema, description: about }]
    : []
}

function responseOf({ answer, status }: AdminRoute): Json {
  if (status === 204) return { description: 'Done.' }
  if (answer === undefined) return { description: 'A file.' }
  return { description: 'Done.', content: { 'application/json': { schema: schemaOf(answer, 'output') } } }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: withoutPresets,
  })
  return rest
}

/** What the default values fill in may be left out (with-presets.ts); zod itself does not know. */
function withoutPresets({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { required, properties = {} } = jsonSchema
  if (required === undefined) return
  jsonSchema.required = required.filter((name) => {
    const property = properties[name]
    return typeof property !== 'object' || property.preset !== true
  })
}

const text = { type: 'string' }

const errorSchema = {
  type: 'object',
  required: ['id', 'code', 'message', 'details', 'joinery'],
  properties: {
    id: { ...text, description: 'Of this answer; the server log has it where the cause is internal.' },
    code: { ...text, description: 'INVALID_DATA, NOT_FOUND, ACCESS_FAILED, …' },
    message: text,
    details: {
      type: 'array',
      items: { type: 'object', properties: { code: text, target: text, message: text } },
    },
    joinery: {
      type: 'object',
      required: ['code'],
      properties: {
        code: { ...text, description: 'As docs/errors.md lists it.' },
        means: text,
        fix: text,
        problems: { type: 'array', items: { type: 'object' } },
      },
    },
  },
}

const refusal = {
  description: 'A refusal.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
}

const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'From POST /{environmentId}/as/token, by client credentials.',
  },
  consoleSession: {
    ...{ type: 'apiKey', in: 'cookie', name: '__Host-joinery-console' },
    description: 'Of a signed-in administrator.',
  },
}
