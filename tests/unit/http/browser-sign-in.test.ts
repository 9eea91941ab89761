import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSignInResult } from '../../../src/protocol/ws-federation/sign-in-result.ts'
import { inside, microsoft, outside, signInAddress, startBrowserStage, ticket } from './browser-stage.ts'

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
