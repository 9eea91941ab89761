import assert from 'node:assert/strict'
import { test } from 'node:test'
import { skewTicketCache } from '../../../src/lab/domain-tickets.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { type SeededDomain, seedHybridJoinDomain } from '../../../src/lab/seed-hybrid-join-domain.ts'
import { removeServiceConnectionPoint, writeServiceConnectionPoint } from '../../../src/lab/service-connection-point.ts'
import { withCorp } from '../with-corp.ts'

const tenant = { tenantId: '0b7c2a5e-3f41-4e6d-9a8b-1c2d3e4f5a6b', tenantName: 'corp.example.test' }
let corp: LabDomain
let seeded: SeededDomain
withCorp(async (stage) => {
  corp = stage.corp
  seeded = await seedHybridJoinDomain(corp, { ...tenant, stsHost: 'sts.corp.example.test' })
})

/** What a device does: its own ticket, the configuration partition, the object's keywords. */
async function readKeywordsAsComputer(): Promise<string[]> {
  const { env } = await corp.signIn(seeded.computer)
  const configuration = ['-b', `CN=Configuration,${corp.baseDn}`, '(objectClass=serviceConnectionPoint)', 'keywords']
  const found = await runTool(
    'ldapsearch',
    ['-LLL', '-N', '-Q', '-Y', 'GSSAPI', '-H', corp.ldapUrl, ...configuration],
    { env },
  )
  return [...found.matchAll(/^keywords: (.+)$/gm)].map((match) => match[1] ?? '')
}

test('the computer reads the SCP with its own ticket', async () => {
  const keywords = [`azureADId:${tenant.tenantId}`, `azureADName:${tenant.tenantName}`]
  assert.deepEqual((await readKeywordsAsComputer()).sort(), keywords)
})

test('the SCP can be rewritten and removed, twice', async () => {
  await writeServiceConnectionPoint(corp, { ...tenant, tenantName: 'managed.example.test' })
  assert.ok((await readKeywordsAsComputer()).includes('azureADName:managed.example.test'))
  await removeServiceConnectionPoint(corp)
  await removeServiceConnectionPoint(corp)
  assert.deepEqual(await readKeywordsAsComputer(), [])
  await writeServiceConnectionPoint(corp, tenant)
})

test('the computer gets an AES ticket for the token service', async () => {
  const ticket = await corp.getServiceTicket(await corp.signIn(seeded.computer), seeded.spn)
  assert.equal(ticket.encryptionType, 'aes256-cts-hmac-sha1-96')
})

test('with only its own ticket the service account gets one for the computer (S4U2Self)', async () => {
  const ticket = await corp.impersonate(await corp.signIn(seeded.serviceAccount), 'WS01$', 'svc-joinery')
  assert.equal(ticket.servicePrincipal, 'svc-joinery@CORP.EXAMPLE.TEST')
  assert.equal(ticket.encryptionType, 'aes256-cts-hmac-sha1-96')
})

test('the user carries her objectGUID as source anchor, the computer carries none', async () => {
  const anchorOf = async (dn: string) =>
    (await corp.search('(objectClass=*)', { base: dn, attributes: ['mS-DS-ConsistencyGuid'] }))[0]?.attributes
  assert.deepEqual(await anchorOf(seeded.user.dn), { 'mS-DS-ConsistencyGuid': [seeded.user.objectGuid] })
  assert.deepEqual(await anchorOf(seeded.computer.dn), {})
  assert.equal(seeded.user.upn, 'alice@corp.example.test')
})

test('the reader may read and not write', async () => {
  const bind = ['-x', '-D', seeded.readerAccount.upn ?? '', '-w', seeded.readerAccount.password, '-H', corp.ldapsUrl]
  const env = { LDAPTLS_CACERT: corp.caFile }
  const found = await runTool(
    'ldapsearch',
    ['-LLL', ...bind, '-b', seeded.devicesOu, '(sAMAccountName=WS01$)', 'objectSid'],
    { env },
  )
  assert.match(found, /^objectSid:: /m)
  const change = `dn: ${seeded.computer.dn}\nchangetype: modify\nreplace: description\ndescription: x\n`
  await assert.rejects(runTool('ldapmodify', bind, { env, input: change }), /Insufficient access/)
})

test('a client whose clock is five minutes ahead or more is refused, and one far behind refuses by itself', async () => {
  const search = ['-LLL', '-N', '-Q', '-Y', 'GSSAPI', '-H', corp.ldapUrl, '-b', corp.baseDn, '-s', 'base', 'dn']
  async function searchAt(seconds: number): Promise<string> {
    const cache = await corp.signIn(seeded.computer)
    await corp.getServiceTicket(cache, `ldap/${corp.address}`)
    skewTicketCache(cache, seconds)
    return runTool('ldapsearch', search, { env: cache.env })
  }
  for (const seconds of [0, 240, -240]) assert.match(await searchAt(seconds), /^dn: DC=corp/m)
  await assert.rejects(searchAt(900), /Clock skew too great|Invalid credentials/)
  await assert.rejects(searchAt(-900), /Ticket not yet valid/)
})
