import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { cloud } from '../../../../src/entra/cloud.ts'
import { type Network, sendRequest, type WebResponse } from '../../../../src/simulator/send-request.ts'
import type { TenantControl } from '../../../../src/simulator/tenant/control-tenant.ts'
import type { SigningKey } from '../test-keys.ts'
import {
  type AssertionFacts,
  aliceImmutableId,
  deviceFacts,
  issuer,
  makeAssertion,
  secondFactorClaim,
  userFacts,
} from './device-assertion.ts'
import { startTestTenant, type TestTenant } from './start-test-tenant.ts'

/** The simulated Microsoft 365 in a browser; the identity provider is this file. */

const login = `https://${cloud.loginHost}`
const domain = 'corp.example.test'
const prp = 'https://sts.corp.example.test/wsf/prp/m365'
const wst = 'http://schemas.xmlsoap.org/ws/2005/02/trust'
const wst13 = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'
const federation = {
  issuerUri: issuer,
  passiveSignInUri: prp,
  signOutUri: `${prp}?keep=1`,
  federatedIdpMfaBehavior: null,
  promptLoginBehavior: null,
}
let key: SigningKey
let tenant: TestTenant
let network: Network
let control: TenantControl

before(async () => {
  tenant = await startTestTenant(federation, {
    users: [{ userPrincipalName: `alice@${domain}`, immutableId: aliceImmutableId }],
  })
  ;({ key, network, control } = tenant)
})
after(() => tenant?.stop())
beforeEach(async () => {
  await control.updateFederation(domain, federation)
  await control.setPolicy({ requiresSecondFactor: false })
})

const get = (path: string, cookie = ''): Promise<WebResponse> =>
  sendRequest(network, { method: 'GET', url: `${login}${path}`, headers: { cookie } })
const post = (path: string, form: Record<string, string>): Promise<WebResponse> =>
  sendRequest(network, { method: 'POST', url: `${login}${path}`, body: new URLSearchParams(form).toString() })
const authorize = (query: Record<string, string> = {}): Promise<WebResponse> =>
  get(`/common/oauth2/authorize?${new URLSearchParams({ login_hint: `alice@${domain}`, ...query })}`)
const addressOf = (answer: WebResponse): URL => new URL(answer.headers.location ?? '')
const cookieOf = (answer: WebResponse): string => (answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''

/** `signed-in `, `refused 51004`: what the page says of itself. */
function outcomeOf({ body }: WebResponse): string {
  const [, outcome, aadsts] = /<main data-outcome="([^"]*)" data-aadsts="([^"]*)"/.exec(body.toString('utf8')) ?? []
  return `${outcome} ${aadsts}`.trim()
}

async function wresultOf(facts: AssertionFacts, namespace = wst): Promise<string> {
  const assertion = Buffer.from(await makeAssertion(facts, key)).toString('utf8')
  const response = `<t:RequestSecurityTokenResponse xmlns:t="${namespace}"><t:RequestedSecurityToken>${assertion}</t:RequestedSecurityToken></t:RequestSecurityTokenResponse>`
  const collection = `<t:RequestSecurityTokenResponseCollection xmlns:t="${namespace}">${response}</t:RequestSecurityTokenResponseCollection>`
  return namespace === wst ? response : collection
}

/** The provider's answer to a redirect. */
async function comeBack(redirect: WebResponse, facts: AssertionFacts = userFacts(new Date()), namespace = wst) {
  const wctx = addressOf(redirect).searchParams.get('wctx') ?? ''
  return post('/login.srf', { wa: 'wsignin1.0', wresult: await wresultOf(facts, namespace), wctx })
}

test('a federated user is sent to PassiveSignInUri with the parameters of Entra, wctx long and opaque', async () => {
  const redirect = await authorize()
  assert.equal(redirect.status, 302)
  const address = addressOf(redirect)
  assert.equal(address.origin + address.pathname, prp)
  const { wctx = '', 'client-request-id': requestId = '', ...rest } = Object.fromEntries(address.searchParams)
  assert.deepEqual(rest, {
    username: `alice@${domain}`,
    wa: 'wsignin1.0',
    wtrealm: 'urn:federation:MicrosoftOnline',
    cbcxt: '',
    mkt: '',
    lc: '',
  })
  assert.match(wctx, /^LoginOptions=3&estsredirect=2&estsrequest=[\w-]{1600}$/)
  assert.match(requestId, /^[0-9a-f-]{36}$/)
})

test('prompt=login is told as promptLoginBehavior says; unset, it is translated', async () => {
  const told = async (promptLoginBehavior: 'nativeSupport' | 'disabled' | null) => {
    await control.updateFederation(domain, { promptLoginBehavior })
    const { prompt, wauth, wfresh } = Object.fromEntries(addressOf(await authorize({ prompt: 'login' })).searchParams)
    return { prompt, wauth, wfresh }
  }
  const password = 'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password'
  assert.deepEqual(await told(null), { prompt: undefined, wauth: password, wfresh: '0' })
  assert.deepEqual(await told('nativeSupport'), { prompt: 'login', wauth: undefined, wfresh: undefined })
  assert.deepEqual(await told('disabled'), { prompt: undefined, wauth: undefined, wfresh: '0' })
})

test('no name, an unknown domain, a managed one: asked for, AADSTS50034, no identity provider', async () => {
  assert.equal(outcomeOf(await get('/')), 'ask-name')
  assert.equal(outcomeOf(await authorize({ login_hint: 'alice@elsewhere.test' })), 'refused 50034')
  assert.equal(outcomeOf(await authorize({ login_hint: 'bob@managed.example.test' })), 'ask-password')
})

test('a good token signs the browser in, in either form of WS-Trust; the page shows the claims, escaped', async () => {
  const nasty = ['urn:x', 'note', '<b>&"'] as const
  for (const namespace of [wst, wst13]) {
    const page = await comeBack(await authorize(), userFacts(new Date(), nasty), namespace)
    assert.equal(outcomeOf(page), 'signed-in')
    const text = page.body.toString('utf8')
    assert.match(text, /<p id="user">alice@corp\.example\.test<\/p>/)
    assert.ok(text.includes('&#60;b&#62;&#38;&#34;') && !text.includes('<b>'))
    assert.equal(outcomeOf(await get('/', cookieOf(page))), 'signed-in')
    assert.match(page.headers['set-cookie'] ?? '', /Secure; HttpOnly; SameSite=None/)
  }
})

test('a wctx is good once, and only as it was sent', async () => {
  const redirect = await authorize()
  assert.equal(outcomeOf(await comeBack(redirect)), 'signed-in')
  assert.equal(outcomeOf(await comeBack(redirect)), 'refused 90023')
  const wresult = await wresultOf(userFacts(new Date()))
  const cut =
    addressOf(await authorize())
      .searchParams.get('wctx')
      ?.slice(0, -1) ?? ''
  assert.equal(outcomeOf(await post('/login.srf', { wa: 'wsignin1.0', wresult, wctx: cut })), 'refused 90023')
  assert.equal(outcomeOf(await post('/login.srf', { wa: 'wsignin1.0', wresult })), 'refused 900144')
})

test('what is wrong with a token is the code on the page', async () => {
  const refused = async (facts: AssertionFacts): Promise<string> => outcomeOf(await comeBack(await authorize(), facts))
  const now = new Date()
  assert.equal(await refused({ ...userFacts(now), issuer: `${issuer}/` }), 'refused 50107')
  assert.equal(await refused({ ...userFacts(now), audience: 'urn:other' }), 'refused 50010')
  assert.equal(await refused({ ...userFacts(now), claims: [], nameIdentifier: 'x' }), 'refused 51004')
  assert.equal(await refused(deviceFacts(now)), 'refused 51004')
  const wctx = addressOf(await authorize()).searchParams.get('wctx') ?? ''
  assert.equal(outcomeOf(await post('/login.srf', { wa: 'wsignin1.0', wresult: '<a/>', wctx })), 'refused 50008')
})

test('accept: the second factor of the provider counts, else Entra asks for its own', async () => {
  await control.setPolicy({ requiresSecondFactor: true })
  assert.equal(outcomeOf(await comeBack(await authorize(), userFacts(new Date(), secondFactorClaim))), 'signed-in')
  const page = await comeBack(await authorize())
  assert.equal(outcomeOf(page), 'ask-second-factor')
  const [, request = ''] = /name="request" value="([^"]*)"/.exec(page.body.toString('utf8')) ?? []
  const approved = await post('/common/SAS/ProcessAuth', { request: request.replaceAll('&#38;', '&') })
  assert.equal(outcomeOf(approved), 'signed-in')
  assert.match(approved.body.toString('utf8'), /Second factor: asked by Entra</)
  assert.equal(outcomeOf(await post('/common/SAS/ProcessAuth', { request: 'made up' })), 'refused 90023')
})

test('enforce: the browser is sent back for the second factor once; in vain is AADSTS50074', async () => {
  await control.setPolicy({ requiresSecondFactor: true })
  await control.updateFederation(domain, { federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' })
  const again = await comeBack(await authorize())
  assert.equal(again.status, 302)
  const { wauth, wfresh } = Object.fromEntries(addressOf(again).searchParams)
  assert.deepEqual([wauth, wfresh], ['http://schemas.microsoft.com/claims/multipleauthn', '0'])
  assert.equal(outcomeOf(await comeBack(again, userFacts(new Date(), secondFactorClaim))), 'signed-in')
  assert.equal(outcomeOf(await comeBack(await comeBack(await authorize()))), 'refused 50074')
})

test('reject: whoever used a second factor at the provider is asked twice', async () => {
  await control.setPolicy({ requiresSecondFactor: true })
  await control.updateFederation(domain, { federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp' })
  const page = await comeBack(await authorize(), userFacts(new Date(), secondFactorClaim))
  assert.equal(outcomeOf(page), 'ask-second-factor')
})

test('sign-out ends the session here and goes on to SignOutUri; the cleanup of the provider ends it too', async () => {
  const cookie = cookieOf(await comeBack(await authorize()))
  const away = await get('/common/oauth2/logout', cookie)
  assert.equal(addressOf(away).href, `${prp}?keep=1&wa=wsignout1.0`)
  assert.equal(outcomeOf(await get('/', cookie)), 'ask-name')
  assert.equal(outcomeOf(await get('/common/oauth2/logout', cookie)), 'signed-out')
  const other = cookieOf(await comeBack(await authorize()))
  assert.equal(outcomeOf(await get('/login.srf?wa=wsignoutcleanup1.0', other)), 'signed-out')
  assert.equal(outcomeOf(await get('/', other)), 'ask-name')
})
