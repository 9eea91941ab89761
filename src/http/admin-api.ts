import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { AdminAuthenticator } from '../admin/admin-authenticator.ts'
import type { AdminAnswer, AdminFile, AdminRequest, AdminRoute } from '../admin/admin-route.ts'
import type { TokenEndpointPorts } from '../admin/api-clients/token-endpoint.ts'
import { etagOf } from '../admin/etag.ts'
import { permissionsOf } from '../admin/permissions.ts'
import { RefusedRequest } from '../admin/refused-request.ts'
import { type Problem, problemText } from '../config/problem.ts'
import { IdpError } from '../errors.ts'
import type { Actor, AuditLog } from '../ports/audit.ts'
import type { Clock, Randomness, SettingsSource } from '../ports.ts'
import { adminFault } from './admin-fault.ts'
import { mountTokenEndpoint } from './mount-token-endpoint.ts'
import { nameHttpError } from './name-http-error.ts'

/** Mounts the routes of src/admin below /v1 on the administrators' listener, and the token endpoint beside them. */

export interface AdminApiOptions {
  readonly routes: readonly AdminRoute[]
  /** Asked in this order; the first that knows the caller decides. */
  readonly authenticators: readonly AdminAuthenticator[]
  readonly settings: SettingsSource
  readonly audit: AuditLog
  readonly clock: Clock
  readonly randomness: Randomness
  readonly tokenEndpoint: TokenEndpointPorts
  readonly log: Logger
}

const environmentPath = '/environments/:environmentId'

export function mountAdminApi(app: FastifyInstance, options: AdminApiOptions): void {
  mountTokenEndpoint(app, options.settings, options.tokenEndpoint)
  void app.register(
    async (scope) => {
      const signedIn = new WeakSet<FastifyRequest>()
      const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
        const named = nameHttpError(error, request.routeOptions.bodyLimit)
        const id = options.randomness.uuid()
        if (named.code === 'INTERNAL') options.log.error({ err: error, id }, 'admin request failed')
        const fault = adminFault(named, id, signedIn.has(request))
        return reply.code(fault.status).headers(fault.headers).send(fault.body)
      }
      scope.setErrorHandler(refuse)
      scope.setNotFoundHandler((request, reply) => {
        const [path = ''] = request.url.split('?', 1)
        return refuse(new IdpError('ADMIN_ROUTE_UNKNOWN', { method: request.method, path }), request, reply)
      })
      scope.addHook('onSend', async (_request, reply) => void reply.headers(alwaysSent))
      for (const route of options.routes)
        scope.route({
          method: route.method,
          url: `${route.top ? '' : environmentPath}${route.path.replace(/\{(\w+)\}/g, ':$1')}`,
          ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
          onRequest: async (request) => {
            actors.set(request, await permittedActor(route, request, options))
            signedIn.add(request)
          },
          handler: (request, reply) => answer(route, request, reply, options),
        })
    },
    { prefix: '/v1' },
  )
}

const alwaysSent = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

const actors = new WeakMap<FastifyRequest, Actor>()

/** Before the body is read: who may not ask, need not be listened to. */
async function permittedActor(route: AdminRoute, request: FastifyRequest, options: AdminApiOptions): Promise<Actor> {
  const actor = await authenticate(request, options.authenticators)
  if (route.permission !== 'signedIn' && !permissionsOf[actor.role].includes(route.permission)) {
    const { name, role } = actor
    throw new IdpError('ADMIN_ACCESS_DENIED', { actor: name, role, permission: route.permission })
  }
  return actor
}

async function authenticate(request: FastifyRequest, authenticators: readonly AdminAuthenticator[]): Promise<Actor> {
  const { method, url, headers, ip } = request
  for (const authenticator of authenticators) {
    const actor = await authenticator.authenticate({ method, path: url, headers, remoteAddress: ip })
    if (actor !== undefined) return actor
  }
  throw new IdpError('ADMIN_NOT_SIGNED_IN')
}

async function answer(route: AdminRoute, request: FastifyRequest, reply: FastifyReply, options: AdminApiOptions) {
  const asked = adminRequest(route, request, options)
  const result = await route.run(asked)
  if (result.audit !== undefined) await options.audit.add(asked.record(result.audit))
  const environment = `/v1/environments/${options.settings.current().managed.environment.id}`
  if (result.location !== undefined) reply.header('location', `${environment}${result.location}`)
  if (result.file !== undefined) return sendFile(reply, result.file)
  reply.code(route.status)
  return route.status === 204 ? reply.send() : sendBody(route, request, reply, result)
}

function sendBody(route: AdminRoute, request: FastifyRequest, reply: FastifyReply, { body, etag }: AdminAnswer) {
  const tag = etag ?? etagOf(body)
  reply.header('etag', tag)
  // [RFC9110 §13.1.2] Whoever has it already need not be sent it again.
  if (route.method === 'GET' && request.headers['if-none-match'] === tag) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
}

function sendFile(reply: FastifyReply, { contentType, name, content }: AdminFile) {
  reply.type(contentType)
  if (name !== undefined) reply.header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
  if (typeof content === 'string') return reply.send(content)
  return reply.send(content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content))
}

function adminRequest(route: AdminRoute, request: FastifyRequest, options: AdminApiOptions): AdminRequest<never> {
  const actor = actors.get(request)
  if (actor === undefined) throw new IdpError('ADMIN_NOT_SIGNED_IN')
  const params = request.params as Readonly<Record<string, string>>
  requireEnvironment(route, params.environmentId, options.settings)
  const given = readBody(route, request)
  return {
    params: params as never,
    query: parsed(route.query, request.query),
    body: route.bodyJudgedByRoute || route.takesBytes ? given : parsed(route.body, given),
    given,
    bytes: route.takesBytes ? bytesOf(request) : new Uint8Array(0),
    contentType: request.headers['content-type'] ?? '',
    actor,
    ifMatch: request.headers['if-match'],
    accept: request.headers.accept ?? '',
    self: request.url,
    record: (change) => ({ id: options.randomness.uuid(), at: options.clock.now(), actor, ...change }),
  }
}

function requireEnvironment(route: AdminRoute, environmentId: string | undefined, settings: SettingsSource): void {
  const known = settings.current().managed.environment.id
  if (!route.top && environmentId !== known) throw new IdpError('ADMIN_ENVIRONMENT_UNKNOWN', { environmentId, known })
}

function bytesOf({ body }: FastifyRequest): Uint8Array {
  return Buffer.isBuffer(body) ? body : new Uint8Array(0)
}

function readBody(route: AdminRoute, request: FastifyRequest): unknown {
  const { body: schema, textTypes = [], takesBytes } = route
  if (schema === undefined || takesBytes) return undefined
  const { headers } = request
  const bytes = bytesOf(request)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const [contentType = ''] = (headers['content-type'] ?? '').split(';', 1)
    if (textTypes.includes(contentType.trim().toLowerCase())) return text
    if (depthOf(text) > mostDepth) throw new Error(`it is nested more than ${mostDepth} deep`)
    return JSON.parse(text === '' ? '{}' : text)
  } catch (error) {
    throw new IdpError('ADMIN_BODY_NOT_JSON', { reason: error instanceof Error ? error.message : String(error) })
  }
}

/** What is nested deeper is no resource of ours, and would use up the stack of whoever walks through it. */
const mostDepth = 32

/** Of the brackets, those in texts left out. One look at each character: a regular expression would begin anew at every quotation mark. */
function depthOf(json: string): number {
  let [depth, deepest, isText] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const character = json[at] ?? ''
    if (character === '"') isText = !isText
    else if (isText && character === '\\') at += 1
    else if (!isText && '[{'.includes(character)) depth += 1
    else if (!isText && ']}'.includes(character)) depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Throws ADMIN_DATA_INVALID with a problem for each field. */
export function parsed(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.slice(0, 50).map(problemOf)
  throw new RefusedRequest(
    'ADMIN_DATA_INVALID',
    { count: problems.length, problems: problems.map(problemText) },
    problems,
  )
}

function problemOf({ path, message }: z.core.$ZodIssue): Problem {
  const place = { path: path.map(String).join('/'), line: undefined, value: undefined }
  return { severity: 'error', check: 'structure', waivable: false, ...place, reason: message, fix: 'correct it' }
}
