import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { authenticationDemands } from '../../../src/protocol/names/ws-federation.ts'
import {
  type BrowserStage,
  inside,
  microsoft,
  outside,
  rightPassword,
  signInAddress,
  startBrowserStage,
  ticket,
} from './browser-stage.ts'

/** What relying parties may ask for beside a sign-in, and where they may have it sent. */

const typed = { username: 'alice@corp.example.test', password: rightPassword }
const lastCode = ({ records }: BrowserStage) => records.at(-1)?.code
const isForm = (body: string) => /<input id="password"/.test(body)

test('[WSFed12 §13.2.2] wfresh=0 asks again each time, wfresh=N when the sign-in is older; the session alone serves others', async () => {
  const stage = await startBrowserStage()
  const tab = stage.browser()
  const fresh = signInAddress({ wfresh: '0' })
  assert.equal((await tab.submit(await tab.get(fresh), typed)).formAddress, microsoft)
  assert.ok(isForm((await tab.get(fresh)).body), 'the same address, at once')
  assert.equal((await tab.get(signInAddress({ wfresh: '30' }))).formAddress, microsoft)
  stage.clock.advance(31 * 60_000)
  assert.ok(isForm((await tab.get(signInAddress({ wfresh: '30' }))).body))
  assert.equal((await tab.get(signInAddress())).formAddress, microsoft)
})

test('wauth password, or any wfresh, takes no ticket and asks for none; wauth windows takes nothing else', async () => {
  const [password = ''] = authenticationDemands.password
  for (const parameters of [{ wauth: password }, { wfresh: '0' }, { wfresh: '600' }]) {
    const stage = await startBrowserStage()
    const tab = stage.browser(inside)
    const page = await tab.get(signInAddress(parameters), { authorization: ticket })
    assert.equal(page.status, 200)
    assert.equal(page.headers['www-authenticate'], undefined)
    assert.equal((await tab.submit(page, typed)).formAddress, microsoft)
  }
  const [windows = ''] = authenticationDemands.windows
  const stage = await startBrowserStage()
  const tab = stage.browser(inside)
  const asked = await tab.get(signInAddress({ wauth: windows }))
  assert.deepEqual([asked.status, asked.headers['www-authenticate'], isForm(asked.body)], [401, 'Negotiate', false])
  const answered = await tab.get(signInAddress({ wauth: windows }), { authorization: ticket })
  assert.match(answered.fields.wresult ?? '', /urn:federation:authentication:windows/)
  assert.equal((await stage.browser(outside).get(signInAddress({ wauth: windows }))).status, 403)
  assert.equal(lastCode(stage), 'ACCEPT_WINDOWS_ELSEWHERE')
})

test('wauth windows is not met by a password, nor wauth password by a session of Kerberos', async () => {
  const stage = await startBrowserStage()
  const tab = stage.browser(inside)
  const page = await tab.get(signInAddress())
  const [windows = ''] = authenticationDemands.windows
  const [password = ''] = authenticationDemands.password
  const elsewhere = await tab.get(signInAddress({ wauth: windows }))
  const forged = { ...page, formAddress: signInAddress({ wauth: windows }) }
  assert.equal((await tab.submit(forged, typed)).status, 403)
  assert.equal(elsewhere.fields.wresult, undefined)
  await tab.get(signInAddress(), { authorization: ticket })
  assert.ok(isForm((await tab.get(signInAddress({ wauth: password }))).body))
})

test('a second factor that is demanded and cannot be had is said, with what to do; Kerberos meets wiaormultiauthn', async () => {
  const [multiple = ''] = authenticationDemands.multipleAuthn
  const [either = ''] = authenticationDemands.wiaOrMultiAuthn
  for (const wauth of [multiple, either]) {
    const stage = await startBrowserStage(
      (managed) => void Object.assign(managed, { secondFactor: { demand: 'never' } }),
    )
    const tab = stage.browser()
    const answer = await tab.submit(await tab.get(signInAddress({ wauth })), typed)
    assert.equal(answer.status, 403)
    assert.match(answer.body, /two-step verification/)
    assert.equal(answer.fields.wresult, undefined)
    assert.equal(lastCode(stage), 'AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE')
    assert.equal((await tab.get(signInAddress())).formAddress, microsoft, 'the first factor stays proved')
  }
  const stage = await startBrowserStage()
  const answer = await stage.browser(inside).get(signInAddress({ wauth: either }), { authorization: ticket })
  assert.equal(answer.formAddress, microsoft)
})

test('[WSFed12 §13.2.2] wreply is compared whole, after parsing; an unknown one gets a page and no token', async () => {
  const stage = await startBrowserStage(({ applications }) => {
    const replyUrls = ['https://portal.example.test/wsfed?tenant=1']
    Object.assign(Array.isArray(applications) ? applications[0] : {}, { replyUrls })
  })
  const known = [
    microsoft,
    'HTTPS://Login.MicrosoftOnline.com:443/login.srf',
    'https://portal.example.test/wsfed?tenant=1',
    '',
  ]
  for (const wreply of known) {
    const answer = await stage.browser(inside).get(signInAddress({ wreply }), { authorization: ticket })
    assert.ok(answer.fields.wresult, wreply)
    assert.ok([microsoft, known[2]].includes(answer.formAddress))
  }
  const unknown = [
    'https://login.microsoftonline.com/login.srf/',
    'https://login.microsoftonline.com/login.srf?x=1',
    'https://login.microsoftonline.com/login.srf#x',
    'https://login.microsoftonline.com.evil.test/login.srf',
    'https://login.microsoftonline.com@evil.test/login.srf',
    'https://login.microsoftonline.com/LOGIN.srf',
    'http://login.microsoftonline.com/login.srf',
    'https://portal.example.test/wsfed?tenant=11',
    '//login.microsoftonline.com/login.srf',
    'javascript:alert(1)',
    'https://login.microsoftonline.com/../login.srf%00',
    'not an address',
  ]
  for (const wreply of unknown) {
    const answer = await stage.browser(inside).get(signInAddress({ wreply }), { authorization: ticket })
    assert.equal(answer.status, 400, wreply)
    assert.equal(lastCode(stage), 'ACCEPT_WREPLY_UNKNOWN')
    assert.ok(!/<form|location|evil|href/.test(answer.body.replace(/<style.*?<\/style>/s, '')), wreply)
    assert.equal(answer.headers.location, undefined)
  }
})

test('[WSFed12 §13.2.2] requests that mean something else, or two things, are refused by name', async () => {
  const good = signInAddress()
  const cases: readonly (readonly [string, string, number])[] = [
    ['/wsf/prp/m365', 'ACCEPT_ACTION_UNKNOWN', 400],
    ['/wsf/prp/m365?wa=wattr1.0', 'ACCEPT_ACTION_UNKNOWN', 400],
    [signInAddress({ wtrealm: 'urn:other' }), 'ACCEPT_WTREALM_UNKNOWN', 400],
    ['/wsf/prp/m365?wa=wsignin1.0', 'ACCEPT_WTREALM_UNKNOWN', 400],
    [`${good}&wctx=another`, 'WSFED_PARAMETER_REPEATED', 400],
    [`${good}&wtrealm=urn:federation:MicrosoftOnline`, 'WSFED_PARAMETER_REPEATED', 400],
    [`${good}&whr=%ff`, 'WSFED_PARAMETER_MALFORMED', 400],
    [`${good}&whr=a%0db`, 'WSFED_PARAMETER_MALFORMED', 400],
    [signInAddress({ wauth: 'urn:retina' }), 'ACCEPT_WAUTH_UNSUPPORTED', 400],
    [signInAddress({ wfresh: '-1' }), 'ACCEPT_WFRESH_MALFORMED', 400],
    [signInAddress({ wreq: '<not xml' }), 'ACCEPT_WREQ_UNSUPPORTED', 400],
    [good.replace('m365', 'nobody'), 'ACCEPT_APPLICATION_UNKNOWN', 404],
  ]
  const stage = await startBrowserStage()
  for (const [url, code, status] of cases) {
    const answer = await stage.browser(inside).get(url, { authorization: ticket })
    assert.deepEqual([answer.status, lastCode(stage)], [status, code], url)
    assert.ok(answer.body.includes(stage.records.at(-1)?.traceId ?? '-'), 'the page carries the trace id')
  }
  const passed = `${good}&cbcxt=&popupui=1&unknown=1&unknown=2&wct=2026-03-01T12:00:00Z&whr=corp.example.test&mkt=de-DE`
  assert.equal((await stage.browser(inside).get(passed, { authorization: ticket })).formAddress, microsoft)
})

test('wreq may ask for what is given anyway, and for nothing else', async () => {
  const wreq = (tokenType: string, address = 'urn:federation:MicrosoftOnline') =>
    `<t:RequestSecurityToken xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust"><wsp:AppliesTo xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference xmlns:a="http://www.w3.org/2005/08/addressing"><a:Address>${address}</a:Address></a:EndpointReference></wsp:AppliesTo><t:TokenType>${tokenType}</t:TokenType></t:RequestSecurityToken>`
  const saml11 = 'urn:oasis:names:tc:SAML:1.0:assertion'
  const stage = await startBrowserStage()
  const status = async (text: string) =>
    (await stage.browser(inside).get(signInAddress({ wreq: text }), { authorization: ticket })).status
  assert.equal(await status(wreq(saml11)), 200)
  assert.equal(await status(wreq('urn:oasis:names:tc:SAML:2.0:assertion')), 400)
  assert.equal(await status(wreq(saml11, 'urn:other')), 400)
})

test('[RFC4559 §4] NTLM, a ticket that does not do, and a computer end at the form, once, and the log says why', async () => {
  const ntlm = `Negotiate ${Buffer.from('NTLMSSP\0\x01\0\0\0').toString('base64')}`
  const stage = await startBrowserStage()
  const refused = { outcome: 'refused', reason: 'ticketExpired', text: 'expired' } as const
  const cases = [
    ['AUTHENTICATE_NTLM', ntlm, stage.alice],
    ['AUTHENTICATE_TICKET_EXPIRED', ticket, refused],
    ['LOOKUP_DEVICE_IN_BROWSER', ticket, stage.computer],
  ] as const
  for (const [code, authorization, account] of cases) {
    stage.ticketFor(account)
    const answer = await stage.browser(inside).get(signInAddress(), { authorization })
    assert.deepEqual([answer.status, answer.headers['www-authenticate'], isForm(answer.body)], [200, undefined, true])
    assert.equal(lastCode(stage), code)
  }
})

test('passwords are taken from where the setting says: elsewhere there is no form, and none is tried', async () => {
  const stage = await startBrowserStage((managed) => {
    managed.networks = { intranetRanges: ['10.0.0.0/8'], browserPasswords: 'intranet' }
  })
  const tab = stage.browser(outside)
  assert.ok(!isForm((await tab.get(signInAddress())).body))
  const within = stage.browser(inside)
  const page = await within.get(signInAddress())
  assert.ok(isForm(page.body))
  for (const [name, value] of within.cookies) tab.cookies.set(name, value)
  assert.equal((await tab.submit(page, typed)).status, 403)
  assert.equal(lastCode(stage), 'ACCEPT_PASSWORD_NETWORK_CLOSED')
  assert.deepEqual(stage.passwords.asked, [])
})

test('[WSFed12 §13.1] a request in the body of a form goes on as GET, where the cookies come along', async () => {
  const stage = await startBrowserStage()
  const tab = stage.browser()
  const [path = '', query = ''] = signInAddress({ wctx: 'a&b=ü' }).split('?')
  const foreign = { origin: 'https://login.microsoftonline.com', 'sec-fetch-site': 'cross-site' }
  const moved = await tab.post(path, Object.fromEntries(new URLSearchParams(query)), foreign)
  assert.equal(moved.status, 303)
  const page = await tab.get(String(moved.headers.location))
  assert.equal((await tab.submit(page, typed)).fields.wctx, 'a&b=ü')
  const broken = await tab.post(path, { wa: 'wsignin1.0', wctx: 'a\r\nb' }, foreign)
  assert.equal(broken.status, 400)
})

test('the AD FS-shaped address signs in to the default application', async () => {
  const stage = await startBrowserStage()
  const url = signInAddress().replace('/wsf/prp/m365', '/adfs/ls/')
  const tab = stage.browser()
  const page = await tab.get(url)
  assert.equal(page.formAddress, url)
  assert.equal((await tab.submit(page, typed)).formAddress, microsoft)
})

test('[WSFed12 §13.2.4] signing out ends the session, tells every application of it, and goes on to known addresses only', async () => {
  const stage = await startBrowserStage()
  for (const [wreply, expected] of [
    [microsoft, true],
    ['https://evil.test/', false],
  ] as const) {
    const tab = stage.browser()
    await tab.submit(await tab.get(signInAddress()), typed)
    const query = new URLSearchParams({ wa: 'wsignout1.0', wreply })
    const answer = await tab.get(`/wsf/prp/m365?${query}`)
    assert.equal(answer.status, 200)
    assert.match(answer.body, /<iframe src="https:\/\/login\.microsoftonline\.com\/login\.srf\?wa=wsignoutcleanup1\.0"/)
    assert.match(String(answer.headers['content-security-policy']), /frame-src https:\/\/login\.microsoftonline\.com;/)
    assert.equal(answer.body.includes(`href="${microsoft}"`), expected)
    assert.ok(!answer.body.includes('evil'))
    assert.ok(!tab.cookies.has('__Host-joinery-session'))
    assert.deepEqual(await stage.sessions.list({}, 10), [])
    assert.ok(isForm((await tab.get(signInAddress())).body))
  }
  assert.equal(stage.records.find(({ outcome }) => outcome === 'signedOut')?.principal, 'alice@CORP.EXAMPLE.TEST')
  const again = await stage.browser().get('/wsf/prp/m365?wa=wsignoutcleanup1.0')
  assert.equal(again.status, 200)
  assert.doesNotMatch(again.body, /<iframe/)
})

test('pages are small, fetch nothing, may not be framed, and are kept by nobody; a nonce is never used twice', async () => {
  const stage = await startBrowserStage((managed) => {
    managed.branding = { organisationName: '<b>&"O\'Brien"', supportText: '</style><script>alert(1)</script>' }
  })
  const tab = stage.browser()
  const nonces = new Set<string>()
  for (const url of [
    signInAddress({ username: '"><script>alert(1)</script>' }),
    '/wsf/prp/m365?wa=wsignout1.0',
    '/adfs/ls/',
  ]) {
    const { headers, body } = await tab.get(url)
    assert.ok(body.length < 15_000, `${body.length} bytes`)
    assert.doesNotMatch(body, /<script(?! nonce)|<b>|https?:\/\/(?!login\.microsoftonline|sts\.example)/)
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'; base-uri 'none'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-frame-options'], 'DENY')
    nonces.add(/nonce-([^']+)/.exec(policy)?.[1] ?? '')
  }
  assert.equal(nonces.size, 3)
  const answer = await tab.submit(await tab.get(signInAddress()), typed)
  assert.match(String(answer.headers['content-security-policy']), /form-action https:\/\/login\.microsoftonline\.com;/)
  assert.match(answer.body, /<noscript>.*<button type="submit">/s)
})

test('an expired password is changed where the user type allows it, and the user is signed in with the new one', async () => {
  const stage = await startBrowserStage()
  await stage.domain.replace(stage.alice.dn, { pwdLastSet: '0' })
  const tab = stage.browser()
  const page = await tab.submit(await tab.get(signInAddress()), typed)
  assert.match(page.body, /expired/)
  assert.equal(page.fields.username, typed.username)
  const wanted = 'a brand new one 7'
  const submit = (newPassword: string, newPasswordAgain: string, password = rightPassword) =>
    tab.submit(page, { password, newPassword, newPasswordAgain })
  const differing = await submit(wanted, `${wanted}x`)
  assert.match(differing.body, /not the same/)
  const marked = [...differing.body.matchAll(/<input id="(\w+)"[^>]*aria-invalid/g)].map(([, name]) => name)
  assert.deepEqual(marked, ['newPassword', 'newPasswordAgain'], 'the fields that it is about')
  assert.match((await submit('short', 'short')).body, /does not meet the rules/)
  assert.match((await submit(wanted, wanted, 'wrong')).body, /role="alert"/)
  assert.equal((await submit(wanted, wanted)).formAddress, microsoft)
  const other = stage.browser()
  const answer = await other.submit(await other.get(signInAddress()), { ...typed, password: wanted })
  assert.equal(answer.formAddress, microsoft)
})

test('where the user type allows no change, the page says what to do instead', async () => {
  const stage = await startBrowserStage(({ gateways }) => {
    for (const { userTypes } of gateways as { userTypes: { allowPasswordChanges: boolean }[] }[])
      for (const userType of userTypes) userType.allowPasswordChanges = false
  })
  await stage.domain.replace(stage.alice.dn, { pwdLastSet: '0' })
  const tab = stage.browser()
  const answer = await tab.submit(await tab.get(signInAddress()), typed)
  assert.equal(answer.status, 403)
  assert.match(answer.body, /Ctrl\+Alt\+Del/)
})

test('whatever a browser sends is answered with a page, and never with a failure of ours', async () => {
  const stage = await startBrowserStage()
  const names = ['wa', 'wtrealm', 'wreply', 'wctx', 'wauth', 'wfresh', 'wreq', 'username', 'mkt', 'x']
  const values = [
    'wsignin1.0',
    'wsignout1.0',
    'urn:federation:MicrosoftOnline',
    '0',
    '',
    '%',
    '%00',
    '%ff',
    microsoft,
    '<',
    '"',
  ]
  const parameter = fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string()))
  const query = fc
    .array(parameter, { maxLength: 8 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'))
  const visible = fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, ''))
  const cookie = fc.oneof(fc.constant(`__Host-joinery-session=${'A'.repeat(43)}`), visible)
  await fc.assert(
    fc.asyncProperty(query, query, cookie, visible, fc.boolean(), async (asked, body, cookies, token, isPost) => {
      const tab = stage.browser(inside)
      const url = encodeURI(`/wsf/prp/m365?${asked}`).replaceAll('%25', '%').replaceAll('#', '%23')
      const headers = { cookie: cookies, authorization: `Negotiate ${token}` }
      const answer = isPost ? await tab.post(url, { token: 'x', body }, headers) : await tab.get(url, headers)
      assert.ok(answer.status < 500, `${answer.status} for ${url}`)
      assert.equal(answer.fields.wresult, undefined)
    }),
    { numRuns: 150 },
  )
})

test('under a host name of its own an application signs in just so', async () => {
  const own = 'login.corp.example.test'
  const stage = await startBrowserStage(({ applications }) => {
    Object.assign(Array.isArray(applications) ? applications[0] : {}, { hostNames: [own] })
  })
  const tab = stage.browser()
  const page = await tab.get(signInAddress().replace('/wsf/prp/m365', '/adfs/ls/'), { host: own })
  const foreign = { host: own, origin: 'https://sts.example.test', 'sec-fetch-site': 'same-site' }
  assert.equal((await tab.submit(page, typed, foreign)).status, 403)
  assert.equal((await tab.submit(page, typed, { host: own, origin: `https://${own}` })).formAddress, microsoft)
})
