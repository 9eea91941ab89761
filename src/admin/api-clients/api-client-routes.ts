import { z } from 'zod'
import { requireFreshFactor } from '../../administrators/require-fresh-factor.ts'
import { roles } from '../../config/roles.ts'
import { IdpError } from '../../errors.ts'
import type { ApiClient, HeldApiClient } from '../../ports/api-clients.ts'
import type { AdminPorts } from '../admin-ports.ts'
import type { AdminRoute } from '../admin-route.ts'
import { collectionOf, filteredPageQuery, pageOfList } from '../collection.ts'
import { defineRoute } from '../define-route.ts'
import { etagOf, requireMatch } from '../etag.ts'
import { makeOpaqueValue } from './opaque-value.ts'

/** Two, so that a new one can be in use everywhere before the old one goes. */
const mostSecrets = 2

const secret = z.strictObject({
  id: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional().describe('When a token was last given for it.'),
})

const clientBody = z.strictObject({
  name: z.string().trim().min(1).max(256).describe('Unique.'),
  description: z.string().max(1024).optional(),
  role: z.enum(roles).describe('What its tokens may do; a change ends those it has.'),
  enabled: z.boolean().default(true).describe('One that is off gets no tokens, and those it has end.'),
})

const client = clientBody.extend({
  id: z.string(),
  enabled: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional(),
  secrets: z.array(secret).describe('At most two. The secrets themselves are shown once, when they are made.'),
})

const newSecret = secret.extend({
  clientSecret: z.string().describe('Shown now and never again: only a hash is kept.').meta({ readOnly: true }),
})

export function apiClientRoutes(ports: AdminPorts): AdminRoute[] {
  return [...readingRoutes(ports), createRoute(ports), updateRoute(ports), ...secretRoutes(ports), deleteRoute(ports)]
}

function readingRoutes({ apiClients }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'listApiClients',
      method: 'GET',
      path: '/apiClients',
      summary: 'The programs that may use this API.',
      permission: 'administrators.read',
      status: 200,
      query: filteredPageQuery,
      answer: collectionOf('apiClients', client),
      example: {},
      run: async (request) => ({
        body: pageOfList(request, 'apiClients', (await apiClients.list()).map(shown)),
      }),
    }),
    defineRoute({
      operationId: 'readApiClient',
      method: 'GET',
      path: '/apiClients/{apiClientId}',
      summary: 'One API client.',
      permission: 'administrators.read',
      status: 200,
      answer: client,
      example: { params: { apiClientId: 'made-by-fixture' } },
      run: async ({ params }) => answerWith(await get(apiClients, params.apiClientId)),
    }),
  ]
}

function createRoute({ apiClients, clock, randomness }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'createApiClient',
    method: 'POST',
    path: '/apiClients',
    summary: 'Creates an API client and its first secret, shown this once.',
    permission: 'administrators.change',
    status: 201,
    body: clientBody,
    answer: client.extend({ clientSecret: newSecret.shape.clientSecret }),
    example: { body: { name: 'Inventory', role: 'readOnly', description: 'Lists devices every night' } },
    run: async ({ body, record, actor }) => {
      const now = clock.now()
      requireFreshFactor(actor, now)
      const id = randomness.uuid()
      const { text, hash } = makeOpaqueValue('jcs_', randomness)
      const made = { ...body, description: body.description, id, createdAt: now, updatedAt: now }
      const audit = record({ action: 'create', resource: `apiClients/${id}`, after: body })
      await apiClients.add(made, { id: randomness.uuid(), hash, createdAt: now }, audit)
      const { body: view, etag } = answerWith(await get(apiClients, id))
      return { body: { ...view, clientSecret: text }, etag, location: `/apiClients/${id}` }
    },
  })
}

function updateRoute({ apiClients, clock }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'updateApiClient',
    method: 'PUT',
    path: '/apiClients/{apiClientId}',
    summary: 'Replaces name, description, role and whether it is on.',
    permission: 'administrators.change',
    status: 200,
    body: clientBody,
    answer: client,
    example: { params: { apiClientId: 'made-by-fixture' }, body: { name: 'Fixture', role: 'readOnly', enabled: true } },
    run: async ({ params, body, ifMatch, record, actor }) => {
      requireFreshFactor(actor, clock.now())
      const before = await get(apiClients, params.apiClientId)
      requireMatch(ifMatch, kept(before))
      // Later than before in any case: by this time the repository knows whether somebody was faster.
      const updatedAt = new Date(Math.max(clock.now().getTime(), before.updatedAt.getTime() + 1))
      const after: ApiClient = { ...before, ...body, description: body.description, updatedAt }
      const endTokens = after.role !== before.role || !after.enabled
      const resource = `apiClients/${before.id}`
      const audit = record({ action: 'update', resource, before: changeable(before), after: changeable(after) })
      const isDone = await apiClients.update(after, { before, endTokens }, audit)
      const now = await get(apiClients, before.id)
      if (!isDone) throw new IdpError('ADMIN_CHANGED_MEANWHILE', { found: etagOf(kept(now)) })
      return answerWith(now)
    },
  })
}

function deleteRoute({ apiClients }: AdminPorts): AdminRoute {
  return defineRoute({
    operationId: 'deleteApiClient',
    method: 'DELETE',
    path: '/apiClients/{apiClientId}',
    summary: 'Deletes an API client with its secrets; its tokens end at once.',
    permission: 'administrators.change',
    status: 204,
    example: { params: { apiClientId: 'made-by-fixture' } },
    run: async ({ params, ifMatch, record }) => {
      const before = await get(apiClients, params.apiClientId)
      requireMatch(ifMatch, kept(before))
      const audit = record({ action: 'delete', resource: `apiClients/${before.id}`, before: changeable(before) })
      if (!(await apiClients.remove(before.id, audit))) throw notFound(before.id)
      return {}
    },
  })
}

function secretRoutes({ apiClients, clock, randomness }: AdminPorts): AdminRoute[] {
  return [
    defineRoute({
      operationId: 'createApiClientSecret',
      method: 'POST',
      path: '/apiClients/{apiClientId}/secrets',
      summary: 'Makes a second secret, shown this once; the first goes on working until it is deleted.',
      permission: 'administrators.change',
      status: 201,
      answer: newSecret,
      example: { params: { apiClientId: 'made-by-fixture' } },
      run: async ({ params: { apiClientId }, record, actor }) => {
        requireFreshFactor(actor, clock.now())
        await get(apiClients, apiClientId)
        const { text, hash } = makeOpaqueValue('jcs_', randomness)
        const id = randomness.uuid()
        const createdAt = clock.now()
        const audit = record({ action: 'create', resource: `apiClients/${apiClientId}/secrets/${id}`, after: '(set)' })
        if (!(await apiClients.addSecret(apiClientId, { id, hash, createdAt }, mostSecrets, audit)))
          throw new IdpError('ADMIN_API_CLIENT_SECRETS', { apiClientId, most: mostSecrets })
        return { body: { id, createdAt: createdAt.toISOString(), clientSecret: text } }
      },
    }),
    defineRoute({
      operationId: 'deleteApiClientSecret',
      method: 'DELETE',
      path: '/apiClients/{apiClientId}/secrets/{secretId}',
      summary: 'Deletes a secret; the tokens that were given for it end at once.',
      permission: 'administrators.change',
      status: 204,
      example: { params: { apiClientId: 'made-by-fixture', secretId: 'made-by-fixture' } },
      run: async ({ params: { apiClientId, secretId }, record }) => {
        const resource = `apiClients/${apiClientId}/secrets/${secretId}`
        if (!(await apiClients.removeSecret(apiClientId, secretId, record({ action: 'delete', resource }))))
          throw new IdpError('ADMIN_NOT_FOUND', { resource: 'secret', id: secretId })
        return {}
      },
    }),
  ]
}

async function get(apiClients: AdminPorts['apiClients'], id: string): Promise<HeldApiClient> {
  const found = await apiClients.find(id)
  if (found === undefined) throw notFound(id)
  return found
}

function notFound(id: string): IdpError {
  return new IdpError('ADMIN_NOT_FOUND', { resource: 'API client', id })
}

/** The ETag leaves out when it was used: a token that is given to it changes nothing that an administrator wrote. */
function answerWith(held: HeldApiClient) {
  return { body: shown(held), etag: etagOf(kept(held)) }
}

function kept(held: HeldApiClient) {
  return { ...changeable(held), secrets: held.secrets.map(({ id }) => id) }
}

/** What an update changes. */
function changeable({ name, description, role, enabled }: ApiClient) {
  return { name, ...(description !== undefined && { description }), role, enabled }
}

function shown(held: HeldApiClient) {
  const { id, createdAt, updatedAt, secrets } = held
  const uses = secrets.flatMap(({ lastUsedAt }) => (lastUsedAt === undefined ? [] : [lastUsedAt.toISOString()])).sort()
  const lastUsedAt = uses.at(-1)
  return {
    id,
    ...changeable(held),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    secrets: secrets.map((one) => ({
      id: one.id,
      createdAt: one.createdAt.toISOString(),
      ...(one.lastUsedAt !== undefined && { lastUsedAt: one.lastUsedAt.toISOString() }),
    })),
  }
}
