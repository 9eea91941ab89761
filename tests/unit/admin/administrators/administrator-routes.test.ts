import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openConsoleStage, password } from '../../http/console-stage.ts'

/** Administrators looked after over the API, with sessions of the console. */

let stage: Awaited<ReturnType<typeof openConsoleStage>>
let owner: string | undefined
before(async () => {
  stage = await openConsoleStage()
  owner = (await stage.join('Olga')).cookie
})
after(() => stage.close())

const list = async (name: string) => (await stage.ask('GET', `/v1/${name}`, { cookie: owner })).body._embedded[name]
const idOf = async (name: string): Promise<string> =>
  (await list('administrators')).find((one: { name: string }) => one.name === name).id

test('the last owner can be neither demoted, switched off nor removed; with another one it can', async () => {
  const id = await idOf('Olga')
  const path = `/v1/administrators/${id}`
  for (const body of [{ role: 'readOnly', enabled: true }, { enabled: false }])
    assert.equal((await stage.ask('PUT', path, { cookie: owner, body })).body.joinery.code, 'ADMINISTRATORS_LAST_OWNER')
  assert.equal((await stage.ask('DELETE', path, { cookie: owner })).body.joinery.code, 'ADMINISTRATORS_LAST_OWNER')
  const second = await stage.join('Second')
  const removed = await stage.ask('DELETE', `/v1/administrators/${await idOf('Second')}`, { cookie: owner })
  assert.equal(removed.status, 204)
  assert.equal((await stage.ask('GET', '', { cookie: second.cookie })).status, 401)
})

test('a change is made from what was read, kept in the audit log, and ends sessions with the role', async () => {
  const grace = await stage.join('Grace', 'identityAdmin')
  const path = `/v1/administrators/${await idOf('Grace')}`
  const read = await stage.ask('GET', path, { cookie: owner })
  const headers = { 'if-match': String(read.headers.etag) }
  const body = { name: 'Grace H', email: 'grace@example.com', role: 'helpDesk', enabled: true }
  const changed = await stage.ask('PUT', path, { cookie: owner, body, headers })
  assert.deepEqual(
    [changed.body.name, changed.body.role, changed.body.secondFactors],
    ['Grace H', 'helpDesk', ['totp']],
  )
  assert.equal((await stage.ask('PUT', path, { cookie: owner, body, headers })).status, 412)
  assert.equal((await stage.ask('GET', '', { cookie: grace.cookie })).status, 401)
  const [record] = await stage.storage.audit.list(
    { resource: `administrators/${changed.body.id}`, action: 'update' },
    1,
  )
  assert.equal(record?.actor.name, 'Olga')
  assert.match(JSON.stringify([record?.before, record?.after]), /"identityAdmin".*"helpDesk"/)
  const taken = await stage.ask('PUT', path, { cookie: owner, body: { ...body, name: 'OLGA' } })
  assert.equal(taken.body.joinery.code, 'ADMINISTRATORS_NAME_TAKEN')
})

test('a reset takes factors and sessions away and gives a link to both anew; the old password is of no use alone', async () => {
  const lost = await stage.join('Lost', 'readOnly')
  const id = await idOf('Lost')
  const reset = (await stage.ask('DELETE', `/v1/administrators/${id}/factors`, { cookie: owner })).body
  assert.deepEqual([reset.factorsRemoved, reset.sessionsEnded, reset.invitation.purpose], [1, 1, 'reset'])
  assert.equal((await stage.ask('GET', '', { cookie: lost.cookie })).status, 401)
  const alone = await stage.ask('POST', '', { body: { name: 'Lost', password } })
  assert.equal(alone.body.joinery.code, 'ADMINISTRATORS_FACTOR_MISSING')
  const token = reset.invitation.link.split('#')[1]
  const chosen = { token, password: 'entirely another one' }
  const { app } = (await stage.ask('POST', '/invitation/question', { body: chosen })).body
  const factor = { kind: 'enrolTotp', code: stage.codeOf(app.secret) }
  const back = await stage.ask('POST', '/invitation/accept', { body: { ...chosen, factor } })
  const me = (await stage.ask('GET', '', { cookie: back.cookie })).body.administrator
  assert.deepEqual([me.id, me.name, me.role], [id, 'Lost', 'readOnly'])
})

test('links and sessions are listed and taken back, and never tell what they are worth', async () => {
  const made = (await stage.ask('POST', '/v1/invitations', { cookie: owner, body: { role: 'readOnly' } })).body
  const shown = await list('invitations')
  assert.ok(shown.some(({ id }: { id: string }) => id === made.id))
  assert.equal(JSON.stringify(shown).includes(made.link.split('#')[1]), false)
  const gone = async () => (await stage.ask('DELETE', `/v1/invitations/${made.id}`, { cookie: owner })).status
  assert.deepEqual([await gone(), await gone()], [204, 404])
  const guest = await stage.join('Guest', 'readOnly')
  const sessions: { id: string; administrator: { name: string } }[] = await list('administratorSessions')
  const its = sessions.find(({ administrator }) => administrator.name === 'Guest')
  assert.equal((await stage.ask('DELETE', `/v1/administratorSessions/${its?.id}`, { cookie: owner })).status, 204)
  assert.equal((await stage.ask('GET', '', { cookie: guest.cookie })).status, 401)
})

test('who may not change administrators changes none, nor invites, nor resets', async () => {
  const admin = await stage.join('Middle', 'identityAdmin')
  const id = await idOf('Olga')
  const tries = [
    ['PUT', `/v1/administrators/${id}`, { enabled: false }],
    ['DELETE', `/v1/administrators/${id}`, undefined],
    ['DELETE', `/v1/administrators/${id}/factors`, undefined],
    ['POST', '/v1/invitations', { role: 'owner' }],
    ['DELETE', '/v1/administratorSessions/x', undefined],
  ] as const
  for (const [method, path, body] of tries) {
    const refused = await stage.ask(method, path, { cookie: admin.cookie, body })
    assert.deepEqual([refused.status, refused.body.joinery.code], [403, 'ADMIN_ACCESS_DENIED'])
  }
})
