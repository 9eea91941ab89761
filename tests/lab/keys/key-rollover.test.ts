import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { cloud, tenantUrls } from '../../../src/entra/cloud.ts'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { issueRequest, serializeTokenRequest } from '../../../src/protocol/ws-trust/token-request-message.ts'
import { parseTokenResponse } from '../../../src/protocol/ws-trust/token-response-message.ts'
import { Secret } from '../../../src/secret.ts'
import { type Network, sendRequest } from '../../../src/simulator/send-request.ts'
import { type Ran, runJoinery } from '../server/run-joinery.ts'
import { type Answer, type ServerStage, startServerStage } from '../server/server-stage.ts'

/** The default key is replaced, and the replacement undone, while computers and people sign in all the time: not one of them fails. */

let stage: ServerStage
let cache: TicketCache
let network: Network

before(async () => {
  stage = await startServerStage()
  cache = await stage.domain.signIn(stage.seeded.computer)
  network = { hosts: stage.device.hosts ?? {}, ca: await readFile(stage.lab.caFile, 'utf8') }
})
after(() => stage?.stop())

const keys = async (...args: readonly string[]): Promise<Ran> => {
  const ran = await runJoinery(['keys', ...args, '--config', stage.bootFile])
  assert.equal(ran.code, 0, ran.stderr)
  return ran
}

interface ListedKey {
  readonly id: string
  readonly state: string
  readonly certificate: string
  readonly thumbprint: string
}

const listKeys = async (): Promise<readonly ListedKey[]> => JSON.parse((await keys('list', '--json')).stdout)

function byPassword(): Promise<Answer> {
  const parts = { to: stage.boot.publicUrl, messageId: 'urn:uuid:6f6a1b0e-3f3e-4a51-9d0e-52e1b2f1c0aa' }
  const request = issueRequest('13', { ...parts, appliesTo: cloud.audienceUrn })
  const timestamp = { created: new Date(), expires: new Date(Date.now() + 600_000) }
  const { upn = '', password } = stage.seeded.user
  const usernameToken = { username: upn, password: new Secret(password) }
  const body = serializeTokenRequest({ ...request, security: { timestamp, tokens: [], usernameToken } })
  return stage.post('/wsf/sts/m365/13/usernamemixed', { body })
}

interface Issued {
  readonly at: number
  readonly thumbprint: string
}

/** Which key each token was signed with, and when. */
const issued: Issued[] = []
const failures: string[] = []

/** One sign-in: a token of the running server, handed to the tenant, which judges its signature by the certificates it holds. */
async function signInOnce(ask: () => Promise<Answer>): Promise<void> {
  const { status, body } = await ask()
  if (status !== 200) return void failures.push(`the server answered ${status}`)
  const { assertion } = parseTokenResponse(Buffer.from(body)).response
  const [, certificate = ''] = /X509Certificate>([^<]+)</.exec(assertion) ?? []
  const { fingerprint } = new X509Certificate(Buffer.from(certificate, 'base64'))
  issued.push({ at: Date.now(), thumbprint: fingerprint.replaceAll(':', '') })
  const form = new URLSearchParams({
    grant_type: cloud.grants.saml11Bearer,
    assertion: Buffer.from(assertion).toString('base64'),
    client_id: cloud.clients.deviceRegistration,
    resource: cloud.deviceRegistrationResource,
    scope: 'openid',
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await sendRequest(network, {
    method: 'POST',
    url: tenantUrls('common').token,
    headers,
    body: `${form}`,
  })
  if (answer.status !== 200) failures.push(`the tenant answered ${answer.status}: ${answer.body.toString()}`)
}

/** People and computers sign in, one after the other in two lines, until it is called. */
function signInAllTheTime(): () => Promise<void> {
  let isOver = false
  const line = async (ask: () => Promise<Answer>): Promise<void> => {
    while (!isOver) await signInOnce(ask).catch((error) => failures.push(String(error)))
  }
  const lines = [line(byPassword), line(() => stage.postWithTicket(cache))]
  return async () => {
    isOver = true
    await Promise.all(lines)
  }
}

/** As an administrator does: what Graph says goes into a file, and to Joinery. */
async function showSettings(): Promise<string> {
  const file = join(stage.lab.folder, 'federation.json')
  await writeFile(file, JSON.stringify(await stage.tenantControl.findFederation(stage.names.federatedDomain)))
  return (await keys('prove', file)).stdout
}

/** The running server follows: how long until the first token of that key. */
async function untilSignedWith({ thumbprint }: ListedKey): Promise<number> {
  const began = Date.now()
  while (Date.now() - began < 10_000) {
    const first = issued.find((token) => token.at >= began && token.thumbprint === thumbprint)
    if (first) return first.at - began
    await delay(20)
  }
  throw new Error(`no token was signed with ${thumbprint}`)
}

test('make, tell Entra, prove, switch, undo, switch again, promote, retire: no sign-in fails', async (context) => {
  const [old] = await listKeys()
  assert.ok(old)
  const { federatedDomain } = stage.names
  const stopSigningIn = signInAllTheTime()
  await untilSignedWith(old)

  await keys('roll')
  const next = (await listKeys()).find(({ state }) => state === 'next')
  assert.ok(next)
  const unproved = await runJoinery(['keys', 'switch', '--config', stage.bootFile])
  assert.match(unproved.stderr, /KEYS_UNPROVED/)
  assert.match(await showSettings(), /is not held/)
  await stage.tenantControl.updateFederation(federatedDomain, { nextSigningCertificate: next.certificate })
  assert.match(await showSettings(), /held as SigningCertificate\n.*held as NextSigningCertificate/)

  await keys('switch')
  const followed = [await untilSignedWith(next)]
  await keys('undo')
  followed.push(await untilSignedWith(old))
  await keys('switch')
  followed.push(await untilSignedWith(next))
  context.diagnostic(`the server follows a change made elsewhere within ${followed.join(', ')} ms`)
  assert.ok(Math.max(...followed) < 5000)

  const promoted = { signingCertificate: next.certificate, nextSigningCertificate: null }
  await stage.tenantControl.updateFederation(federatedDomain, promoted)
  await delay(500)
  await keys('retire', old.id)
  await untilSignedWith(next)
  await delay(500)
  await stopSigningIn()

  assert.deepEqual(failures, [])
  const judgements = await stage.tenantControl.listJudgements()
  assert.equal(judgements.length, issued.length)
  assert.deepEqual([...new Set(judgements.map(({ outcome }) => outcome))].sort(), ['device', 'user'])
  context.diagnostic(`${issued.length} sign-ins, judged by ${judgements[0]?.signatureVerifier}`)
  assert.equal(new Set(issued.map(({ thumbprint }) => thumbprint)).size, 2)
})

test('after the roll the old certificate is published no more, and undo is refused by name', async () => {
  const answer = await stage.post('/FederationMetadata/2007-06/FederationMetadata.xml', { method: 'GET' })
  const active = (await listKeys()).find(({ state }) => state === 'active')
  const published = [...answer.body.matchAll(/<KeyDescriptor[\s\S]*?X509Certificate>([^<]+)</g)].map(([, text]) => text)
  assert.deepEqual(published, [active?.certificate])
  const undo = await runJoinery(['keys', 'undo', '--config', stage.bootFile])
  assert.equal(undo.code, 1)
  assert.match(undo.stderr, /KEYS_NO_PREVIOUS/)
})
