import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOTP } from 'otpauth'
import { authenticationDemands } from '../../../src/protocol/names/ws-federation.ts'
import { tokenRequest } from '../../lab/server/token-request.ts'
import {
  type Answer,
  type BrowserStage,
  inside,
  microsoft,
  outside,
  rightPassword,
  signInAddress,
  startBrowserStage,
  type TestBrowser,
  ticket,
} from './browser-stage.ts'

/** The second factor as people in a browser meet it: set up once, asked for where it is demanded, hard to guess. */

const typed = { username: 'alice@corp.example.test', password: rightPassword }
const [multiple = ''] = authenticationDemands.multipleAuthn
const demanding = signInAddress({ wauth: multiple })
const mfaClaims = ['authenticationmethod', 'authnmethodsreferences'] as const
const claimsOf = ({ claims }: Answer) => mfaClaims.map((name) => claims[name])
const lastRecord = ({ records }: BrowserStage) => records.at(-1)
const policy = (secondFactor: object) => (managed: Record<string, unknown>) =>
  void Object.assign(managed, { secondFactor })

const secretIn = ({ body }: Answer) => (/<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1] ?? '').replaceAll(' ', '')
const codesIn = ({ body }: Answer) => [...body.matchAll(/<li><code>([^<]*)</g)].map(([, code = '']) => code)
const codeFor = (stage: BrowserStage, secret: string, ahead = 0) =>
  new TOTP({ secret }).generate({ timestamp: stage.clock.now().getTime() + ahead * 30_000 })

/** Signs in and sets an app up; the session that is left has proved it. */
async function enrol(stage: BrowserStage, tab: TestBrowser, address = demanding) {
  const asked = await tab.submit(await tab.get(address), typed)
  const secret = secretIn(asked)
  const enrolled = await tab.submit(asked, { factor: 'enrolTotp', code: codeFor(stage, secret) })
  return { asked, secret, enrolled, recoveryCodes: codesIn(enrolled) }
}

/** A new browser, the password given, the second factor asked for. */
async function asked(stage: BrowserStage, from = outside) {
  const tab = stage.browser(from)
  return { tab, page: await tab.submit(await tab.get(demanding), typed) }
}

test('[RFC6238 §4] wauth multipleauthn: an app is set up after the password, proved by its first code; the token then says so in both claims', async () => {
  const stage = await startBrowserStage()
  const tab = stage.browser()
  const { asked: page, secret, enrolled, recoveryCodes } = await enrol(stage, tab)
  assert.match(page.body, /<img src="data:image\/svg\+xml;base64,/)
  assert.equal(page.fields.wresult, undefined)
  assert.equal(secret.length, 32)
  assert.equal(new Set(recoveryCodes).size, 10)
  assert.equal(lastRecord(stage)?.outcome, 'challenged')
  const token = await tab.get(demanding)
  assert.equal(token.formAddress, microsoft)
  assert.deepEqual(claimsOf(token), [multiple, multiple])
  assert.ok(enrolled.body.length < 30_000 && page.body.length < 30_000)
})

test('without a second factor in this session no claim speaks of one', async () => {
  const stage = await startBrowserStage()
  await enrol(stage, stage.browser())
  const tab = stage.browser()
  const token = await tab.submit(await tab.get(signInAddress()), typed)
  assert.equal(token.formAddress, microsoft)
  assert.deepEqual(claimsOf(token), [undefined, undefined])
})

test('a code signs in, on the same address and with wctx untouched; the cookie changes as the session gains rights', async () => {
  const stage = await startBrowserStage()
  const { secret } = await enrol(stage, stage.browser())
  stage.clock.advance(60_000)
  const { tab, page } = await asked(stage)
  assert.match(page.body, /autocomplete="one-time-code"/)
  assert.doesNotMatch(page.body, /<img src="data:image\/svg/)
  assert.equal(lastRecord(stage)?.code, 'AUTHENTICATE_SECOND_FACTOR_NEEDED')
  const before = tab.cookies.get('__Host-joinery-session')
  const token = await tab.submit(page, { factor: 'totp', code: codeFor(stage, secret) })
  assert.equal(token.fields.wctx, new URLSearchParams(demanding.split('?')[1]).get('wctx'))
  assert.deepEqual(claimsOf(token), [multiple, multiple])
  assert.notEqual(tab.cookies.get('__Host-joinery-session'), before)
  const old = stage.browser()
  old.cookies.set('__Host-joinery-session', before ?? '')
  assert.match((await old.get(signInAddress())).body, /id="password"/, 'the old cookie is of no use')
})

test('[RFC6238 §5.2] a code is good once, one step early or late, and no further', async () => {
  const stage = await startBrowserStage()
  const { secret } = await enrol(stage, stage.browser())
  const tries = async (code: string) => {
    const { tab, page } = await asked(stage)
    return (await tab.submit(page, { factor: 'totp', code })).status
  }
  assert.equal(await tries(codeFor(stage, secret)), 403, 'the one it was set up with')
  stage.clock.advance(90_000)
  assert.equal(await tries(codeFor(stage, secret, -2)), 403)
  assert.equal(await tries(codeFor(stage, secret, 2)), 403)
  assert.equal(await tries(codeFor(stage, secret, -1)), 200)
  assert.equal(await tries(codeFor(stage, secret, -1)), 403, 'used')
  assert.equal(await tries(codeFor(stage, secret, 1)), 200)
  assert.equal(await tries(codeFor(stage, secret)), 403, 'older than the one used')
  assert.equal(lastRecord(stage)?.code, 'AUTHENTICATE_SECOND_FACTOR_REFUSED')
})

test('a recovery code signs in once, however it is typed', async () => {
  const stage = await startBrowserStage()
  const { recoveryCodes } = await enrol(stage, stage.browser())
  const code = (recoveryCodes[3] ?? '').toLowerCase().replaceAll('-', ' ').replaceAll('1', 'l').replaceAll('0', 'o')
  const first = await asked(stage)
  const token = await first.tab.submit(first.page, { factor: 'recoveryCode', code })
  assert.deepEqual(claimsOf(token), [multiple, multiple])
  const second = await asked(stage)
  const refused = await second.tab.submit(second.page, { factor: 'recoveryCode', code })
  assert.equal(refused.status, 403)
  assert.equal(refused.fields.wresult, undefined)
})

test('five wrong codes close codes for everybody who has the password, recovery codes too, until the window has passed', async () => {
  const stage = await startBrowserStage()
  const { secret, recoveryCodes } = await enrol(stage, stage.browser())
  stage.clock.advance(60_000)
  const guess = async (form: Readonly<Record<string, string>>) => {
    const { tab, page } = await asked(stage)
    return tab.submit(page, form)
  }
  for (let attempt = 0; attempt < 5; attempt++)
    assert.equal((await guess({ factor: 'totp', code: '000000' })).status, 403)
  const right = await guess({ factor: 'totp', code: codeFor(stage, secret) })
  assert.equal(right.status, 403)
  assert.equal(lastRecord(stage)?.code, 'AUTHENTICATE_SECOND_FACTOR_LOCKED')
  const [recovery = ''] = recoveryCodes
  assert.equal((await guess({ factor: 'recoveryCode', code: recovery })).status, 403)
  stage.clock.advance(31 * 60_000)
  assert.equal((await guess({ factor: 'recoveryCode', code: recovery })).status, 200, 'it was not used up meanwhile')
  for (let round = 0; round < 8; round++) {
    stage.clock.advance(60_000)
    assert.equal((await guess({ factor: 'totp', code: 'wrong!' })).status, 403)
    assert.equal((await guess({ factor: 'totp', code: codeFor(stage, secret) })).status, 200, 'a right one begins anew')
  }
})

test('of many guesses at once no more than the limit are looked at', async () => {
  const stage = await startBrowserStage(policy({ wrongCodes: 3 }))
  await enrol(stage, stage.browser())
  const { tab, page } = await asked(stage)
  stage.records.length = 0
  await Promise.all(Array.from({ length: 12 }, () => tab.submit(page, { factor: 'totp', code: '000000' })))
  const looked = stage.records.filter(({ code }) => code === 'AUTHENTICATE_SECOND_FACTOR_REFUSED')
  assert.equal(looked.length, 3)
})

test('with a factor set up the password alone sets up no other, whatever is posted', async () => {
  const stage = await startBrowserStage()
  const victim = await startedEnrolment(stage)
  await enrol(stage, stage.browser())
  const late = await victim.tab.submit(victim.page, {
    factor: 'enrolTotp',
    code: codeFor(stage, secretIn(victim.page)),
  })
  assert.equal(late.fields.wresult, undefined)
  assert.equal(
    (await stage.ports.secondFactors.list({ gatewayId: 'corp', objectSid: stage.alice.objectSid })).length,
    1,
  )
  const { tab, page } = await asked(stage)
  for (const factor of ['later', 'passkey', 'enrolPasskey', 'nothing'])
    assert.equal((await tab.submit(page, { factor, response: '{}' })).fields.wresult, undefined, factor)
})

async function startedEnrolment(stage: BrowserStage) {
  const tab = stage.browser()
  return { tab, page: await tab.submit(await tab.get(demanding), typed) }
}

test('the secret stays the same while its page is loaded again, belongs to its session, and expires', async () => {
  const stage = await startBrowserStage()
  const { tab, page } = await startedEnrolment(stage)
  const again = await tab.get(demanding)
  assert.equal(secretIn(again), secretIn(page))
  const other = await startedEnrolment(stage)
  assert.notEqual(secretIn(other.page), secretIn(page))
  const crossed = await other.tab.submit(other.page, { factor: 'enrolTotp', code: codeFor(stage, secretIn(page)) })
  assert.equal(crossed.status, 403)
  stage.clock.advance(11 * 60_000)
  const late = await tab.submit(page, { factor: 'enrolTotp', code: codeFor(stage, secretIn(page)) })
  assert.equal(late.status, 403)
})

test('policy: never refuses who asks; outsideIntranet asks outside, always everywhere, Kerberos too', async () => {
  const none = await startBrowserStage(policy({ demand: 'never' }))
  const refused = await none.browser().get(demanding)
  const answer = await none.browser().submit(refused, typed)
  assert.equal(answer.fields.wresult, undefined)
  for (const [demand, from, asks] of [
    ['outsideIntranet', outside, true],
    ['outsideIntranet', inside, false],
    ['always', inside, true],
    ['whenAsked', outside, false],
  ] as const) {
    const stage = await startBrowserStage(policy({ demand }))
    const tab = stage.browser(from)
    const page =
      from === inside
        ? await tab.get(signInAddress(), { authorization: ticket })
        : await tab.submit(await tab.get(signInAddress()), typed)
    assert.equal(page.fields.factor !== undefined, asks, `${demand} ${from}`)
  }
})

test('before graceUntil a factor that only policy demands may be put off for the session; one that is set up may not', async () => {
  const stage = await startBrowserStage(policy({ demand: 'always', graceUntil: '2999-01-01' }))
  const tab = stage.browser()
  const page = await tab.submit(await tab.get(signInAddress()), typed)
  assert.match(page.body, /value="later"/)
  const token = await tab.submit(page, { factor: 'later' })
  assert.equal(token.formAddress, microsoft)
  assert.deepEqual(claimsOf(token), [undefined, undefined])
  assert.equal((await tab.get(signInAddress())).formAddress, microsoft)
  const demanded = await tab.get(demanding)
  assert.doesNotMatch(demanded.body, /value="later"/)
  assert.equal((await tab.submit(demanded, { factor: 'later' })).fields.wresult, undefined)
  await enrol(stage, stage.browser())
  const other = stage.browser()
  const must = await other.submit(await other.get(signInAddress()), typed)
  assert.equal((await other.submit(must, { factor: 'later' })).fields.wresult, undefined)
})

test('firstEnrolment intranet: outside nobody sets up a first factor with a password, and the page says where', async () => {
  const stage = await startBrowserStage(policy({ firstEnrolment: 'intranet' }))
  const { page } = await startedEnrolment(stage)
  assert.deepEqual([page.status, lastRecord(stage)?.code], [403, 'AUTHENTICATE_SECOND_FACTOR_ELSEWHERE'])
  const tab = stage.browser(inside)
  assert.ok((await enrol(stage, tab)).recoveryCodes.length === 10)
})

test('[WSFed12 §13.2.2] wfresh holds for the second factor: 0 asks for both anew, minutes when it is older', async () => {
  const stage = await startBrowserStage()
  const tab = stage.browser()
  const { secret } = await enrol(stage, tab)
  assert.equal((await tab.get(signInAddress({ wauth: multiple, wfresh: '30' }))).formAddress, microsoft)
  stage.clock.advance(60_000)
  const fresh = signInAddress({ wauth: multiple, wfresh: '0' })
  const page = await tab.submit(await tab.get(fresh), typed)
  assert.equal(page.fields.wresult, undefined)
  const token = await tab.submit(page, { factor: 'totp', code: codeFor(stage, secret) })
  assert.deepEqual(claimsOf(token), [multiple, multiple])
  assert.match((await tab.get(fresh)).body, /id="password"/)
})

test('a method that is no longer taken leaves nobody a way around: the page says to ask for help', async () => {
  const stage = await startBrowserStage()
  const { recoveryCodes } = await enrol(stage, stage.browser())
  stage.settings.replace({ ...stage.managed, secondFactor: { methods: ['passkey'] } })
  const first = await asked(stage)
  assert.doesNotMatch(first.page.body, /one-time-code|enrol/)
  for (const code of recoveryCodes) {
    const { tab, page } = await asked(stage)
    assert.equal((await tab.submit(page, { factor: 'recoveryCode', code })).status, 200)
  }
  const last = await asked(stage)
  assert.deepEqual([last.page.status, lastRecord(stage)?.code], [403, 'AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE'])
})

test('a form about a factor without a session, or without its token, gives nothing', async () => {
  const stage = await startBrowserStage()
  const { secret } = await enrol(stage, stage.browser())
  stage.clock.advance(60_000)
  const { tab, page } = await asked(stage)
  const form = { ...page.fields, factor: 'totp', code: codeFor(stage, secret) }
  assert.equal((await tab.post(demanding, { ...form, token: 'forged' })).status, 403)
  assert.equal((await tab.post(demanding, form, { origin: 'https://evil.test' })).status, 403)
  tab.cookies.delete('__Host-joinery-session')
  const signedOut = await tab.post(demanding, form)
  assert.match(signedOut.body, /id="password"/)
  assert.equal(signedOut.fields.wresult, undefined)
})

test('no secret, code or response is in the sign-in log', async () => {
  const stage = await startBrowserStage()
  const { secret, recoveryCodes } = await enrol(stage, stage.browser())
  const { tab, page } = await asked(stage)
  await tab.submit(page, { factor: 'totp', code: '987654' })
  const log = JSON.stringify(stage.records)
  for (const text of [secret, '987654', ...recoveryCodes]) assert.ok(!log.includes(text), text)
})

test('a device is never asked: with the strictest policy WS-Trust answers as before', async () => {
  const answers = await Promise.all(
    [{}, { secondFactor: { demand: 'always' } }].map(async (settings) => {
      const stage = await startBrowserStage((managed) => void Object.assign(managed, settings))
      stage.ticketFor(stage.computer)
      const proxy = { host: 'sts.example.test', 'x-forwarded-proto': 'https', 'x-forwarded-for': inside }
      const answer = await stage.app.inject({
        ...{ method: 'POST', url: '/wsf/sts/m365/13/windowstransport' },
        headers: { ...proxy, 'content-type': 'application/soap+xml; charset=utf-8', authorization: ticket },
        payload: tokenRequest('13'),
      })
      return [answer.statusCode, /AttributeName="accounttype"/.test(answer.body)]
    }),
  )
  assert.deepEqual(answers, [
    [200, true],
    [200, true],
  ])
})
