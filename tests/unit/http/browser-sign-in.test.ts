import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sweepSessions } from '../../../src/issuance/session-facts.ts'
import { parseSignInResult } from '../../../src/protocol/ws-federation/sign-in-result.ts'
import {
  type BrowserStage,
  host,
  inside,
  microsoft,
  outside,
  rightPassword,
  signInAddress,
  startBrowserStage,
  ticket,
} from './browser-stage.ts'

test('[WSFed12 §13.2.1] outside the intranet a browser is shown the form, and never asked for a ticket', async () => {
  const { browser, records } = await startBrowserStage()
  const page = await browser(outside).get(signInAddress({ username: 'alice@corp.example.test' }))
  assert.equal(page.status, 200)
  assert.equal(page.headers['www-authenticate'], undefined)
  assert.equal(page.fields.username, 'alice@corp.example.test')
  assert.equal(page.formAddress, signInAddress({ username: 'alice@corp.example.test' }))
  assert.deepEqual(
    records.map(({ outcome, code }) => [outcome, code]),
    [['challenged', 'AUTHENTICATE_SIGN_IN_NEEDED']],
  )
})

test('[RFC4559 §4] inside, Kerberos comes first: one 401 whose body is the form, then the token', async () => {
  const { browser } = await startBrowserStage()
  const tab = browser(inside)
  const first = await tab.get(signInAddress())
  assert.equal(first.status, 401)
  assert.equal(first.headers['www-authenticate'], 'Negotiate')
  assert.match(first.body, /<input id="password"/)
  const second = await tab.get(signInAddress(), { authorization: ticket })
  assert.equal(second.status, 200)
  assert.equal(second.formAddress, microsoft)
  assert.equal(second.fields.wa, 'wsignin1.0')
  assert.equal(second.claims.UPN, 'alice@corp.example.test')
})

test('[WSFed12 §13.2.3] wsTrustVersion 1.2 is a bare response of 2005, 1.3 a collection; the lifetime is assertionDuration', async () => {
  for (const [wsTrustVersion, version, begins] of [
    ['1.2', '2005', '<t:RequestSecurityTokenResponse '],
    ['1.3', '13', '<trust:RequestSecurityTokenResponseCollection '],
  ] as const) {
    const { browser } = await startBrowserStage(({ applications }) => {
      Object.assign(Array.isArray(applications) ? applications[0] : {}, { wsTrustVersion, assertionDuration: 480 })
    })
    const { fields } = await browser(inside).get(signInAddress(), { authorization: ticket })
    assert.ok(fields.wresult?.startsWith(begins), fields.wresult?.slice(0, 80))
    const response = parseSignInResult(fields.wresult ?? '')
    assert.equal(response.version, version)
    assert.equal(response.tokenType, 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1')
    assert.equal(response.expires.getTime() - response.created.getTime(), 480_000)
    assert.match(response.assertion, /NotOnOrAfter="2026-03-01T12:08:00/)
  }
})

const typed = { username: 'alice@corp.example.test', password: rightPassword }

async function signedIn(stage: BrowserStage, address = signInAddress(), more: Readonly<Record<string, string>> = {}) {
  const tab = stage.browser()
  const answer = await tab.submit(await tab.get(address), { ...typed, ...more })
  assert.equal(answer.formAddress, microsoft, answer.body)
  return tab
}

const lastCode = ({ records }: BrowserStage) => records.at(-1)?.code

test('a password typed into the form becomes a token, whose method says so; wctx comes back untouched', async () => {
  const stage = await startBrowserStage()
  const wctx = `estsrequest=${'rQQI+/= &<>"\' ü😀%25'.repeat(400)}`
  const tab = stage.browser()
  const page = await tab.get(signInAddress({ wctx }))
  const answer = await tab.submit(page, typed)
  assert.equal(answer.status, 200)
  assert.equal(answer.fields.wctx, wctx)
  assert.match(answer.fields.wresult ?? '', /AuthenticationMethod="urn:oasis:names:tc:SAML:1\.0:am:password"/)
  assert.equal(answer.claims.UPN, 'alice@corp.example.test')
  assert.ok(!answer.body.includes(rightPassword))
})

test('a wrong password and a name nobody has get the same page: the form, with an alert, the name kept, no password', async () => {
  const pages: string[] = []
  for (const username of ['alice@corp.example.test', 'nobody@corp.example.test']) {
    const stage = await startBrowserStage()
    const tab = stage.browser()
    const answer = await tab.submit(await tab.get(signInAddress()), { username, password: 'a wrong one' })
    assert.equal(answer.status, 403)
    assert.equal(answer.fields.username, username)
    assert.match(answer.body, /role="alert"/)
    assert.ok(!answer.body.includes('a wrong one'))
    assert.ok(![...tab.cookies.keys()].includes('__Host-joinery-session'))
    pages.push(
      answer.body.replaceAll(username, '').replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}|name="token" value="[^"]*"/g, ''),
    )
  }
  assert.equal(pages[0], pages[1])
})

test('[RFC6265 §4.1] both cookies belong to this host, by TLS, for no script; storage holds the hash alone', async () => {
  const stage = await startBrowserStage()
  const tab = await signedIn(stage)
  assert.deepEqual(
    tab.setCookies.map((line) => line.replace(/=[A-Za-z0-9_-]{43};/, '=…;')),
    ['form', 'session'].map((name) => `__Host-joinery-${name}=…; Path=/; Secure; HttpOnly; SameSite=Lax`),
  )
  const [session] = await stage.sessions.list({}, 10)
  const secret = tab.cookies.get('__Host-joinery-session') ?? ''
  assert.ok(!JSON.stringify(session).includes(secret))
  assert.equal(session?.samAccountName, 'alice')
})

test('[WSFed12 §13.2.1] the next application gets its token from the session, without a form', async () => {
  const stage = await startBrowserStage()
  const tab = await signedIn(stage)
  stage.passwords.asked.length = 0
  const answer = await tab.get(signInAddress({ wctx: 'another' }))
  assert.equal(answer.formAddress, microsoft)
  assert.deepEqual(stage.passwords.asked, [])
  assert.match(answer.fields.wresult ?? '', /am:password/)
})

test('[RFC6265 §8.2] a form that another site posts is refused before any password is tried', async () => {
  const stage = await startBrowserStage()
  const tab = stage.browser()
  const page = await tab.get(signInAddress())
  const foreign = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: `https://${host}.evil.test` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of foreign) {
    assert.equal((await tab.submit(page, typed, headers)).status, 403)
    assert.equal(lastCode(stage), 'ACCEPT_FORM_FOREIGN', JSON.stringify(headers))
  }
  const other = await stage.browser().get(signInAddress())
  for (const token of ['', other.fields.token ?? '', `${page.fields.token}x`]) {
    const answer = await tab.submit(page, { ...typed, token })
    assert.equal(lastCode(stage), 'ACCEPT_FORM_TOKEN')
    assert.match(answer.body, /<input id="password"/, 'the form is shown again')
  }
  assert.equal((await stage.browser().submit(page, typed)).status, 403, 'without the cookie')
  assert.deepEqual(stage.passwords.asked, [])
  assert.equal((await tab.submit(page, typed)).status, 200, 'the page is good all the same')
})

test('[RFC6265 §8.4] a planted session is not taken over: every proof makes a new cookie, and the old one is dead', async () => {
  const stage = await startBrowserStage()
  const planted = 'A'.repeat(43)
  const victim = stage.browser()
  victim.cookies.set('__Host-joinery-session', planted)
  await victim.submit(await victim.get(signInAddress()), typed)
  assert.notEqual(victim.cookies.get('__Host-joinery-session'), planted)
  const attacker = stage.browser()
  attacker.cookies.set('__Host-joinery-session', planted)
  assert.match((await attacker.get(signInAddress())).body, /<input id="password"/)
  const before = victim.cookies.get('__Host-joinery-session') ?? ''
  await victim.submit(await victim.get(signInAddress({ wfresh: '0' })), typed)
  assert.notEqual(victim.cookies.get('__Host-joinery-session'), before)
  attacker.cookies.set('__Host-joinery-session', before)
  assert.match((await attacker.get(signInAddress())).body, /<input id="password"/)
  assert.equal((await stage.sessions.list({}, 10)).length, 1)
})

test('a session ends when it is idle, when it is old, and when it is revoked', async () => {
  const minute = 60_000
  const stays = async (act: (stage: BrowserStage) => unknown): Promise<boolean> => {
    const stage = await startBrowserStage()
    const tab = await signedIn(stage)
    await act(stage)
    return (await tab.get(signInAddress())).formAddress === microsoft
  }
  assert.equal(await stays(({ clock }) => clock.advance(60 * minute)), true)
  assert.equal(await stays(({ clock }) => clock.advance(60 * minute + 1)), false, 'idle')
  assert.equal(await stays(({ sessions, alice }) => sessions.removeOf('corp', alice.objectSid)), false, 'revoked')
  const stage = await startBrowserStage()
  const tab = await signedIn(stage)
  for (let hour = 0; hour < 12; hour += 1) {
    stage.clock.advance(59 * minute)
    assert.equal((await tab.get(signInAddress())).formAddress, microsoft, `hour ${hour}`)
  }
  stage.clock.advance(13 * minute)
  assert.match((await tab.get(signInAddress())).body, /<input id="password"/, 'old')
})

test('"Stay signed in" outlives the browser, where it is offered, and is not believed where it is not', async () => {
  const offered = await startBrowserStage((managed) => {
    managed.sessions = { staySignedIn: { offered: true, days: 10 } }
  })
  const tab = await signedIn(offered, signInAddress(), { staySignedIn: 'yes' })
  assert.match(tab.setCookies.at(-1) ?? '', /; Max-Age=864000$/)
  offered.clock.advance(9 * 86_400_000)
  assert.equal((await tab.get(signInAddress())).formAddress, microsoft)
  offered.clock.advance(2 * 86_400_000)
  assert.match((await tab.get(signInAddress())).body, /name="staySignedIn"/)
  const plain = await startBrowserStage()
  const other = await signedIn(plain, signInAddress(), { staySignedIn: 'yes' })
  assert.doesNotMatch(other.setCookies.at(-1) ?? '', /Max-Age/)
})

test('a disabled account, a reset password and a deleted account end every session of that person, nobody else’s', async () => {
  const endings: readonly (readonly [string, (stage: BrowserStage) => Promise<void>])[] = [
    ['LOOKUP_ACCOUNT_DISABLED', ({ domain, alice }) => domain.replace(alice.dn, { userAccountControl: '514' })],
    ['LOOKUP_PASSWORD_CHANGED', ({ domain, alice }) => domain.replace(alice.dn, { pwdLastSet: '133900000000000000' })],
    ['LOOKUP_PASSWORD_CHANGED', ({ domain, alice }) => domain.replace(alice.dn, { pwdLastSet: '0' })],
    [
      'LOOKUP_PASSWORD_EXPIRED',
      ({ domain, alice }) => domain.replace(alice.dn, { 'msDS-UserPasswordExpiryTimeComputed': '134168400000000000' }),
    ],
    ['LOOKUP_ENTRY_MISSING', ({ domain, alice }) => domain.remove(alice.dn)],
  ]
  for (const [code, act] of endings) {
    const stage = await startBrowserStage()
    const [one, two] = [await signedIn(stage), await signedIn(stage)]
    const bob = stage.browser()
    await bob.submit(await bob.get(signInAddress()), { ...typed, username: 'bob@corp.example.test' })
    await act(stage)
    assert.match((await one.get(signInAddress())).body, /<input id="password"/, code)
    assert.equal(lastCode(stage), code)
    assert.match((await two.get(signInAddress())).body, /<input id="password"/)
    assert.equal(lastCode(stage), 'AUTHENTICATE_SIGN_IN_NEEDED', 'the other session is gone already')
    assert.equal((await bob.get(signInAddress())).formAddress, microsoft)
  }
})

test('what has ended is swept from storage by the lifetimes in force, what has not stays', async () => {
  const stage = await startBrowserStage()
  await signedIn(stage)
  stage.clock.advance(45 * 60_000)
  await signedIn(stage)
  assert.equal(await sweepSessions(stage.ports), 0)
  stage.clock.advance(16 * 60_000)
  assert.equal(await sweepSessions(stage.ports), 1)
  stage.settings.replace({ ...stage.managed, sessions: { idleMinutes: 10 } })
  assert.equal(await sweepSessions(stage.ports), 1)
})
