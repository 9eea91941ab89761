import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AdminStage, openAdminStage } from '../admin/admin-stage.ts'

/** The ground of the admin API: who may ask, how it refuses, that no update is lost, that all is audited. */

let stage: AdminStage
before(async () => {
  stage = await openAdminStage()
})
after(() => stage.close())

const base = '/v1/environments/default'
const ask: AdminStage['ask'] = (...given) => stage.ask(...given)

test('an entry is created, read, listed, replaced and deleted; each change is audited', async () => {
  const created = await ask('POST', '/populations', { body: { name: 'People of Zürich' } })
  assert.equal(created.status, 201)
  assert.equal(created.headers.location, `${base}/populations/people-of-zurich`)
  const read = await ask('GET', '/populations/people-of-zurich')
  assert.deepEqual(read.body, { id: 'people-of-zurich', name: 'People of Zürich' })
  assert.equal(read.headers.etag, created.headers.etag)
  const changed = await ask('PUT', '/populations/people-of-zurich', {
    body: { ...read.body, description: 'All of them' },
  })
  assert.equal(changed.status, 200)
  const list = await ask('GET', '/populations')
  assert.deepEqual(list.body._embedded.populations, [{ ...read.body, description: 'All of them' }])
  assert.equal((await ask('DELETE', '/populations/people-of-zurich')).status, 204)
  assert.equal((await ask('GET', '/populations/people-of-zurich')).body.joinery.code, 'ADMIN_NOT_FOUND')
  const records = await stage.storage.audit.list({ resource: 'populations' }, 10)
  assert.deepEqual(
    records.map(({ action }) => action),
    ['delete', 'update', 'create'],
  )
  assert.deepEqual(records[1]?.before, { id: 'people-of-zurich', name: 'People of Zürich' })
  assert.equal(records[1]?.actor.name, 'a owner')
  assert.equal(records[1]?.actor.remoteAddress, '127.0.0.1')
})

test('a change that the checks of the settings refuse names the field, and changes nothing', async () => {
  const { version } = stage.storage.settings
  const refused = await ask('POST', '/populations', { body: { id: 'x', name: '', colour: 'red' } })
  assert.equal(refused.status, 400)
  assert.equal(refused.body.code, 'INVALID_DATA')
  assert.equal(refused.body.joinery.code, 'ADMIN_SETTINGS_REFUSED')
  assert.deepEqual(refused.body.details.map(({ target }: { target: string }) => target).sort(), ['colour', 'name'])
  assert.equal(stage.storage.settings.version, version)
})

test('If-Match with an old state is refused; of two writers at once one is told [RFC9110 §13.1.1]', async () => {
  const { headers } = await ask('POST', '/populations', { body: { id: 'raced', name: 'Raced' } })
  const ifMatch = { 'if-match': String(headers.etag) }
  const put = (name: string) => ask('PUT', '/populations/raced', { body: { name }, headers: ifMatch })
  const both = await Promise.all([put('One'), put('Two')])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
  const winner = both[0]?.status === 200 ? 'One' : 'Two'
  assert.equal((await ask('GET', '/populations/raced')).body.name, winner)
  assert.equal((await ask('DELETE', '/populations/raced', { headers: ifMatch })).status, 412)
})

test('writers of different entries at once all succeed', async () => {
  const names = ['w1', 'w2', 'w3', 'w4']
  const all = await Promise.all(names.map((id) => ask('POST', '/populations', { body: { id, name: id } })))
  assert.deepEqual(
    all.map(({ status }) => status),
    [201, 201, 201, 201],
  )
  const { _embedded } = (await ask('GET', '/populations?limit=1000')).body
  for (const id of names)
    assert.ok(
      _embedded.populations.some((one: { id: string }) => one.id === id),
      id,
    )
})

test('pages follow each other to the end', async () => {
  const seen: string[] = []
  let path: string | undefined = '/populations?limit=2'
  while (path !== undefined) {
    const { body } = await ask('GET', path)
    seen.push(...body._embedded.populations.map(({ id }: { id: string }) => id))
    assert.equal(body.size, body._embedded.populations.length)
    path = body._links.next?.href.replace(base, '')
  }
  assert.deepEqual(
    seen,
    stage.storage.settings.current().managed.populations.map(({ id }) => id),
  )
  assert.equal((await ask('GET', '/populations?cursor=bm90aGluZw')).body.joinery.code, 'ADMIN_CURSOR_UNKNOWN')
  assert.equal((await ask('GET', '/populations?limit=0')).body.joinery.code, 'ADMIN_DATA_INVALID')
})

test('without a credential nothing is said but how to sign in [RFC6750 §3]', async () => {
  const answer = await ask('GET', '/populations', { headers: { authorization: '' } })
  assert.equal(answer.status, 401)
  assert.equal(answer.headers['www-authenticate'], 'Bearer realm="joinery"')
  assert.deepEqual(answer.body.joinery, { code: 'ADMIN_NOT_SIGNED_IN' })
})

test('a role without the permission is refused before its body is read [RFC6750 §3.1]', async () => {
  const answer = await ask('POST', '/populations', { text: 'not JSON', role: 'readOnly' })
  assert.equal(answer.status, 403)
  assert.match(String(answer.headers['www-authenticate']), /insufficient_scope/)
  assert.equal((await ask('GET', '/populations', { role: 'helpDesk' })).status, 403)
})

test('refusals have the form of PingOne’s errors', async () => {
  const broken = await ask('POST', '/populations', { text: '{"name":' })
  assert.equal(broken.body.joinery.code, 'ADMIN_BODY_NOT_JSON')
  assert.deepEqual(Object.keys(broken.body), ['id', 'code', 'message', 'details', 'joinery'])
  assert.equal((await ask('POST', '/populations', { text: 'x'.repeat(70_000) })).status, 413)
  const elsewhere = await ask('GET', '/v1/environments/other/populations')
  assert.equal(elsewhere.body.joinery.code, 'ADMIN_ENVIRONMENT_UNKNOWN')
  assert.equal((await ask('GET', '/nothing')).body.joinery.code, 'ADMIN_ROUTE_UNKNOWN')
})

test('the audit log is read in pages, newest first, by resource, actor and time', async () => {
  const first = (await ask('GET', '/audit?limit=2')).body
  assert.deepEqual(
    first._embedded.auditRecords.map(({ action }: { action: string }) => action),
    ['create', 'create'],
  )
  const second = (await ask('GET', first._links.next.href)).body
  assert.equal(second.size, 2)
  assert.ok(second._embedded.auditRecords[0].at <= first._embedded.auditRecords[1].at)
  const size = async (query: string) => (await ask('GET', `/audit?${query}`)).body.size
  assert.equal(await size('resource=populations/raced'), 2)
  assert.equal(await size('resource=populations/rac'), 0)
  assert.equal(await size('action=delete&actor=c1'), 1)
  assert.equal(await size('actor=somebody'), 0)
  assert.equal(await size('until=2020-01-01T00:00:00Z'), 0)
  assert.equal((await ask('GET', '/audit?cursor=eA')).body.joinery.code, 'ADMIN_CURSOR_UNKNOWN')
})
