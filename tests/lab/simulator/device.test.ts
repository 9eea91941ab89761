import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { application } from '../../../src/config/application.ts'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { cloudHosts } from '../../../src/entra/cloud.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { type SeededDomain, seedHybridJoinDomain } from '../../../src/lab/seed-hybrid-join-domain.ts'
import { removeServiceConnectionPoint, writeServiceConnectionPoint } from '../../../src/lab/service-connection-point.ts'
import type { Lab } from '../../../src/lab/start-lab.ts'
import { publishMex } from '../../../src/publish/publish-mex.ts'
import type { DeviceOptions } from '../../../src/simulator/device/device-options.ts'
import { rehearseDevice } from '../../../src/simulator/device/rehearse-device.ts'
import type { DeviceReport } from '../../../src/simulator/device/run-device.ts'
import { printJoinDebug } from '../../../src/simulator/dsregcmd/print-join-debug.ts'
import { printStatus } from '../../../src/simulator/dsregcmd/print-status.ts'
import { controlTenant, type TenantControl } from '../../../src/simulator/tenant/control-tenant.ts'
import { spawnTenant } from '../../../src/simulator/tenant/spawn-tenant.ts'
import type { RunningTenant } from '../../../src/simulator/tenant/start-tenant.ts'
import { type AssertionFacts, deviceFacts, issuer } from '../../unit/simulator/tenant/device-assertion.ts'
import { makeSigningKey } from '../../unit/simulator/test-keys.ts'
import { type CorpStage, withCorp } from '../with-corp.ts'
import { type StandInSts, startStandInSts } from './stand-in-sts.ts'

/** The device on a real domain, against the simulated tenant and a token service that is not Joinery. */

const tenantId = '07ec9af2-7ce5-4ab7-8638-115736bbf990'
const federatedDomain = 'corp.example.test'
const stsHost = `sts.${federatedDomain}`
const controlToken = 'control'
let lab: Lab
let corp: LabDomain
let seeded: SeededDomain
let tenant: RunningTenant
let control: TenantControl
let sts: StandInSts
let base: DeviceOptions

/** The claims the stand-in issues to the computer; tests change them. */
let computerClaims: AssertionFacts['claims']

function factsFor(client: string): AssertionFacts {
  const facts = deviceFacts(new Date())
  const immutableId = (guid: string): string => Buffer.from(guidBytes(guid)).toString('base64')
  if (client.startsWith('alice@')) return { ...facts, nameIdentifier: immutableId(seeded.user.objectGuid), claims: [] }
  return { ...facts, nameIdentifier: immutableId(seeded.computer.objectGuid), claims: computerClaims }
}

function guidBytes(guid: string): Uint8Array {
  const hex = guid.replaceAll('-', '')
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16)]
  const swapped = groups.map((group) => Buffer.from(group, 'hex').reverse())
  return Buffer.concat([...swapped, Buffer.from(hex.slice(16), 'hex')])
}

function goodClaims(): AssertionFacts['claims'] {
  const guid = Buffer.from(guidBytes(seeded.computer.objectGuid)).toString('base64')
  return [
    ['http://schemas.microsoft.com/ws/2012/01', 'accounttype', 'DJ'],
    ['http://schemas.microsoft.com/identity/claims', 'onpremobjectguid', guid],
    ['http://schemas.microsoft.com/ws/2008/06/identity/claims', 'primarysid', seeded.computer.objectSid],
  ]
}

function mexFor(port: number, kind: 'mex' | 'mex13'): string {
  const app = application.parse({ id: 'm365', name: 'm365', domainName: federatedDomain, attributes: [] })
  const managed = managedSettings.parse({ applications: [app] })
  return publishMex(app, kind, { managed, publicUrl: `https://${stsHost}:${port}` }).body
}

withCorp(prepare, async () => {
  await sts?.stop()
  await tenant?.stop()
})

async function prepare(stage: CorpStage): Promise<void> {
  ;({ lab, corp } = stage)
  seeded = await seedHybridJoinDomain(corp, { tenantId, tenantName: federatedDomain, stsHost })
  const files = await lab.issue({ name: 'hosts', dnsNames: [stsHost, ...cloudHosts] })
  const tls = { certificate: readFileSync(files.certificateFile, 'utf8'), key: readFileSync(files.keyFile, 'utf8') }
  // libkrb5 would otherwise leave its replay cache among the temporary files.
  process.env.KRB5RCACHENAME = 'none:'
  process.env.KRB5_KTNAME = await corp.exportKeytab([seeded.spn])
  process.env.KRB5_CONFIG = lab.krb5ConfigFile
  const signingKey = await makeSigningKey('stand-in')
  sts = await startStandInSts({
    ...tls,
    signingKey,
    mexFor: (port, path) => mexFor(port, path.includes('mex13') ? 'mex13' : 'mex'),
    factsFor,
  })
  const federation = {
    issuerUri: issuer,
    metadataExchangeUri: `https://${stsHost}:${sts.port}/wsf/mex13/m365`,
    preferredAuthenticationProtocol: 'wsFed' as const,
    signingCertificate: Buffer.from(signingKey.certificate).toString('base64'),
  }
  tenant = await spawnTenant({
    ...tls,
    controlToken,
    tenant: { tenantId, domains: [{ name: federatedDomain, federation }, { name: 'managed.example.test' }] },
  })
  const cloud = { address: tenant.host, port: tenant.port }
  const hosts = { ...Object.fromEntries(cloudHosts.map((host) => [host, cloud])), [stsHost]: { address: '127.0.0.1' } }
  control = controlTenant({ hosts, ca: readFileSync(lab.caFile, 'utf8') }, controlToken)
  base = {
    computer: {
      samAccountName: 'WS01$',
      dnsHostName: 'ws01.corp.example.test',
      credential: { keytab: await corp.exportKeytab(['WS01$']) },
    },
    domain: {
      kerberosRealm: corp.kerberosRealm,
      dnsDomain: corp.dnsDomain,
      netbiosDomain: corp.netbiosDomain,
      domainController: corp.dcHost,
      ldapUrl: corp.ldapUrl,
    },
    krb5ConfigFile: lab.krb5ConfigFile,
    folder: mkdtempSync(join(lab.folder, 'device-')),
    hosts,
    caFiles: [lab.caFile],
    user: {
      userPrincipalName: 'alice@corp.example.test',
      samAccountName: 'alice',
      credential: { keytab: await corp.exportKeytab(['alice']) },
    },
  }
  computerClaims = goodClaims()
}

/** One cycle of directory sync, reading AD as Entra Connect would. */
async function sync(): Promise<void> {
  const found = await corp.search('(sAMAccountName=WS01$)', { attributes: ['userCertificate'] })
  const { objectGuid, objectSid } = seeded.computer
  const userCertificates = [...(found[0]?.attributes.userCertificate ?? [])]
  const immutableId = Buffer.from(guidBytes(seeded.user.objectGuid)).toString('base64')
  await control.syncDirectory({
    computers: [{ objectGuid, objectSid, displayName: 'WS01', userCertificates }],
    users: [{ userPrincipalName: 'alice@corp.example.test', immutableId }],
  })
}

const run = (change: Partial<DeviceOptions> = {}, afterUserCertificate = sync): Promise<DeviceReport> =>
  rehearseDevice(
    { ...base, ...change },
    { onStep: () => undefined, afterUserCertificate, afterJoin: async () => undefined },
  )

const failedStep = (report: DeviceReport): string | undefined =>
  report.steps.find((step) => step.outcome === 'failed')?.name
const joinText = (report: DeviceReport): string => printJoinDebug(report.joinDebug)

const wrongAccountType = (): AssertionFacts['claims'] =>
  goodClaims().map((claim) =>
    claim[1] === 'accounttype' ? ['http://schemas.xmlsoap.org/claims', 'accounttype', 'DJ'] : claim,
  )

test('a computer joins with its own ticket, and a user gets a primary refresh token', async () => {
  await sync()
  const report = await run()
  assert.equal(report.path, 'federated')
  assert.deepEqual(
    report.steps.map((step) => [step.name, step.outcome]),
    [
      'pre-check',
      'tenant',
      'discover',
      'realm',
      'mex',
      'ticket',
      'assertion',
      'access-token',
      'join',
      'prt-nonce',
      'prt-assertion',
      'prt',
    ].map((name) => [name, 'ok']),
  )
  assert.deepEqual(sts.clients.slice(-2), ['WS01$@CORP.EXAMPLE.TEST', 'alice@CORP.EXAMPLE.TEST'])
  assert.match(joinText(report), /AzureAdJoined : YES/)
  assert.match(joinText(report), /domain:corp\.example\.test forest:corp\.example\.test domainController:\\\\dc1\./)
  assert.match(joinText(report), new RegExp(`DeviceId : ${seeded.computer.objectGuid}\n`))
  assert.match(printStatus(report.status), /AzureAdPrt : YES/)
  assert.deepEqual(
    (await control.listDevices()).map((device) => device.deviceId),
    [seeded.computer.objectGuid],
  )
  const judgements = await control.listJudgements()
  assert.deepEqual(
    judgements.slice(-2).map((judgement) => judgement.outcome),
    ['device', 'user'],
  )
  assert.match(judgements.at(-1)?.signatureVerifier ?? '', /^xmlsec1 /)
})

test('a refused assertion falls back to sync join, which hides the failure', async () => {
  computerClaims = wrongAccountType()
  const report = await run()
  computerClaims = goodClaims()
  assert.deepEqual([report.path, report.aadsts, report.hresult], ['sync', 51004, '0xcaa20003'])
  assert.match(joinText(report), /Federated ADRS join failed with error 0xcaa1000e\. Try synchronized join\./)
  assert.match(
    joinText(report),
    /DsrCmdJoinHelper::Join: completed successfully\nDSREGCMD_END_STATUS\n +AzureAdJoined : YES/,
  )
  const requestIds = [...joinText(report).matchAll(/(?:ClientRequestId|Join request ID): ([0-9a-f-]{36})/g)]
  assert.notEqual(requestIds[0]?.[1], requestIds[1]?.[1])
})

test('with the fallback off the device stays unjoined', async () => {
  computerClaims = wrongAccountType()
  const report = await run({ fallbackToSyncJoin: false })
  computerClaims = goodClaims()
  assert.deepEqual([report.path, report.aadsts, report.hresult], [null, 51004, '0xcaa20003'])
  assert.match(joinText(report), /failed with error 0xcaa1000e\.\nDSREGCMD_END_STATUS\n +AzureAdJoined : NO/)
  assert.match(printStatus(report.status), /Token acquisition Test : FAIL \[0xcaa20003\]/)
  assert.match(printStatus(report.status), /Fallback to Sync-Join : DISABLED/)
})

test('a fallback before the computer is synced is refused by the registration service', async () => {
  computerClaims = wrongAccountType()
  await control.syncDirectory({ computers: [], users: [] })
  const report = await run({}, async () => undefined)
  computerClaims = goodClaims()
  await sync()
  assert.deepEqual([report.path, report.aadsts, report.hresult], [null, 51004, '0x801c03f2'])
  assert.match(joinText(report), /Join HTTP status: 400\nJoin error code: DirectoryError\n/)
  assert.match(printStatus(report.status), /Error Phase : join\n +Client ErrorCode : 0x801c03f2\n/)
})

test('a fallback before the certificate is synced is refused, too', async () => {
  await corp.modify(seeded.computer.dn, { replace: { userCertificate: [] } })
  await sync()
  computerClaims = wrongAccountType()
  const report = await run({}, async () => undefined)
  computerClaims = goodClaims()
  assert.equal(report.hresult, '0x801c03f2')
  assert.match(joinText(report), /The public key user certificate is not found/)
})

test('by the rule 13-only a document of 2005 has no endpoint; by 13-then-2005 it does', async () => {
  await control.updateFederation(federatedDomain, {
    metadataExchangeUri: `https://${stsHost}:${sts.port}/wsf/mex/m365`,
  })
  const refused = await run({ fallbackToSyncJoin: false })
  const joined = await run({ mexRule: '13-then-2005' })
  await control.updateFederation(federatedDomain, {
    metadataExchangeUri: `https://${stsHost}:${sts.port}/wsf/mex13/m365`,
  })
  assert.deepEqual([refused.hresult, failedStep(refused)], ['0xcaa90022', 'mex'])
  assert.deepEqual([joined.path, joined.hresult], ['federated', null])
})

test('without a service connection point discovery fails; the registry can stand in for it', async () => {
  await removeServiceConnectionPoint(corp)
  const missing = await run()
  const overridden = await run({ clientSideTenant: { tenantId, tenantName: federatedDomain } })
  await writeServiceConnectionPoint(corp, { tenantId, tenantName: federatedDomain })
  assert.deepEqual([missing.hresult, failedStep(missing)], ['0x801c001d', 'tenant'])
  assert.match(joinText(missing), /Defaulting to autojoin disabled 0x80072030\./)
  assert.match(printStatus(missing.status), /AD Configuration Test : FAIL \[0x801c001d\/0x80072030\]/)
  assert.equal(overridden.path, 'federated')
})

test('a service connection point that names a managed domain leads to sync join without a word of federation', async () => {
  await writeServiceConnectionPoint(corp, { tenantId, tenantName: 'managed.example.test' })
  const report = await run()
  await writeServiceConnectionPoint(corp, { tenantId, tenantName: federatedDomain })
  assert.deepEqual([report.path, report.hresult], ['sync', null])
  assert.match(joinText(report), /TenantType = Managed;/)
  assert.doesNotMatch(joinText(report), /AdalLog/)
})

test('a tenant id that no tenant has is told apart', async () => {
  await writeServiceConnectionPoint(corp, {
    tenantId: '00000000-0000-4000-8000-000000000000',
    tenantName: federatedDomain,
  })
  const report = await run()
  await writeServiceConnectionPoint(corp, { tenantId, tenantName: federatedDomain })
  assert.deepEqual([report.hresult, failedStep(report)], ['0x801c003a', 'discover'])
})

test('without a ticket for the STS Windows offers NTLM, and is refused', async () => {
  await corp.modify(seeded.serviceAccount.dn, { remove: { servicePrincipalName: seeded.spn } })
  const report = await run({ fallbackToSyncJoin: false })
  await corp.modify(seeded.serviceAccount.dn, { add: { servicePrincipalName: seeded.spn } })
  assert.deepEqual([report.hresult, failedStep(report)], ['0xcaa30191', 'ticket'])
  assert.match(
    report.steps.find((step) => step.name === 'ticket')?.detail ?? '',
    /not found.*; Windows offers NTLM instead/,
  )
  assert.match(joinText(report), /AdalLog: WebRequest Status:401 ; HRESULT: 0x0\nAdalLog: {2}HRESULT: 0xcaa30191\n/)
})

test('an authenticator of another time is refused by the STS, while AD is still read', async () => {
  const report = await run({ fallbackToSyncJoin: false, authenticatorOffsetSeconds: 420 })
  assert.deepEqual([report.hresult, failedStep(report)], ['0xcaa30191', 'assertion'])
})

test('without a domain controller the pre-check ends it', async () => {
  const report = await run({ domain: { ...base.domain, ldapUrl: 'ldap://127.0.0.1:9' } })
  assert.deepEqual([report.path, report.hresult, failedStep(report)], [null, '0x8007054b', 'pre-check'])
  assert.match(joinText(report), /The device can NOT be joined because a domain controller could not be located\.$/)
})

test('a computer that cannot sign in cannot read AD', async () => {
  const keytab = await corp.exportKeytab(['alice'])
  const report = await run({ computer: { ...base.computer, credential: { keytab } } })
  assert.deepEqual([report.hresult, failedStep(report)], ['0x801c001d', 'tenant'])
})

test('a user whom the tenant does not know gets no token, and the device stays joined', async () => {
  await sync()
  await control.syncDirectory({ computers: [], users: [] })
  const report = await run()
  await sync()
  assert.deepEqual([report.path, report.aadsts, report.hresult], ['federated', 51004, '0xc000006d'])
  assert.match(printStatus(report.status), /AzureAdPrt : NO[^+]*Attempt Status : 0xc000006d\n/)
})
