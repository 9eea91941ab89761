import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { AdminRoute } from '../../../src/admin/admin-route.ts'
import { fullPath, openApiOf, rolesFor } from '../../../src/admin/openapi.ts'
import { roles } from '../../../src/config/roles.ts'
import { adminLockouts } from '../../../src/lockout/admin-lockouts.ts'
import { systemClock } from '../../../src/system-ports.ts'
import { memoryDirectory } from '../../fakes/memory-directory.ts'
import { type AdminStage, type Answer, openAdminStage } from '../../unit/admin/admin-stage.ts'

/** Every route does what it says of itself: its example, its schemas, its permission; and none ever gives a secret away. */

const fixture = await readFile(join(import.meta.dirname, '../../fixtures/admin/settings.yaml'), 'utf8')
const planted = ['planted-bind-password', 'planted-service-password']

let stage: AdminStage
before(async () => {
  stage = await openAdminStage(({ settings, passwordCounters: counters }) => ({
    lockouts: adminLockouts({ settings, counters, directory: memoryDirectory([]), clock: systemClock }),
  }))
  const headers = { 'content-type': 'application/yaml' }
  const { status, text } = await stage.ask('PUT', '/settings', { text: fixture, headers })
  assert.equal(status, 200, text)
  const at = new Date()
  const client = { id: 'made-by-fixture', name: 'Made by fixture', description: undefined, role: 'readOnly' as const }
  const actor = { kind: 'commandLine', id: 'x', name: 'x', role: 'owner', remoteAddress: '' } as const
  await stage.storage.apiClients.add(
    { ...client, enabled: true, createdAt: at, updatedAt: at },
    { id: 'made-by-fixture', hash: 'x', createdAt: at },
    { id: 'fixture', at, actor, action: 'create', resource: 'apiClients/made-by-fixture' },
  )
})
after(() => stage.close())

function urlOf(route: AdminRoute): string {
  const { params = {}, query = {} } = route.example
  const known: Readonly<Record<string, string>> = { environmentId: 'default', ...params }
  const path = fullPath(route).replace(/\{(\w+)\}/g, (_, name: string) => {
    assert.ok(known[name] !== undefined, `${route.operationId}: the example lacks ${name}`)
    return encodeURIComponent(known[name])
  })
  const search = new URLSearchParams(query as Record<string, string>).toString()
  return search === '' ? path : `${path}?${search}`
}

const answers: { readonly route: AdminRoute; readonly answer: Answer }[] = []

test('the example of every route ends as it says, with an answer of its schema', async () => {
  const wrong: string[] = []
  for (const route of stage.routes.filter(({ example }) => example.needs === undefined)) {
    const { body } = route.example
    const answer = await stage.ask(route.method, urlOf(route), body === undefined ? {} : { body })
    answers.push({ route, answer })
    if (answer.status !== route.status)
      wrong.push(`${route.operationId}: ${answer.status} ${answer.text.slice(0, 400)}`)
    const parsed = answer.body === undefined ? undefined : route.answer?.safeParse(answer.body)
    if (parsed?.success === false) wrong.push(`${route.operationId}: ${parsed.error.message.slice(0, 600)}`)
  }
  assert.deepEqual(wrong, [])
  assert.ok(answers.length > 50)
})

test('no answer, no export and no audit record holds a secret, a key or a signed assertion', async () => {
  const views = ['/settings', '/audit?limit=1000', '/gateways', '/settings/versions/1', '/apiClients']
  const more = await Promise.all(views.map((path) => stage.ask('GET', path)))
  const yaml = await stage.ask('GET', '/settings', { headers: { accept: 'application/yaml' } })
  // Two show a new secret this once; the description of the API shows the examples themselves.
  const apart = ['createApiClient', 'createApiClientSecret', 'readOpenApi']
  const texts = answers.filter(({ route }) => !apart.includes(route.operationId)).map(({ answer }) => answer.text)
  for (const text of [...texts, yaml.text, ...more.map((answer) => answer.text)])
    for (const hidden of [...planted, 'a password of the example', 'PRIVATE KEY', 'SignatureValue', 'jcs_', 'jat_'])
      assert.ok(!text.includes(hidden), `${hidden} in ${text.slice(0, 200)}`)
})

test('every route takes every role by its permission alone, and nobody without a good token', async () => {
  const wrong: string[] = []
  // An environment that is not there is looked at after the permission, and before anything is done.
  for (const route of stage.routes.filter(({ top }) => !top)) {
    const url = urlOf(route).replace('/environments/default', '/environments/nowhere')
    const statuses = await Promise.all(roles.map(async (role) => (await stage.ask(route.method, url, { role })).status))
    const expected = roles.map((role) => (rolesFor(route).includes(role) ? 404 : 403))
    if (statuses.join() !== expected.join()) wrong.push(`${route.operationId}: ${statuses}, not ${expected}`)
    for (const authorization of ['', 'Bearer jat_unknown', 'Basic eDp4']) {
      const { status } = await stage.ask(route.method, url, { headers: { authorization } })
      if (status !== 401) wrong.push(`${route.operationId} with "${authorization}": ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
})

const deep = `${'{"a":['.repeat(5000)}1${']}'.repeat(5000)}`
const hostile = ['null', '{', '{"__proto__":{"id":1},"id":{},"name":[],"userTypes":[null]}', deep]

test('no body and no parameter of a stranger makes an error without a name', async () => {
  const wrong: string[] = []
  for (const route of stage.routes.filter(({ example }) => example.needs === undefined)) {
    const url = urlOf(route)
    const tries = route.body === undefined ? [] : hostile.map((text) => ({ url, text }))
    const odd = fullPath(route)
      .replace('{environmentId}', 'default')
      .replace(/\{\w+\}/g, '__proto__%2F..')
    for (const { url: address, text } of [...tries, { url: `${odd}?limit=x&cursor=%FF`, text: '{}' }]) {
      const { status } = await stage.ask(route.method, address, { text })
      if (status >= 500) wrong.push(`${route.operationId} ${address.slice(0, 120)} ${text.slice(0, 40)}: ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('operations have names of their own, and the description is OpenAPI 3.1 without loose ends', async () => {
  const names = stage.routes.map(({ operationId }) => operationId)
  assert.deepEqual(names, [...new Set(names)])
  const addresses = stage.routes.map((route) => `${route.method} ${fullPath(route).replace(/\{\w+\}/g, '{}')}`)
  assert.deepEqual(addresses, [...new Set(addresses)])
  const { body } = await stage.ask('GET', '/v1/openapi.json', { role: 'helpDesk' })
  assert.equal(body.openapi, '3.1.0')
  assert.equal(
    Object.values(openApiOf(stage.routes).paths as object).flatMap((path) => Object.keys(path)).length,
    names.length,
  )
  const references = [...JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference)
  assert.deepEqual([...new Set(references)], ['#/components/schemas/Error'])
  const create = body.paths['/v1/environments/{environmentId}/gateways'].post
  const { schema } = create.requestBody.content['application/json']
  assert.deepEqual(schema.required, ['name', 'serversHostAndPort', 'bindDN'])
  assert.equal(schema.properties.bindPassword.writeOnly, true)
})
