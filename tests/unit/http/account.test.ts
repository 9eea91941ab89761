import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOTP } from 'otpauth'
import { resetFactors } from '../../../src/issuance/second-factor/reset-factors.ts'
import {
  type Answer,
  type BrowserStage,
  rightPassword,
  signInAddress,
  startBrowserStage,
  type TestBrowser,
} from './browser-stage.ts'

/** The page on which people look after their second factors. */

const account = '/account/security'
const typed = { username: 'alice@corp.example.test', password: rightPassword }
const ownerOf = ({ alice }: BrowserStage) => ({ gatewayId: 'corp', objectSid: alice.objectSid })
const secretIn = ({ body }: Answer) => (/<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1] ?? '').replaceAll(' ', '')
const codesIn = ({ body }: Answer) => [...body.matchAll(/<li><code>([^<]*)</g)].map(([, code = '']) => code)
const codeFor = (stage: BrowserStage, secret: string) =>
  new TOTP({ secret }).generate({ timestamp: stage.clock.now().getTime() })
const labels = ({ body }: Answer) => [...body.matchAll(/<li><h2>([^<]*)</g)].map(([, label = '']) => label)
const isForm = ({ body }: Answer) => /id="password"/.test(body)

async function signedIn(stage: BrowserStage) {
  const tab = stage.browser()
  const done = await tab.submit(await tab.get(account), typed)
  assert.equal(done.status, 303)
  return { tab, page: await tab.get(account) }
}

/** With one app set up and the page of it open. */
async function withApp(stage: BrowserStage) {
  const { tab, page } = await signedIn(stage)
  const secret = secretIn(page)
  const added = await tab.submit(page, { factor: 'enrolTotp', code: codeFor(stage, secret), label: 'Work phone' })
  return { tab, secret, recoveryCodes: codesIn(added), page: await tab.get(account) }
}

const idsOf = async (stage: BrowserStage) => (await stage.ports.secondFactors.list(ownerOf(stage))).map(({ id }) => id)

/** Posts one of the forms that change something. */
const change = (tab: TestBrowser, page: Answer, fields: Readonly<Record<string, string>>) =>
  tab.post(account, { token: page.fields.token ?? '', ...fields })

test('after the password an app is added, named, renamed, and removed; recovery codes are shown once and made anew', async () => {
  const stage = await startBrowserStage()
  const { tab, page, recoveryCodes } = await withApp(stage)
  assert.deepEqual(labels(page), ['Work phone'])
  assert.match(page.body, /Still good: 10/)
  assert.ok(!page.body.includes(recoveryCodes[0] ?? '-') && page.body.length < 30_000)
  const [id = ''] = await idsOf(stage)
  assert.equal((await change(tab, page, { change: 'rename', id, label: '<b>Mine</b>' })).status, 303)
  assert.match((await tab.get(account)).body, /<h2>&lt;b&gt;Mine&lt;\/b&gt;<\/h2>/)
  const renewed = codesIn(await change(tab, page, { change: 'renewRecoveryCodes' }))
  assert.equal(renewed.length, 10)
  assert.ok(renewed.every((code) => !recoveryCodes.includes(code)))
  assert.equal((await change(tab, page, { change: 'remove', id })).status, 303)
  assert.deepEqual(labels(await tab.get(account)), [])
  assert.equal(await stage.ports.secondFactors.countRecoveryCodes(ownerOf(stage)), 0)
})

test('with a factor set up the password alone shows and changes nothing; neither does a proof of over ten minutes ago', async () => {
  const stage = await startBrowserStage()
  const { tab, page, secret } = await withApp(stage)
  const [id = ''] = await idsOf(stage)
  const attacks = [
    { change: 'remove', id },
    { change: 'rename', id, label: 'x' },
    { change: 'renewRecoveryCodes' },
    { factor: 'enrolTotp', code: '123456' },
    { factor: 'enrolPasskey', response: '{}' },
  ] as const
  const thief = stage.browser()
  const asked = await thief.submit(await thief.get(account), typed)
  assert.match(asked.body, /one-time-code/)
  assert.doesNotMatch(asked.body, /Work phone/)
  stage.clock.advance(10 * 60_000)
  for (const [one, shown] of [
    [thief, asked],
    [tab, page],
  ] as const)
    for (const attack of attacks) {
      const answer = await change(one, shown, attack)
      assert.deepEqual([answer.status, codesIn(answer)], [200, []])
      assert.match(answer.body, /one-time-code/)
    }
  assert.deepEqual(await idsOf(stage), [id])
  assert.equal((await stage.ports.secondFactors.list(ownerOf(stage)))[0]?.label, 'Work phone')
  assert.equal(await stage.ports.secondFactors.countRecoveryCodes(ownerOf(stage)), 10)
  const again = await tab.get(account)
  assert.equal((await tab.submit(again, { factor: 'totp', code: codeFor(stage, secret) })).status, 303)
  assert.equal((await change(tab, again, { change: 'remove', id })).status, 303)
  assert.deepEqual(await idsOf(stage), [])
})

test('nobody reaches the factors of another, by whatever id', async () => {
  const stage = await startBrowserStage()
  await withApp(stage)
  const [id = ''] = await idsOf(stage)
  const tab = stage.browser()
  await tab.submit(await tab.get(account), { ...typed, username: 'bob@corp.example.test' })
  const page = await tab.get(account)
  for (const fields of [
    { change: 'remove', id },
    { change: 'rename', id, label: 'Stolen' },
  ] as const)
    assert.equal((await change(tab, page, fields)).status, 303)
  const [factor] = await stage.ports.secondFactors.list(ownerOf(stage))
  assert.equal(factor?.label, 'Work phone')
})

test('[RFC6265 §8.2] another site changes nothing; without a session there is the sign-in form; it is there by application too', async () => {
  const stage = await startBrowserStage()
  const { tab, page } = await withApp(stage)
  const [id = ''] = await idsOf(stage)
  const fields = { token: page.fields.token ?? '', change: 'remove', id }
  assert.equal((await tab.post(account, fields, { origin: 'https://evil.test' })).status, 403)
  assert.equal((await tab.post(account, { ...fields, token: 'forged' })).status, 403)
  assert.deepEqual(await idsOf(stage), [id])
  assert.ok(isForm(await stage.browser().get(`${account}/m365`)))
  assert.equal((await stage.browser().get(`${account}/nobody`)).status, 404)
})

test('a wrong first code adds nothing and is said; methods that are off are not offered', async () => {
  const stage = await startBrowserStage(
    (managed) => void Object.assign(managed, { secondFactor: { methods: ['totp'] } }),
  )
  const { tab, page } = await signedIn(stage)
  assert.doesNotMatch(page.body, /id="passkey"/)
  const wrong = await tab.submit(page, { factor: 'enrolTotp', code: '000000' })
  assert.equal(wrong.status, 403)
  assert.match(wrong.body, /role="alert"/)
  assert.equal(secretIn(wrong), secretIn(page))
  assert.deepEqual(await idsOf(stage), [])
})

test('an administrator resets all: factors, codes, the counter and every session go, and the log says who did it', async () => {
  const stage = await startBrowserStage()
  const { tab } = await withApp(stage)
  const reset = { owner: ownerOf(stage), account: 'alice@CORP.EXAMPLE.TEST', by: 'helpdesk', remoteAddress: '10.0.0.9' }
  assert.equal(await resetFactors(reset, stage.ports), 1)
  assert.deepEqual(await idsOf(stage), [])
  assert.ok(isForm(await tab.get(signInAddress())))
  const line = stage.records.findLast(({ endpoint }) => endpoint === 'second-factor-reset')
  assert.deepEqual([line?.principal, line?.stages[0]?.facts.by], ['alice@CORP.EXAMPLE.TEST', 'helpdesk'])
})
