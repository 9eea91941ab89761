import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { IdpError } from '../../../src/errors.ts'
import { setEnabled } from '../../../src/lab/break-domain.ts'
import type { TicketCache } from '../../../src/lab/domain-tickets.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { guidToBase64 } from '../../../src/protocol/ad/guid.ts'
import { endpointPath, type ServerStage, startServerStage } from './server-stage.ts'
import { tokenRequest } from './token-request.ts'

/** The running server, asked by curl with real tickets and refused in every way; the log says why, the outside does not. */

let stage: ServerStage
let computer: TicketCache
let user: TicketCache

before(async () => {
  stage = await startServerStage()
  computer = await stage.domain.signIn(stage.seeded.computer)
  user = await stage.domain.signIn(stage.seeded.user)
})
after(() => stage?.stop())

const assertionOf = (answer: string): string => /<saml:Assertion.*<\/saml:Assertion>/s.exec(answer)?.[0] ?? ''

function claim(assertion: string, name: string): string | undefined {
  return new RegExp(`AttributeName="${name}"[^>]*><saml:AttributeValue>([^<]*)<`).exec(assertion)?.[1]
}

async function isSigned(assertion: string): Promise<boolean> {
  const base64 = await publishedCertificate()
  const certificateFile = join(stage.lab.folder, 'published.pem')
  await writeFile(certificateFile, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`)
  const file = join(stage.lab.folder, 'assertion.xml')
  await writeFile(file, assertion)
  const id = ['--id-attr:AssertionID', 'urn:oasis:names:tc:SAML:1.0:assertion:Assertion']
  try {
    await runTool('xmlsec1', [
      '--verify',
      '--enabled-key-data',
      'rsa',
      '--pubkey-cert-pem',
      certificateFile,
      ...id,
      file,
    ])
    return true
  } catch (error) {
    assert.ok(error instanceof IdpError && error.code === 'LAB_TOOL_FAILED', String(error))
    return false
  }
}

/** What Entra was told. */
async function publishedCertificate(): Promise<string> {
  const federation = await stage.tenantControl.findFederation(stage.names.federatedDomain)
  return (federation?.signingCertificate ?? '').replace(/.{64}/g, '$&\n')
}

const addresses = ['13', '2005'].flatMap((version) => [
  `/wsf/sts/m365/${version}/windowstransport`,
  `/adfs/services/trust/${version}/windowstransport`,
])

test('curl --negotiate with the ticket of the computer: a device token on every address', async () => {
  for (const path of addresses) {
    const assertion = assertionOf(await stage.curl(['--negotiate', '-u', ':'], path, computer))
    const { objectGuid, objectSid } = stage.seeded.computer
    assert.equal(claim(assertion, 'onpremobjectguid'), guidToBase64(objectGuid), path)
    assert.equal(claim(assertion, 'primarysid'), objectSid)
    assert.equal(claim(assertion, 'accounttype'), 'DJ')
    assert.match(assertion, new RegExp(`Issuer="${stage.boot.publicUrl}/applications/m365"`))
    assert.match(assertion, /<saml:Audience>urn:federation:MicrosoftOnline<\/saml:Audience>/)
    const [, from = '', until = ''] = /NotBefore="([^"]*)" NotOnOrAfter="([^"]*)"/.exec(assertion) ?? []
    assert.equal(Date.parse(until) - Date.parse(from), 3_600_000, 'sixty minutes')
    assert.ok(Math.abs(Date.parse(from) - Date.now()) < 60_000, 'from now')
  }
})

test('xmlsec1 accepts the signature under the published certificate, and not with one byte changed', async () => {
  const assertion = assertionOf(await stage.curl(['--negotiate', '-u', ':'], endpointPath('13'), computer))
  assert.equal(await isSigned(assertion), true)
  assert.equal(await isSigned(assertion.replace('>DJ<', '>DK<')), false)
  assert.equal(
    await isSigned(assertion.replace('urn:federation:MicrosoftOnline', 'urn:federation:MicrosoftOnlinf')),
    false,
  )
})

test('a user gets user claims and none of a device', async () => {
  const assertion = assertionOf(await stage.curl(['--negotiate', '-u', ':'], endpointPath('2005'), user))
  const { user: alice } = stage.seeded
  assert.equal(claim(assertion, 'UPN'), alice.upn)
  assert.equal(claim(assertion, 'ImmutableID'), guidToBase64(alice.objectGuid))
  for (const name of ['accounttype', 'onpremobjectguid', 'primarysid'])
    assert.equal(claim(assertion, name), undefined, name)
  assert.equal(await isSigned(assertion), true)
})

test('[RFC4559 §4] the first request without a ticket is asked for one', async () => {
  const head = await stage.curl(['-i'], endpointPath('13'))
  assert.match(head, /^HTTP\/1.1 401 /)
  assert.match(head, /^www-authenticate: Negotiate\r$/im)
  assert.doesNotMatch(head, /Assertion/)
})

interface Refusal {
  readonly name: string
  readonly code: string
  readonly status: number
  readonly ask: () => Promise<{ status: number; body: string; clientRequestId: string }>
}

const windows = endpointPath('13')
const withNegotiate = (token: string) => ({ headers: { authorization: `Negotiate ${token}` } })
const ntlm = Buffer.from('NTLMSSP\0\x01\0\0\0\x97\x82\x08\xe2', 'latin1').toString('base64')

const refusals: readonly Refusal[] = [
  {
    name: 'wrong audience',
    code: 'ACCEPT_APPLIES_TO_UNKNOWN',
    status: 500,
    ask: () => stage.postWithTicket(computer, { body: tokenRequest('13', { appliesTo: 'urn:federation:Other' }) }),
  },
  {
    name: 'SAML 2.0 asked for',
    code: 'ACCEPT_TOKEN_TYPE_UNSUPPORTED',
    status: 500,
    ask: () =>
      stage.postWithTicket(computer, {
        body: tokenRequest('13', { tokenType: 'urn:oasis:names:tc:SAML:2.0:assertion' }),
      }),
  },
  {
    name: 'WS-Trust 2005 at the address of 1.3',
    code: 'ACCEPT_VERSION_MISMATCH',
    status: 500,
    ask: () => stage.postWithTicket(computer, { body: tokenRequest('2005') }),
  },
  { name: 'NTLM', code: 'AUTHENTICATE_NTLM', status: 401, ask: () => stage.post(windows, withNegotiate(ntlm)) },
  {
    name: 'garbage as a token',
    code: 'AUTHENTICATE_NOT_KERBEROS',
    status: 401,
    ask: () => stage.post(windows, withNegotiate('AAAABBBBCCCC')),
  },
  {
    name: 'a body that is no XML',
    code: 'XML_MALFORMED',
    status: 400,
    ask: () => stage.postWithTicket(computer, { body: 'user=alice' }),
  },
  {
    name: 'an unknown application',
    code: 'ACCEPT_APPLICATION_UNKNOWN',
    status: 404,
    ask: () => stage.post('/wsf/sts/m366/13/windowstransport'),
  },
  { name: 'GET', code: 'ACCEPT_METHOD_NOT_POST', status: 405, ask: () => stage.post(windows, { method: 'GET' }) },
  {
    name: 'usernamemixed',
    code: 'ACCEPT_USERNAME_TOKEN_MISSING',
    status: 500,
    ask: () => stage.post('/wsf/sts/m365/13/usernamemixed'),
  },
]

for (const { name, code, status, ask } of refusals)
  test(`refused: ${name}`, async () => {
    const answer = await ask()
    const record = await stage.signIn(answer.clientRequestId)
    assert.equal(record.code, code)
    assert.equal(record.outcome, 'refused')
    assert.ok((record.means ?? '').length > 20 && (record.fix ?? '').length > 20)
    assert.equal(answer.status, status, answer.body)
    assert.ok(!answer.body.includes(record.means ?? ''), 'what it means stays inside')
  })

test('every refused credential looks the same outside, but for its trace id', async () => {
  const { domain, seeded } = stage
  const outside = await domain.createComputer({ sam: 'OUT01$' })
  const disabled = await domain.createComputer({ sam: 'OFF01$', ou: seeded.devicesOu })
  const disabledCache = await domain.signIn(disabled)
  await domain.getServiceTicket(disabledCache, stage.service)
  await setEnabled(domain, disabled, false)
  const controller = await domain.kinit('DC1$', { keytab: await domain.exportKeytab(['DC1$']) })
  const expected = [
    [await domain.signIn(outside), 'LOOKUP_OUTSIDE_BASE'],
    [disabledCache, 'LOOKUP_ACCOUNT_DISABLED'],
    [controller, 'LOOKUP_OUTSIDE_BASE'],
  ] as const
  const bodies = new Set<string>()
  for (const [cache, code] of expected) {
    const answer = await stage.postWithTicket(cache)
    const record = await stage.signIn(answer.clientRequestId)
    assert.equal(record.code, code)
    assert.equal(answer.status, 500)
    assert.ok(answer.body.includes(record.traceId))
    bodies.add(answer.body.replace(record.traceId, 'ID'))
  }
  assert.equal(bodies.size, 1, [...bodies].join('\n'))
  // Inside the base it is still no workstation.
  await stage.patch((draft) => {
    for (const userType of draft.gateways[0]?.userTypes ?? [])
      if (userType.account === 'device') userType.searchBaseDn = `OU=Domain Controllers,${domain.baseDn}`
  })
  const again = await stage.postWithTicket(controller)
  assert.equal((await stage.signIn(again.clientRequestId)).code, 'LOOKUP_DOMAIN_CONTROLLER')
  await stage.patch((draft) => {
    for (const userType of draft.gateways[0]?.userTypes ?? [])
      if (userType.account === 'device') userType.searchBaseDn = seeded.devicesOu
  })
})

test('what is no ticket is asked for one in the same words as nothing at all', async () => {
  const answers = [undefined, ntlm, 'AAAABBBBCCCC'].map((token) =>
    stage.post(windows, token ? withNegotiate(token) : {}),
  )
  const bodies = (await Promise.all(answers)).map(({ status, body }) => `${status} ${body}`)
  assert.equal(new Set(bodies).size, 1, bodies.join('\n'))
})

test('HTTP limits: host, plain body sizes, headers', async () => {
  assert.equal((await stage.post(windows, { host: 'evil.example' })).status, 421)
  assert.equal((await stage.post(windows, { body: 'x'.repeat(70_000) })).status, 413)
  const padded = await stage.postWithTicket(computer, { headers: { 'x-padding': 'x'.repeat(58_000) } })
  assert.equal(padded.status, 200, padded.body)
  assert.equal((await stage.post(windows, { headers: { 'x-padding': 'x'.repeat(70_000) } })).status, 431)
})

test('the listeners keep their paths apart', async () => {
  for (const path of ['/metrics', '/readyz'])
    assert.equal((await stage.post(path, { method: 'GET' })).status, 404, path)
  const admin = (path: string) => stage.post(path, { method: 'GET', port: stage.server.adminPort })
  for (const path of [windows, '/wsf/mex13/m365', '/adfs/services/trust/mex'])
    assert.equal((await admin(path)).status, 404, path)
  assert.equal((await stage.post('/wsf/mex13/m365', { method: 'GET' })).status, 200)
  assert.equal((await admin('/readyz')).status, 200)
  const metrics = (await admin('/metrics')).body
  assert.match(metrics, /joinery_sign_ins_total\{endpoint="13\/windowstransport",outcome="issued",code=""\} [1-9]/)
  assert.match(metrics, /outcome="refused",code="AUTHENTICATE_NTLM"\} 2/)
  assert.doesNotMatch(metrics, /WS01|alice/i)
})

test('a gateway that is off, and networks that nobody named, are told by name', async () => {
  await stage.patch((draft) => {
    for (const gateway of draft.gateways) gateway.enabled = false
  })
  const off = await stage.postWithTicket(computer)
  assert.equal((await stage.signIn(off.clientRequestId)).code, 'AUTHENTICATE_KERBEROS_OFF')
  await stage.patch((draft) => {
    for (const gateway of draft.gateways) gateway.enabled = true
    draft.networks.intranetRanges = []
  })
  const closed = await stage.postWithTicket(computer)
  assert.equal((await stage.signIn(closed.clientRequestId)).code, 'ACCEPT_NETWORKS_NOT_NAMED')
  await stage.patch((draft) => {
    draft.networks.intranetRanges = ['127.0.0.0/8']
  })
  assert.equal((await stage.postWithTicket(computer)).status, 200)
})

test('a silent domain controller: 503 in time, not ready, and well again after it answers', async () => {
  const ready = async () => (await stage.post('/readyz', { method: 'GET', port: stage.server.adminPort })).status
  await stage.domain.getServiceTicket(computer, stage.service)
  stage.domain.freeze()
  const began = performance.now()
  try {
    const [answer, readiness] = await Promise.all([stage.postWithTicket(computer), ready()])
    assert.equal(answer.status, 503, answer.body)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    assert.equal(readiness, 503)
    assert.ok(performance.now() - began < 20_000, 'within the timeouts of the gateway')
    const record = await stage.signIn(answer.clientRequestId)
    assert.equal(record.outcome, 'failed')
    assert.match(record.code ?? '', /^DIRECTORY_/)
  } finally {
    await stage.domain.thaw()
  }
  // For a second after the last server failed, whoever asked it, requests fail at once.
  await delay(1100)
  assert.equal((await stage.postWithTicket(computer)).status, 200)
  assert.equal(await ready(), 200)
})

test('no password, ticket or signature is in the log, the database or an answer', async () => {
  const { readerAccount, serviceAccount, computer: device, user: alice } = stage.seeded
  const secrets = [readerAccount, serviceAccount, device, alice].map(({ password }) => password)
  const database = await runTool('sh', ['-c', `cat '${stage.boot.dataDirectory}'/joinery.db*`], {})
  const log = stage.logLines.join('\n')
  assert.ok(log.includes('sign-in') && database.includes('AUTHENTICATE_NTLM'), 'there is something to search')
  const signature = /<ds:SignatureValue>([^<]{40})/.exec(stage.answers.join('\n'))?.[1] ?? 'none'
  assert.notEqual(signature, 'none')
  for (const [name, text] of Object.entries({ log, database, answers: stage.answers.join('\n') })) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `a password in the ${name}`)
    assert.doesNotMatch(text, /PRIVATE KEY/)
    if (name === 'answers') continue
    assert.ok(!text.includes('SignatureValue') && !text.includes(signature), `a signature in the ${name}`)
    assert.ok(!/<saml:Assertion/.test(text), `an assertion in the ${name}`)
    assert.ok(!/Negotiate [A-Za-z0-9+/]{20}|YII[A-Za-z0-9+/]{40}/.test(text), `a ticket in the ${name}`)
    assert.ok(!text.includes(ntlm), `a token in the ${name}`)
  }
})
