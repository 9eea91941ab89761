import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cloud } from '../../../../src/entra/cloud.ts'
import { type Network, sendRequest } from '../../../../src/simulator/send-request.ts'
import { controlTenant } from '../../../../src/simulator/tenant/control-tenant.ts'
import type { SigningKey } from '../test-keys.ts'
import {
  type AssertionFacts,
  aliceImmutableId,
  deviceFacts,
  makeAssertion,
  secondFactorClaim,
  userFacts,
} from './device-assertion.ts'
import { startTestTenant, type TestTenant, tenantId } from './start-test-tenant.ts'

/** The `saml1_1-bearer` grant as clients of users send it: MSAL to 2.0 with a scope, ADAL to 1.0 with a resource. */

let key: SigningKey
let tenant: TestTenant
let network: Network

before(async () => {
  tenant = await startTestTenant(
    {},
    { users: [{ userPrincipalName: 'alice@corp.example.test', immutableId: aliceImmutableId }] },
  )
  ;({ key, network } = tenant)
})
after(() => tenant?.stop())

async function grant(
  path: string,
  form: Record<string, string>,
  facts: AssertionFacts = userFacts(new Date()),
  encoding: 'base64' | 'base64url' = 'base64',
): Promise<Record<string, unknown>> {
  const assertion = Buffer.from(await makeAssertion(facts, key)).toString(encoding)
  const body = new URLSearchParams({ grant_type: cloud.grants.saml11Bearer, client_id: 'c1', assertion, ...form })
  const url = `https://${cloud.loginHost}/${path}`
  const answer = await sendRequest(network, { method: 'POST', url, body: body.toString() })
  return JSON.parse(answer.body.toString('utf8'))
}

const payload = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8'))
const graph = { resource: 'https://graph.microsoft.com' }
const v2 = 'organizations/oauth2/v2.0/token'

test('1.0: text numbers, the resource, refresh and id token', async () => {
  const granted = await grant('common/oauth2/token', { ...graph, scope: 'openid' })
  assert.deepEqual([granted.token_type, granted.expires_in, granted.resource], ['Bearer', '3599', graph.resource])
  const { aud, tid, upn, ver } = payload(granted.id_token)
  assert.deepEqual({ aud, tid, upn, ver }, { aud: 'c1', tid: tenantId, upn: 'alice@corp.example.test', ver: '1.0' })
  assert.ok(granted.access_token && granted.refresh_token)
})

test('2.0 with base64url, as MSAL Python: numbers, the scopes, client_info', async () => {
  const scope = 'https://graph.microsoft.com/User.Read openid profile offline_access'
  const granted = await grant(v2, { scope, client_info: '1' }, userFacts(new Date()), 'base64url')
  assert.deepEqual([granted.expires_in, granted.scope, granted.resource], [3599, scope, undefined])
  const { iss, preferred_username: name, oid } = payload(granted.id_token)
  assert.deepEqual([iss, name], [`https://login.microsoftonline.com/${tenantId}/v2.0`, 'alice@corp.example.test'])
  const info = JSON.parse(Buffer.from(String(granted.client_info), 'base64url').toString('utf8'))
  assert.deepEqual(info, { uid: oid, utid: tenantId })
})

test('no scope is 900144, a resource that is no name 500011, a computer gets no token of Graph', async () => {
  assert.deepEqual((await grant(v2, {})).error_codes, [900144])
  assert.deepEqual((await grant('common/oauth2/token', { resource: 'not a resource' })).error_codes, [500011])
  assert.deepEqual((await grant('common/oauth2/token', graph, deviceFacts(new Date()))).error_codes, [500011])
})

test('where a second factor is demanded, a token without it is AADSTS50076, interaction_required', async () => {
  const control = controlTenant(network, 'control')
  await control.setPolicy({ requiresSecondFactor: true })
  const refused = await grant('common/oauth2/token', graph)
  assert.deepEqual([refused.error, refused.error_codes], ['interaction_required', [50076]])
  const claimed = userFacts(new Date(), secondFactorClaim)
  assert.ok((await grant('common/oauth2/token', graph, claimed)).access_token)
  await control.updateFederation('corp.example.test', { federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp' })
  assert.deepEqual((await grant('common/oauth2/token', graph, claimed)).error_codes, [50076])
  await control.setPolicy({ requiresSecondFactor: false })
})
