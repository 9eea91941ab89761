import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { hashOf } from '../../../src/admin/api-clients/opaque-value.ts'
import { type ServerProcess, spawnServer } from '../../../src/cli/spawn-server.ts'
import { apiClientRepository } from '../../../src/storage/api-client-repository.ts'
import { openDatabase } from '../../../src/storage/open-database.ts'

/** The admin API of a server in a process of its own, asked as a program would ask it. No domain is needed. */

let folder: string
let server: ServerProcess
let origin: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joinery-admin-live-'))
  const dataDirectory = join(folder, 'data')
  const bootFile = join(folder, 'joinery.yaml')
  const lines = [
    'publicUrl: https://sts.example.com',
    'listen: { public: { host: 127.0.0.1, port: 0 }, admin: { port: 0 } }',
    'trustedProxies: [127.0.0.1]',
    `dataDirectory: ${dataDirectory}`,
    `dataKeyFile: ${folder}/etc/data.key`,
  ]
  await writeFile(bootFile, `${lines.join('\n')}\n`)
  const at = new Date()
  const database = await openDatabase({ dataDirectory, create: true, now: at })
  const actor = { kind: 'commandLine', id: 'x', name: 'x', role: 'owner', remoteAddress: '' } as const
  await apiClientRepository(database.kysely).add(
    {
      ...{ id: 'live', name: 'live', description: undefined, role: 'owner' },
      enabled: true,
      createdAt: at,
      updatedAt: at,
    },
    { id: 's', hash: hashOf('jcs_the-live-secret'), createdAt: at },
    { id: 'r', at, actor, action: 'create', resource: 'apiClients/live' },
  )
  await database.close()
  server = await spawnServer({ bootFile })
  origin = `http://127.0.0.1:${server.adminPort}`
})
after(async () => {
  await server?.stop()
  await rm(folder, { recursive: true })
})

async function token(): Promise<string> {
  const authorization = `Basic ${Buffer.from('live:jcs_the-live-secret').toString('base64')}`
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  const answer = await fetch(`${origin}/default/as/token`, { method: 'POST', headers: { authorization }, body })
  assert.equal(answer.status, 200)
  return String(Reflect.get(Object(await answer.json()), 'access_token'))
}

const ask = (path: string, bearer: string, init: RequestInit = {}) =>
  fetch(`${origin}/v1${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${bearer}` } })

test('a program gets a token, makes a change, is held to what it read, and gives the token back', async () => {
  const bearer = await token()
  const json = { 'content-type': 'application/json' }
  const path = '/environments/default/populations'
  const made = await ask(path, bearer, { method: 'POST', headers: json, body: '{"name":"Live"}' })
  assert.equal(made.status, 201)
  const etag = made.headers.get('etag') ?? ''
  const put = (name: string) =>
    ask(`${path}/live`, bearer, {
      method: 'PUT',
      headers: { ...json, 'if-match': etag },
      body: JSON.stringify({ name }),
    })
  const both = await Promise.all([put('one'), put('two')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
  const headers = { authorization: `Basic ${Buffer.from('live:jcs_the-live-secret').toString('base64')}` }
  await fetch(`${origin}/default/as/revoke`, { method: 'POST', headers, body: new URLSearchParams({ token: bearer }) })
  assert.equal((await ask(path, bearer)).status, 401)
})

test('the API is on the admin listener alone, says what it is, and answers no other origin', async () => {
  const bearer = await token()
  const description = await ask('/openapi.json', bearer, { headers: { origin: 'https://evil.example' } })
  assert.equal(Reflect.get(Object(await description.json()), 'openapi'), '3.1.0')
  assert.equal(description.headers.get('access-control-allow-origin'), null)
  const headers = { host: 'sts.example.com', 'x-forwarded-proto': 'https', authorization: `Bearer ${bearer}` }
  for (const path of ['/v1/openapi.json', '/default/as/token'])
    assert.ok(
      [404, 421].includes((await fetch(`http://127.0.0.1:${server.publicPort}${path}`, { headers })).status),
      path,
    )
})

test('neither secret nor token is in the log of the server', async () => {
  const bearer = await token()
  await ask('/environments/default/apiClients', bearer)
  for (const hidden of [bearer, 'jcs_the-live-secret']) assert.ok(!server.log().includes(hidden))
})
