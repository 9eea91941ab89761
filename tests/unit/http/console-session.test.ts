import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openConsoleStage, password } from './console-stage.ts'

let stage: Awaited<ReturnType<typeof openConsoleStage>>
before(async () => {
  stage = await openConsoleStage()
})
after(() => stage.close())

const minute = 60_000

test('a link makes an administrator with password, app and recovery codes, once', async () => {
  const { ask, link, codeOf } = stage
  const chosen = { token: await link('identityAdmin'), name: 'Grace', email: 'grace@example.com', password }
  assert.equal((await ask('POST', '/invitation', { body: { token: chosen.token } })).body.role, 'identityAdmin')
  const { app } = (await ask('POST', '/invitation/question', { body: chosen })).body
  assert.match(app.picture, /^data:image\/svg\+xml;base64,/)
  const wrong = { ...chosen, factor: { kind: 'enrolTotp', code: '000000' } }
  assert.equal((await ask('POST', '/invitation/accept', { body: wrong })).status, 409)
  const right = { ...chosen, factor: { kind: 'enrolTotp', code: codeOf(app.secret) } }
  const accepted = await ask('POST', '/invitation/accept', { body: right })
  assert.equal(accepted.body.recoveryCodes.length, 10)
  const me = await ask('GET', '', { cookie: accepted.cookie })
  assert.deepEqual([me.body.administrator.name, me.body.administrator.role], ['Grace', 'identityAdmin'])
  assert.ok(me.body.permissions.includes('settings.change') && !me.body.permissions.includes('administrators.change'))
  const again = await ask('POST', '/invitation/accept', { body: right })
  assert.equal(again.body.joinery.code, 'ADMINISTRATORS_LINK_UNUSABLE')
})

test('names and passwords that do not do are named, before anything is made', async () => {
  const { ask, link } = stage
  const token = await link()
  const cases: readonly (readonly [object, string])[] = [
    [{ name: 'a@b' }, 'ADMINISTRATORS_NAME_UNUSABLE'],
    [{ name: 'GRACE' }, 'ADMINISTRATORS_NAME_TAKEN'],
    [{ name: 'Ada', password: 'short' }, 'ADMINISTRATORS_PASSWORD_POOR'],
    [{ name: 'Ada', token: 'x'.repeat(43) }, 'ADMINISTRATORS_LINK_UNUSABLE'],
  ]
  for (const [change, code] of cases) {
    const refused = await ask('POST', '/invitation/question', { body: { token, password, ...change } })
    assert.equal(refused.body.joinery.code, code)
    assert.notEqual(refused.body.joinery.fix, undefined)
  }
})

test('password, then factor; the cookie is another one after each, Strict and for this host alone', async () => {
  const { ask, codeOf } = stage
  const { secret } = await stage.join('Sign In')
  const first = await ask('POST', '', { body: { name: 'sign in', password } })
  assert.deepEqual(first.body, { next: 'factor', question: { takesCode: true, takesRecoveryCode: true } })
  assert.match(String(first.headers['set-cookie']), /; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
  assert.equal((await ask('GET', '', { cookie: first.cookie })).status, 401)
  assert.equal((await ask('GET', '/v1/administrators', { cookie: first.cookie })).status, 401)
  const code = codeOf(secret)
  const second = await ask('POST', '/factor', { cookie: first.cookie, body: { kind: 'totp', code } })
  assert.equal(second.body.administrator.name, 'Sign In')
  assert.notEqual(second.cookie, first.cookie)
  assert.equal((await ask('GET', '', { cookie: first.cookie })).status, 401)
  assert.equal((await ask('GET', '', { cookie: second.cookie })).status, 200)
  const replay = await ask('POST', '', { body: { name: 'Sign In', password } })
  assert.equal((await ask('POST', '/factor', { cookie: replay.cookie, body: { kind: 'totp', code } })).status, 409)
})

test('a recovery code is good once', async () => {
  const { ask } = stage
  const { codes } = await stage.join('Recovery')
  const use = async () => {
    const { cookie } = await ask('POST', '', { body: { name: 'Recovery', password } })
    return (await ask('POST', '/factor', { cookie, body: { kind: 'recoveryCode', code: codes[0] } })).status
  }
  assert.deepEqual([await use(), await use()], [200, 409])
})

test('refusals look alike outside and say inside what they are; the owner of an account is named there only', async () => {
  const { ask, storage, lines } = stage
  await stage.join('Refused')
  const off = await stage.join('Off')
  const { id } = (await ask('GET', '', { cookie: off.cookie })).body.administrator
  await storage.administrators.change(id, { enabled: false }, stage.clock.now())
  lines.length = 0
  stage.clock.advance(minute)
  const from = stage.clock.now()
  const tries = [
    { name: 'Refused', password: 'wrong wrong wrong' },
    { name: 'nobody', password },
    { name: 'Off', password },
    { name: 'somebody@corp.example.com', password },
  ]
  const answers = await Promise.all(tries.map((body) => ask('POST', '', { body })))
  const outside = answers.map(({ status, body: { id: _, ...body } }) => JSON.stringify({ status, body }))
  assert.equal(new Set(outside).size, 1)
  assert.match(outside[0] ?? '', /403.*ADMINISTRATORS_SIGN_IN_REFUSED/)
  assert.deepEqual(lines.map(({ code, administrator }) => `${code} ${administrator ?? '-'}`).sort(), [
    'ADMINISTRATORS_DISABLED Off',
    'ADMINISTRATORS_NAME_UNKNOWN -',
    'ADMINISTRATORS_NO_DIRECTORY -',
    'ADMINISTRATORS_PASSWORD_WRONG Refused',
  ])
  const audited = await storage.audit.list({ action: 'signInRefused', from }, 10)
  assert.deepEqual(audited.map(({ actor }) => actor.name).sort(), ['Off', 'Refused'])
})

test('after four wrong passwords from strange places the right one is not looked at there, but where it worked before', async () => {
  const { ask } = stage
  const { secret } = await stage.join('Locked')
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const home = await ask('POST', '', { body: { name: 'Locked', password }, headers: from('192.0.2.7') })
  assert.equal(home.status, 200)
  for (let tries = 0; tries < 4; tries++)
    await ask('POST', '', { body: { name: 'Locked', password: 'wrong wrong wrong' }, headers: from('203.0.113.9') })
  const strange = await ask('POST', '', { body: { name: 'Locked', password }, headers: from('203.0.113.9') })
  assert.equal(strange.body.joinery.code, 'ADMINISTRATORS_SIGN_IN_REFUSED')
  assert.equal(stage.lines.at(-1)?.code, 'ADMINISTRATORS_LOCKED_OUT')
  const familiar = await ask('POST', '', { body: { name: 'Locked', password }, headers: from('192.0.2.7') })
  assert.equal(familiar.status, 200)
  stage.clock.advance(31 * minute)
  assert.equal((await stage.signIn('Locked', secret)).status, 200)
})

test('what another site can make a browser send is refused', async () => {
  const { ask, join } = stage
  const { cookie } = await join('Foreign')
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { 'x-joinery-console': '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ]
  for (const headers of foreign)
    for (const [method, path] of [
      ['DELETE', ''],
      ['DELETE', '/v1/administrators/x'],
    ] as const) {
      const refused = await ask(method, path, { cookie, headers })
      assert.equal(refused.body.joinery.code, 'ADMINISTRATORS_FOREIGN_REQUEST')
    }
  const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
  assert.equal((await ask('DELETE', '', { cookie, headers: own })).status, 204)
  assert.equal((await ask('GET', '', { cookie })).status, 401)
})

test('without TLS the console is for the machine itself; a trusted proxy may end it', async () => {
  const { ask } = stage
  const host = { host: 'console.example.com' }
  const plain = await ask('POST', '', { body: { name: 'x', password }, headers: host })
  assert.equal(plain.body.joinery.code, 'ADMINISTRATORS_INSECURE_ADDRESS')
  assert.match(plain.body.joinery.fix, /ssh -L/)
  const proxied = { ...host, 'x-forwarded-proto': 'https' }
  const refused = await ask('POST', '', { body: { name: 'x', password }, headers: proxied })
  assert.equal(refused.body.joinery.code, 'ADMINISTRATORS_SIGN_IN_REFUSED')
})

test('a session ends when idle, when old, and when the password is changed elsewhere', async () => {
  const { ask, join, signIn, clock } = stage
  const { secret, ...begun } = await join('Lasting')
  clock.advance(29 * minute)
  assert.equal((await ask('GET', '', { cookie: begun.cookie })).status, 200)
  clock.advance(31 * minute)
  assert.equal((await ask('GET', '', { cookie: begun.cookie })).status, 401)
  const used = await signIn('Lasting', secret)
  for (let passed = 0; passed < 24; passed++) {
    clock.advance(29 * minute)
    assert.equal((await ask('GET', '', { cookie: used.cookie })).status, 200)
  }
  clock.advance(29 * minute)
  assert.equal((await ask('GET', '', { cookie: used.cookie })).status, 401)
  const [one, other] = [await signIn('Lasting', secret), await signIn('Lasting', secret)]
  const change = { current: password, wanted: 'another good one, longer' }
  const changed = await ask('POST', '/password', { cookie: one.cookie, body: change })
  assert.equal(changed.status, 204)
  assert.equal((await ask('GET', '', { cookie: other.cookie })).status, 401)
  assert.equal((await ask('GET', '', { cookie: one.cookie })).status, 401)
  assert.equal((await ask('GET', '', { cookie: changed.cookie })).status, 200)
})

test('what is dangerous asks for the factor again after five minutes', async () => {
  const { ask, join, clock, codeOf } = stage
  const { cookie, secret } = await join('Careful')
  assert.equal((await ask('POST', '/recovery-codes', { cookie })).body.recoveryCodes.length, 10)
  clock.advance(6 * minute)
  for (const [method, path, body] of [
    ['POST', '/recovery-codes', undefined],
    ['POST', '/v1/invitations', { role: 'owner' }],
  ] as const)
    assert.equal((await ask(method, path, { cookie, body })).body.joinery.code, 'ADMINISTRATORS_FACTOR_STALE')
  const again = await ask('POST', '/factor', { cookie, body: { kind: 'totp', code: codeOf(secret) } })
  const invited = await ask('POST', '/v1/invitations', { cookie: again.cookie, body: { role: 'owner' } })
  assert.match(invited.body.link, /^\/console\/invitation#[\w-]{43}$/)
  const records = await stage.storage.audit.list({ resource: `invitations/${invited.body.id}` }, 1)
  assert.doesNotMatch(JSON.stringify(records), new RegExp(invited.body.link.slice(-43)))
})

test('people look after their own factors and sessions; the last factor stays', async () => {
  const { ask, join, signIn, codeOf } = stage
  const { cookie, secret } = await join('Owner Of Two')
  const { app } = (await ask('GET', '/factors/question', { cookie })).body
  const added = { kind: 'enrolTotp', code: codeOf(app.secret), label: 'Tablet' }
  assert.deepEqual((await ask('POST', '/factors', { cookie, body: added })).body, { recoveryCodes: [] })
  const account = async () => (await ask('GET', '/account', { cookie })).body
  const [phone, tablet] = (await account()).factors
  assert.equal((await ask('DELETE', `/factors/${phone.id}`, { cookie })).status, 204)
  assert.equal(
    (await ask('DELETE', `/factors/${tablet.id}`, { cookie })).body.joinery.code,
    'ADMINISTRATORS_LAST_FACTOR',
  )
  assert.equal((await signIn('Owner Of Two', secret)).status, 409)
  const second = await signIn('Owner Of Two', app.secret)
  const other = (await account()).sessions.find(({ current }: { current: boolean }) => !current)
  assert.equal((await ask('DELETE', `/sessions/${other.id}`, { cookie })).status, 204)
  assert.equal((await ask('GET', '', { cookie: second.cookie })).status, 401)
  assert.equal((await account()).sessions.length, 1)
})
