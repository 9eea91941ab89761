import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../fakes/fixed-clock.ts'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

/** API clients and their tokens, over HTTP and a real database. */

const clock = fixedClock()
let stage: AdminStage
before(async () => {
  stage = await openAdminStage(undefined, clock)
})
after(() => stage.close())

let made = 0

async function makeClient(role = 'readOnly') {
  made += 1
  const { status, body } = await stage.ask('POST', '/apiClients', { body: { name: `client ${made}`, role } })
  assert.equal(status, 201)
  return { id: String(body.id), secret: String(body.clientSecret), secretId: String(body.secrets[0].id) }
}

type Form = Record<string, string>
const grant: Form = { grant_type: 'client_credentials' }

async function post(name: 'token' | 'revoke', form: Form | string, headers: Form = {}, remoteAddress = '127.0.0.1') {
  // The shares of addresses and clients fill up again.
  clock.advance(5000)
  const answer = await stage.app.inject({
    method: 'POST',
    url: `/default/as/${name}`,
    remoteAddress,
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

function basic(id: string, secret: string): Form {
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

async function tokenOf({ id, secret }: { id: string; secret: string }): Promise<string> {
  return (await post('token', grant, basic(id, secret))).body.access_token
}

async function statusWith(token: string, path = '/populations'): Promise<number> {
  return (await stage.ask('GET', path, { headers: { authorization: `Bearer ${token}` } })).status
}

test('id and secret give a token that carries the role, by either way of sending them [RFC6749 §4.4] [RFC6749 §2.3.1]', async () => {
  const { id, secret } = await makeClient()
  const byHeader = await post('token', grant, basic(id, secret))
  assert.equal(byHeader.status, 200)
  const { access_token, ...rest } = byHeader.body
  assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 900, scope: 'readOnly' })
  assert.equal(byHeader.headers['cache-control'], 'no-store')
  assert.equal(await statusWith(access_token), 200)
  assert.equal(await statusWith(access_token, '/apiClients'), 200)
  const inForm = await post('token', { ...grant, client_id: id, client_secret: secret })
  assert.equal(await statusWith(inForm.body.access_token), 200)
})

test('a token ends after 15 minutes [RFC6750 §3.1]', async () => {
  const token = await tokenOf(await makeClient())
  clock.advance(15 * 60_000 - 6000)
  assert.equal(await statusWith(token), 200)
  clock.advance(6000)
  const answer = await stage.ask('GET', '/populations', { headers: { authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 401)
  assert.equal(answer.headers['www-authenticate'], 'Bearer realm="joinery", error="invalid_token"')
  assert.deepEqual(answer.body.joinery, { code: 'ADMIN_TOKEN_INVALID' })
})

test('what is wrong with a token request is said in its words, unknown client and wrong secret alike [RFC6749 §5.2]', async () => {
  const { id, secret } = await makeClient()
  const cases: [string, number, Form | string, Form][] = [
    ['invalid_client', 401, grant, basic(id, `${secret}x`)],
    ['invalid_client', 401, grant, basic('nobody', secret)],
    ['invalid_client', 401, grant, { authorization: 'Basic %%%' }],
    ['invalid_client', 401, grant, {}],
    ['invalid_request', 400, {}, basic(id, secret)],
    ['invalid_request', 400, 'grant_type=client_credentials&grant_type=client_credentials', basic(id, secret)],
    ['invalid_request', 400, { ...grant, client_secret: secret }, basic(id, secret)],
    ['unsupported_grant_type', 400, { grant_type: 'password' }, basic(id, secret)],
  ]
  const answers = await Promise.all(cases.map(([, , form, headers]) => post('token', form, headers)))
  assert.deepEqual(
    answers.map(({ status, body }) => [body.error, status]),
    cases.map(([error, status]) => [error, status]),
  )
  assert.deepEqual(answers[0]?.body, answers[1]?.body)
  assert.match(String(answers[0]?.headers['www-authenticate']), /^Basic /)
})

test('a revoked token is refused at once, and nobody revokes another’s [RFC7009 §2.1] [RFC7009 §2.2]', async () => {
  const [mine, other] = [await makeClient(), await makeClient()]
  const token = await tokenOf(mine)
  assert.equal((await post('revoke', { token }, basic(other.id, other.secret))).status, 200)
  assert.equal(await statusWith(token), 200)
  assert.equal((await post('revoke', { token }, basic(mine.id, mine.secret))).status, 200)
  assert.equal(await statusWith(token), 401)
  assert.equal((await post('revoke', { token: 'unknown' }, basic(mine.id, mine.secret))).status, 200)
  assert.equal((await post('revoke', { token })).body.error, 'invalid_client')
})

test('deleting a client, switching it off and changing its role end its tokens', async () => {
  const changes = [
    (id: string) => stage.ask('DELETE', `/apiClients/${id}`),
    (id: string) => stage.ask('PUT', `/apiClients/${id}`, { body: { name: id, role: 'readOnly', enabled: false } }),
    (id: string) => stage.ask('PUT', `/apiClients/${id}`, { body: { name: id, role: 'helpDesk' } }),
  ]
  for (const change of changes) {
    const client = await makeClient()
    const token = await tokenOf(client)
    assert.ok((await change(client.id)).status < 300)
    assert.equal(await statusWith(token), 401)
  }
})

test('a secret is replaced without a gap: two at most, deleting one ends its tokens only', async () => {
  const client = await makeClient()
  const old = await tokenOf(client)
  const second = await stage.ask('POST', `/apiClients/${client.id}/secrets`)
  assert.equal(second.status, 201)
  const third = await stage.ask('POST', `/apiClients/${client.id}/secrets`)
  assert.equal(third.body.joinery.code, 'ADMIN_API_CLIENT_SECRETS')
  const fresh = await tokenOf({ id: client.id, secret: second.body.clientSecret })
  assert.equal((await stage.ask('DELETE', `/apiClients/${client.id}/secrets/${client.secretId}`)).status, 204)
  assert.deepEqual([await statusWith(old), await statusWith(fresh)], [401, 200])
  assert.equal((await post('token', grant, basic(client.id, client.secret))).status, 401)
  const { body } = await stage.ask('GET', `/apiClients/${client.id}`)
  assert.deepEqual(Object.keys(body.secrets[0]), ['id', 'createdAt', 'lastUsedAt'])
  assert.equal((await stage.ask('DELETE', `/apiClients/${client.id}/secrets/${client.secretId}`)).status, 404)
})

test('an address and a client get their share of tokens, no more', async () => {
  const { id, secret } = await makeClient()
  const statuses: number[] = []
  for (let count = 0; count < 40; count++) {
    clock.advance(-5000)
    statuses.push((await post('token', grant, basic(id, secret), '192.0.2.9')).status)
  }
  assert.deepEqual([statuses.filter((status) => status === 200).length, statuses.at(-1)], [15, 429])
  assert.equal((await post('token', grant, basic(id, `${secret}x`), '192.0.2.10')).status, 401)
})

test('two updates at once: one of them is told; names are unique', async () => {
  const [a, b] = [await makeClient(), await makeClient()]
  const { headers } = await stage.ask('GET', `/apiClients/${a.id}`)
  const put = (name: string) =>
    stage.ask('PUT', `/apiClients/${a.id}`, {
      body: { name, role: 'owner' },
      headers: { 'if-match': String(headers.etag) },
    })
  const both = await Promise.all([put('first'), put('second')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
  const { name } = both.find(({ status }) => status === 200)?.body ?? {}
  const taken = await stage.ask('PUT', `/apiClients/${b.id}`, { body: { name, role: 'readOnly' } })
  assert.deepEqual([taken.status, taken.body.joinery.code], [409, 'STORAGE_NAME_TAKEN'])
})

test('no secret and no token is in the database, in a list or in the audit log', async () => {
  const client = await makeClient()
  const token = await tokenOf(client)
  const { kysely } = stage.storage.database
  const rows = await Promise.all(
    (['api_clients', 'api_client_secrets', 'access_tokens', 'audit_records'] as const).map((table) =>
      kysely.selectFrom(table).selectAll().execute(),
    ),
  )
  const answers = await Promise.all(
    ['/apiClients', `/apiClients/${client.id}`, '/audit'].map((path) => stage.ask('GET', path)),
  )
  const text = JSON.stringify([rows, answers])
  assert.ok(text.includes(client.id))
  for (const hidden of [token, client.secret]) assert.ok(!text.includes(hidden.slice(4)))
  const { body } = await stage.ask('GET', `/audit?resource=apiClients/${client.id}`)
  assert.equal(body._embedded.auditRecords[0].after.role, 'readOnly')
})

test('an administrator proves the second factor again before a program gets a secret or another role', async () => {
  const client = await makeClient()
  const actor = { kind: 'administrator', id: 'ada', name: 'ada', role: 'owner', remoteAddress: '' } as const
  for (const operationId of ['createApiClient', 'updateApiClient', 'createApiClientSecret']) {
    const route = stage.routes.find((one) => one.operationId === operationId)
    const request = { actor, params: { apiClientId: client.id }, body: { name: 'x', role: 'owner', enabled: true } }
    await assert.rejects(async () => route?.run(request as never), { code: 'ADMINISTRATORS_FACTOR_STALE' })
  }
})
