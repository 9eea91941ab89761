import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Application } from '../../../src/config/application.ts'
import { parseAssertion } from '../../../src/protocol/saml/parse-assertion.ts'
import { issueRequest, serializeTokenRequest } from '../../../src/protocol/ws-trust/token-request-message.ts'
import { parseTokenResponse } from '../../../src/protocol/ws-trust/token-response-message.ts'
import { parseXml } from '../../../src/protocol/xml/parse-xml.ts'
import { verifyEnveloped } from '../../../src/protocol/xml-signature/verify-enveloped.ts'
import { Secret } from '../../../src/secret.ts'
import { clientToken } from '../kerberos/client-token.ts'
import { type Answer, type ServerStage, startServerStage } from './server-stage.ts'

/** The running server with facts that only a real directory has, and with a second federated domain under a host name of its own. */

let stage: ServerStage
const secondHost = 'sts.second.example.test'

before(async () => {
  stage = await startServerStage()
})
after(() => stage?.stop())

function sendPassword(path = '/wsf/sts/m365/13/usernamemixed'): Promise<Answer> {
  const { user } = stage.seeded
  const parts = { to: stage.boot.publicUrl, messageId: 'urn:uuid:6f6a1b0e-3f3e-4a51-9d0e-52e1b2f1c0aa' }
  const request = issueRequest('13', { ...parts, appliesTo: 'urn:federation:MicrosoftOnline' })
  const timestamp = { created: new Date(), expires: new Date(Date.now() + 600_000) }
  const usernameToken = { username: user.upn ?? '', password: new Secret(user.password) }
  return stage.post(path, {
    body: serializeTokenRequest({ ...request, security: { timestamp, tokens: [], usernameToken } }),
  })
}

function claimsIn({ status, body }: Answer): Readonly<Record<string, readonly string[]>> {
  assert.equal(status, 200, body)
  const { attributes } = parseAssertion(parseXml(Buffer.from(parseTokenResponse(Buffer.from(body)).response.assertion)))
  return Object.fromEntries(attributes.map(({ namespace, name, values }) => [`${namespace}/${name}`, values]))
}

const change = (draft: { applications: Application[] }, wanted: Partial<Application>) =>
  Object.assign(draft.applications[0] ?? {}, wanted)

test('a password that ends soon is told of after a password, by what the directory computes', async () => {
  const { domain, seeded } = stage
  const maxAge = (days: number) =>
    domain.modify(domain.baseDn, { replace: { maxPwdAge: String(-BigInt(days) * 864_000_000_000n) } })
  await stage.patch((draft) => change(draft, { passwordChangeUrl: 'https://sts.example.test/change' }))
  const below = 'http://schemas.microsoft.com/ws/2012/01'
  await maxAge(10)
  try {
    const claims = claimsIn(await sendPassword())
    assert.deepEqual(claims[`${below}/passwordexpirationdays`], ['9'])
    const seconds = Number(claims[`${below}/passwordexpirationtime`]?.[0])
    assert.ok(seconds > 9 * 86_400 && seconds <= 10 * 86_400, String(seconds))
    assert.deepEqual(claims[`${below}/passwordchangeurl`], ['https://sts.example.test/change'])
    assert.deepEqual(claims[`${below}/insidecorporatenetwork`], ['true'])
    const byTicket = claimsIn(await stage.postWithTicket(await domain.signIn(seeded.user)))
    assert.equal(byTicket[`${below}/passwordexpirationdays`], undefined)
    await maxAge(30)
    assert.equal(claimsIn(await sendPassword())[`${below}/passwordexpirationdays`], undefined)
  } finally {
    await maxAge(42)
  }
})

test('a user of another domain gets a token, and the sign-in log says what Entra may answer', async () => {
  const warned = async (domainName: string) => {
    await stage.patch((draft) => change(draft, { domainName }))
    const { clientRequestId } = await sendPassword()
    const { stages } = await stage.signIn(clientRequestId)
    return stages.find(({ stage: name }) => name === 'map')?.facts.warning
  }
  assert.equal(await warned('other.example.test'), 'MAP_UPN_NOT_FEDERATED')
  assert.equal(await warned(stage.names.federatedDomain), undefined)
})

test('a second application answers under its own host name: metadata, tickets, and the lack of a certificate is told', async () => {
  const { domain, seeded } = stage
  await domain.modify(seeded.serviceAccount.dn, { add: { servicePrincipalName: `HTTP/${secondHost}` } })
  await stage.patch((draft) => {
    const [first] = draft.applications
    assert.ok(first)
    const second = { id: 'second', name: 'Second', domainName: 'second.example.test', hostNames: [secondHost] }
    draft.applications.push({ ...first, ...second, issuerUri: 'urn:second' })
  })
  const metadata = await stage.post('/FederationMetadata/2007-06/FederationMetadata.xml', {
    method: 'GET',
    host: secondHost,
  })
  assert.equal(metadata.status, 200)
  // The certificate that tokens are signed with, as a token names it.
  const [, certificate = ''] = /X509Certificate>([^<]+)</.exec((await sendPassword()).body) ?? []
  verifyEnveloped(parseXml(Buffer.from(metadata.body)), 'ID', [Buffer.from(certificate, 'base64')])
  assert.match(metadata.body, /entityID="urn:second".*https:\/\/sts\.second\.example\.test\/adfs\/ls\//)
  const computer = await domain.signIn(seeded.computer)
  const token = await clientToken(computer, `HTTP/${secondHost}@${domain.kerberosRealm}`)
  const answer = await stage.post('/adfs/services/trust/13/windowstransport', {
    host: secondHost,
    headers: { authorization: `Negotiate ${Buffer.from(token).toString('base64')}` },
  })
  assert.equal(answer.status, 200, answer.body)
  assert.match(answer.body, /Issuer="urn:second"/)
  assert.equal((await stage.post('/healthz', { method: 'GET', host: 'evil.test' })).status, 200)
  assert.equal((await stage.post('/wsf/mex13/second', { method: 'GET', host: 'evil.test' })).status, 421)
  for (let tries = 0; tries < 30 && !stage.logLines.some((line) => line.includes('HTTP_TLS_NAMES')); tries += 1)
    await delay(100)
  assert.ok(stage.logLines.some((line) => line.includes('HTTP_TLS_NAMES') && line.includes(secondHost)))
})
