import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { keyResource } from '../../../../src/admin/keys/key-resource.ts'
import { rolloverResource } from '../../../../src/admin/keys/rollover-resource.ts'
import { ensureSigningKey } from '../../../../src/keys/ensure-signing-key.ts'
import { systemClock, systemRandomness } from '../../../../src/system-ports.ts'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

const fixture = (path: string) => readFileSync(new URL(`../../../fixtures/keys/${path}`, import.meta.url))

let stage: AdminStage
before(async () => {
  stage = await openAdminStage()
  await ensureSigningKey(stage.storage.signingKeys, { clock: systemClock, randomness: systemRandomness })
  const document = {
    applications: [
      {
        id: 'm365',
        name: 'M365',
        domainName: 'corp.example.com',
        issuerUri: 'https://sts.example.com/applications/m365',
      },
    ],
  }
  const applied = await stage.storage.settings.apply({
    ...{ source: { document }, appliedBy: 'test' },
    waive: ['applications/intranet', 'applications/required-claims'],
  })
  assert.deepEqual(
    applied.problems.filter(({ severity }) => severity === 'error'),
    [],
  )
})
after(() => stage.close())

const keys = async () => (await stage.ask('GET', '/keys')).body._embedded.keys
const stateOf = async (id: string) => (await stage.ask('GET', `/keys/${id}`)).body.state
const lastAudit = async () => (await stage.storage.audit.list({}, 1))[0]

test('keys are listed as PingOne lists them, with what Joinery adds, and nothing of the private key', async () => {
  const { status, text } = await stage.ask('GET', '/keys', { role: 'readOnly' })
  assert.equal(status, 200)
  const [key] = await keys()
  assert.deepEqual(keyResource.parse(key), key)
  assert.deepEqual(
    [key.algorithm, key.keyLength, key.signatureAlgorithm, key.status, key.default, key.state, key.applications],
    ['RSA', 2048, 'SHA256withRSA', 'VALID', true, 'active', ['m365']],
  )
  const pkcs8 = (await stage.storage.signingKeys.findPrivateKey(key.id))?.reveal() ?? new Uint8Array()
  assert.ok(!text.includes(Buffer.from(pkcs8).toString('base64').slice(-80, -40)))
})

test('a certificate is downloaded as DER and as PEM', async () => {
  const [{ id, certificate }] = await keys()
  const pem = await stage.ask('GET', `/certificates/${id}/file?format=pem`)
  assert.equal(new X509Certificate(pem.text).raw.toString('base64'), certificate)
  const der = await stage.ask('GET', `/certificates/${id}/file`)
  assert.equal(der.headers['content-type'], 'application/pkix-cert')
  const list = (await stage.ask('GET', '/certificates')).body._embedded.certificates
  assert.deepEqual([list[0].certificate, 'state' in list[0]], [certificate, false])
})

test('a key of its own is made, renamed by whoever saw it last, retired, and only then deleted', async () => {
  const made = await stage.ask('POST', '/keys', { body: { name: 'Own', validityPeriod: 100 } })
  assert.deepEqual([made.status, made.body.state, made.body.daysLeft], [201, 'available', 99])
  const path = `/keys/${made.body.id}`
  assert.ok(String(made.headers.location).endsWith(path))
  const stale = await stage.ask('PUT', path, { body: { name: 'x' }, headers: { 'if-match': '"old"' } })
  assert.equal(stale.status, 412)
  assert.equal((await stage.ask('PUT', path, { body: { name: 'Mine' } })).body.name, 'Mine')
  assert.deepEqual((await lastAudit())?.after, { name: 'Mine' })
  const kept = await stage.ask('DELETE', path)
  assert.deepEqual([kept.status, kept.body.joinery.code], [409, 'KEYS_NOT_RETIRED'])
  assert.equal((await stage.ask('POST', `${path}/retire`)).body.status, 'REVOKED')
  assert.equal((await stage.ask('DELETE', path)).status, 204)
  const gone = await stage.ask('GET', path)
  assert.deepEqual([gone.status, gone.body.joinery.code], [404, 'KEYS_NOT_THERE'])
})

test('a PKCS #12 file is imported; its password is in no answer and no record', async () => {
  const file = fixture('pkcs12/rc2-and-3des.p12').toString('base64')
  const wrong = await stage.ask('POST', '/keys/import', { body: { file, password: 'a wrong one' } })
  assert.deepEqual([wrong.status, wrong.body.joinery.code], [400, 'KEYS_PKCS12_PASSWORD'])
  const password = 'open-sesame'
  const { status, body, text } = await stage.ask('POST', '/keys/import', {
    body: { file, password, id: 'ours', aside: true },
  })
  assert.deepEqual([status, body.id, body.state, body.subjectDN], [201, 'ours', 'available', 'CN=Joinery test signing'])
  assert.ok(!(text + JSON.stringify(await lastAudit())).includes(password))
})

test('the whole roll, by an identity administrator: start, tell Entra, prove, switch, undo', async () => {
  const role = 'identityAdmin' as const
  const [{ id: old }] = await keys()
  const started = await stage.ask('POST', '/keys/rollover', { role, body: { keyId: 'ours' } })
  assert.equal(started.status, 201)
  assert.deepEqual(rolloverResource.parse(started.body), started.body)
  assert.deepEqual([started.body.stage, started.body.next], ['proving', 'ours'])
  assert.match(started.body.domains[0].script.text, /NextSigningCertificate = 'MII/)
  const early = await stage.ask('POST', '/keys/rollover/switch', { role })
  assert.deepEqual([early.status, early.body.joinery.code], [409, 'KEYS_UNPROVED'])
  const foreign = await stage.ask('POST', '/keys/rollover/proofs', { role, body: { text: 'nothing of Entra' } })
  assert.deepEqual([foreign.status, foreign.body.joinery.code], [400, 'KEYS_PROOF_UNREADABLE'])
  const text = fixture('federation-settings.txt').toString()
  const proved = await stage.ask('POST', '/keys/rollover/proofs', { role, body: { text } })
  assert.deepEqual(
    proved.body.evidence.map(({ keyId, held }: { keyId: string; held: string }) => [keyId, held]),
    [
      [old, 'no'],
      ['ours', 'next'],
    ],
  )
  assert.equal(proved.body.rollover.stage, 'proved')
  assert.equal((await stage.ask('POST', '/keys/rollover/switch', { role })).body.stage, 'overlap')
  assert.deepEqual([await stateOf('ours'), await stateOf(old)], ['active', 'previous'])
  assert.deepEqual((await lastAudit())?.before, { active: old, next: 'ours', previous: null })
  // The fixture's settings do not hold the old certificate.
  const undo = await stage.ask('POST', '/keys/rollover/undo', { role })
  assert.deepEqual([undo.status, undo.body.joinery.code], [409, 'KEYS_UNDO_REFUTED'])
})

test("only an owner's word replaces proof; the help desk sees no keys", async () => {
  const body = { applicationId: 'm365', sentence: 'switch corp.example.com without proof' }
  assert.equal((await stage.ask('POST', '/keys/rollover/override', { role: 'identityAdmin', body })).status, 403)
  const none = await stage.ask('POST', '/keys/rollover/override', { body })
  assert.deepEqual([none.status, none.body.joinery.code], [409, 'KEYS_NO_NEXT'])
  assert.equal((await stage.ask('GET', '/keys/rollover', { role: 'helpDesk' })).status, 403)
  assert.equal((await stage.ask('POST', '/keys', { role: 'readOnly', body: { name: 'x' } })).status, 403)
})
