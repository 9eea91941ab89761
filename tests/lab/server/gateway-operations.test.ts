import assert from 'node:assert/strict'
import { Agent, request } from 'node:https'
import { json } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { removeSpn } from '../../../src/lab/break-domain.ts'
import { makeTokens } from '../../browser/make-tokens.ts'
import { type ServerStage, startServerStage } from './server-stage.ts'

/** What administrators do with a gateway, by the admin API of a running server on a real domain. */

let stage: ServerStage
let token: string
before(async () => {
  stage = await startServerStage()
  token = (await makeTokens(stage.boot)).identityAdmin
})
after(() => stage?.stop())

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers as they like; what is not there fails them
async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any; text: string }> {
  const payload = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: stage.domain.address, port: stage.server.adminPort, method, rejectUnauthorized: false },
        ...{ path: `/v1/environments/default${path}`, agent: new Agent({ keepAlive: false }) },
        headers: {
          ...{ host: `${stage.domain.address}:${stage.server.adminPort}`, authorization: `Bearer ${token}` },
          'content-type': 'application/json',
        },
      },
      async (response) => {
        const answer: unknown = await json(response).catch(() => undefined)
        resolve({ status: response.statusCode ?? 0, body: answer, text: JSON.stringify(answer) })
      },
    )
    sent.on('error', reject)
    sent.end(payload)
  })
}

interface Step {
  readonly step: string
  readonly outcome: string
  readonly problem?: { readonly code: string }
  readonly certificates?: readonly { readonly pem: string; readonly fingerprint: string }[]
}

const gatewayPath = '/gateways/corp-ad'
const outcomes = (steps: readonly Step[]) => steps.map(({ step, outcome }) => `${step} ${outcome}`)

test('the saved gateway: every step is well, and no password is in the answer', async () => {
  const { status, body, text } = await ask('POST', `${gatewayPath}/connectionTests`, {})
  assert.equal(status, 200, text)
  assert.deepEqual(outcomes(body.steps).slice(0, 5), ['resolve ok', 'connect ok', 'tls ok', 'bind ok', 'rootDse ok'])
  assert.ok(!body.steps.some(({ outcome }: Step) => outcome === 'failed'), text)
  assert.ok(!text.includes(stage.seeded.readerAccount.password))
})

test('an unsaved gateway: its own password, a certificate nobody trusts shown, a wrong password sent once', async () => {
  const { domain, seeded } = stage
  const gateway = { serversHostAndPort: [domain.address], bindDN: seeded.readerAccount.dn, caFile: domain.caFile }
  const bindPassword = seeded.readerAccount.password
  const path = '/gateways/unsaved/connectionTests'
  const right = await ask('POST', path, { gateway: { ...gateway, bindPassword } })
  assert.notEqual(right.body.outcome, 'failed', right.text)

  const { caFile: _, ...untrusted } = gateway
  const shown = await ask('POST', path, { gateway: { ...untrusted, bindPassword } })
  const tls: Step = shown.body.steps.find(({ step }: Step) => step === 'tls')
  assert.equal(tls.problem?.code, 'DIRECTORY_TLS_UNTRUSTED')
  assert.match(tls.certificates?.[0]?.pem ?? '', /^-----BEGIN CERTIFICATE-----/)
  assert.ok(!shown.body.steps.some(({ step }: Step) => step === 'bind'), 'no password goes where nobody is trusted')

  const twice = { ...gateway, serversHostAndPort: [domain.address, `${domain.address}:636`], bindPassword: 'wrong' }
  const wrong = await ask('POST', path, { gateway: twice })
  const binds = wrong.body.steps.filter(({ step }: Step) => step === 'bind')
  assert.deepEqual(outcomes(binds), ['bind failed', 'bind skipped'])
  assert.equal(binds[0].problem.code, 'DIRECTORY_BIND_REFUSED')

  const nowhere = await ask('POST', path, {
    gateway: { ...gateway, serversHostAndPort: ['nobody.invalid'], bindPassword },
  })
  assert.equal(nowhere.body.steps[0].problem.code, 'DIRECTORY_NAME_UNRESOLVED')
})

test('the stored password goes nowhere else', async () => {
  const { domain, seeded } = stage
  const gateway = { serversHostAndPort: ['127.0.0.1:1'], bindDN: seeded.readerAccount.dn, caFile: domain.caFile }
  const { status, body } = await ask('POST', `${gatewayPath}/connectionTests`, { gateway })
  assert.equal(status, 400)
  assert.equal(body.joinery.code, 'LIVE_BIND_PASSWORD_NEEDED')
})

test('filters are tried on the live directory, and default values are found in it', async () => {
  const { seeded } = stage
  const { body, text } = await ask('POST', `${gatewayPath}/lookupTests`, { identifier: 'WS01$', userTypeId: 'devices' })
  assert.deepEqual(body.problems, [], text)
  assert.equal(body.found[0].dn.toLowerCase(), seeded.computer.dn.toLowerCase())
  assert.ok(
    body.links.every(({ matches }: { matches: number }) => matches === 1),
    text,
  )
  assert.equal(body.profile['device-sid'], seeded.computer.objectSid)
  const proposals = await ask('GET', `${gatewayPath}/proposals`)
  const bases = proposals.body.userTypes.map(({ searchBaseDn }: { searchBaseDn: string }) => searchBaseDn.toLowerCase())
  assert.equal(bases[1], seeded.devicesOu.toLowerCase())
  assert.equal(proposals.body.anchor.attribute, 'objectGUID')
})

test('computers and users of the directory are found by the beginning of a name', async () => {
  const computers = await ask('GET', '/directory/entries?kind=computer&search=ws')
  assert.deepEqual(
    computers.body._embedded.entries.map(({ samAccountName }: { samAccountName: string }) => samAccountName),
    ['WS01$'],
  )
  const users = await ask('GET', '/directory/entries?kind=user&search=arch')
  assert.equal(users.body._embedded.entries[0].samAccountName, 'alice')
  assert.equal(users.body._embedded.entries[0].userTypeId, 'cloud-users')
  const nobody = await ask('GET', `/directory/entries?kind=user&search=${encodeURIComponent('*)(cn=*')}`)
  assert.equal(nobody.body.size, 0)
})

test('claims of a real computer, with the verdict of the doctor', async () => {
  const { body, text } = await ask('POST', '/applications/m365/preview', { account: 'device', name: 'WS01' })
  assert.equal(body.refusal, undefined, text)
  assert.match(body.entra.text, /^Entra would take it/)
  assert.doesNotMatch(text, /SignatureValue|<saml/)
})

test('health is measured; the self-test gets real tickets; a missing name is seen; a restart is on record', async () => {
  const { body } = await ask('GET', `${gatewayPath}/instances`)
  const [instance] = body._embedded.instances
  assert.equal(instance.healthStatus, 'HEALTHY')
  assert.ok(instance.connected && instance.operationsPerSecond > 0 && instance.responseTimeMillis > 0)

  const state = await ask('GET', `${gatewayPath}/kerberos`)
  assert.equal(state.body.account.supportsAes, true, state.text)
  assert.ok(
    state.body.services.every(({ isRight }: { isRight: boolean }) => isRight),
    state.text,
  )
  const tested = await ask('POST', `${gatewayPath}/kerberosTests`)
  assert.match(tested.body.services[0].encryptionType, /^aes256/)
  assert.equal(tested.body.services[0].problem, undefined)

  assert.equal((await ask('POST', `${gatewayPath}/restart`)).status, 200)
  const audit = await ask('GET', '/audit?resource=gateways')
  assert.equal(audit.body._embedded.auditRecords[0].action, 'restart')

  await removeSpn(stage.domain, stage.seeded.serviceAccount, stage.seeded.spn)
  const missing = await ask('POST', `${gatewayPath}/kerberosTests`)
  assert.equal(missing.body.services[0].problem.code, 'KERBEROS_SPN_MISSING', missing.text)
})

test('the limits of passwords stand beside those of the directory', async () => {
  const { body, text } = await ask('GET', `${gatewayPath}/lockoutPolicies`)
  assert.ok(body._embedded.lockoutPolicies[0].unfamiliarThreshold > 0, text)
})
