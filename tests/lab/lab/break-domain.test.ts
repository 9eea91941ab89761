import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  borrowName,
  createCollidingNames,
  duplicateSpn,
  forgetAesKeys,
  moveAccount,
  removeDuplicateSpn,
  removeSpn,
  renameAccount,
  setConsistencyGuid,
  setEnabled,
  setEncryptionTypes,
} from '../../../src/lab/break-domain.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { type Lab, startLab } from '../../../src/lab/start-lab.ts'

const spn = 'HTTP/sts.corp.example.test'
let lab: Lab
let corp: LabDomain
let computer: LabAccount
before(async () => {
  lab = await startLab()
  corp = lab.domain('corp')
  computer = await corp.createComputer({ sam: 'WS01$' })
})
after(() => lab?.stop())

async function newService(
  sam: string,
  spns: readonly string[] = [`HTTP/${sam}.corp.example.test`],
): Promise<LabAccount> {
  return corp.createServiceAccount({ sam, upn: `${sam}@corp.example.test`, spns })
}

/** Of a ticket fetched with a new sign-in, so that nothing comes from a cache. */
async function ticketTypeFor(name: string): Promise<string> {
  return (await corp.getServiceTicket(await corp.signIn(computer), name)).encryptionType
}

async function attribute(account: LabAccount, name: string): Promise<readonly string[] | undefined> {
  const [entry] = await corp.search('(objectClass=*)', { base: account.dn, attributes: [name] })
  return entry?.attributes[name]
}

test('encryption types: none ticked and RC4 ticked give RC4 tickets, AES ticked gives AES', async () => {
  const service = await newService('etypes')
  assert.equal(await ticketTypeFor('HTTP/etypes.corp.example.test'), 'aes256-cts-hmac-sha1-96')
  await setEncryptionTypes(corp, service, [])
  assert.equal(await attribute(service, 'msDS-SupportedEncryptionTypes'), undefined)
  assert.equal(await ticketTypeFor('HTTP/etypes.corp.example.test'), 'arcfour-hmac')
  await setEncryptionTypes(corp, service, ['RC4_HMAC'])
  assert.equal(await ticketTypeFor('HTTP/etypes.corp.example.test'), 'arcfour-hmac')
})

test('an account older than AES gets RC4 tickets with AES ticked, until its password is reset', async () => {
  const service = await newService('old')
  await forgetAesKeys(corp, service)
  assert.deepEqual(await attribute(service, 'msDS-SupportedEncryptionTypes'), ['24'])
  assert.equal(await ticketTypeFor('HTTP/old.corp.example.test'), 'arcfour-hmac')
  await corp.setPassword(service)
  assert.equal(await ticketTypeFor('HTTP/old.corp.example.test'), 'aes256-cts-hmac-sha1-96')
})

test('a password reset raises the key version, and the new password is the only one that works', async () => {
  const service = await newService('reset')
  const before = await corp.getKeyVersion(service)
  const changed = await corp.setPassword(service)
  assert.equal(await corp.getKeyVersion(changed), before + 1)
  await corp.signIn(changed)
  await assert.rejects(corp.signIn(service), /Password incorrect|Preauthentication failed/)
})

test('a renamed account keeps the salt of its old name: only the KDC knows it', async () => {
  const service = await newService('before')
  const renamed = await renameAccount(corp, service, 'after')
  assert.equal(renamed.dn, `CN=after,CN=Users,${corp.baseDn}`)
  assert.deepEqual(await attribute(renamed, 'sAMAccountName'), ['after'])
  const trace = join(lab.folder, 'trace')
  const env = { KRB5_TRACE: trace, KRB5_CONFIG: lab.krb5ConfigFile, KRB5CCNAME: `FILE:${trace}.ccache` }
  await runTool('kinit', ['after@CORP.EXAMPLE.TEST'], { env, input: `${renamed.password}\n` })
  assert.match(readFileSync(trace, 'utf8'), /salt "CORP\.EXAMPLE\.TESTbefore"/)
})

test('a missing SPN: the KDC has no such service', async () => {
  const service = await newService('missing')
  await removeSpn(corp, service, 'HTTP/missing.corp.example.test')
  await assert.rejects(ticketTypeFor('HTTP/missing.corp.example.test'), /Server not found in Kerberos database/)
})

test('a duplicate SPN: the KDC answers as if there were none, until one is taken away', async () => {
  await newService('first', [spn])
  const second = await newService('second')
  await duplicateSpn(corp, second, spn)
  assert.equal((await corp.search(`(servicePrincipalName=${spn})`)).length, 2)
  await assert.rejects(ticketTypeFor(spn), /Server not found in Kerberos database/)
  await removeDuplicateSpn(corp, second, spn)
  assert.equal(await ticketTypeFor(spn), 'aes256-cts-hmac-sha1-96')
})

test('ConsistencyGuid is set as bytes that read back as the same GUID, and emptied', async () => {
  const user = await corp.createUser({ sam: 'anchor' })
  assert.equal(await attribute(user, 'mS-DS-ConsistencyGuid'), undefined)
  await setConsistencyGuid(corp, user, '01234567-89ab-cdef-0123-456789abcdef')
  assert.deepEqual(await attribute(user, 'mS-DS-ConsistencyGuid'), ['01234567-89ab-cdef-0123-456789abcdef'])
  await setConsistencyGuid(corp, user, undefined)
  assert.equal(await attribute(user, 'mS-DS-ConsistencyGuid'), undefined)
})

test('a disabled computer gets no ticket, an enabled one does', async () => {
  const disabled = await corp.createComputer({ sam: 'WS02$', enabled: false })
  await assert.rejects(corp.signIn(disabled), /credentials have been revoked/)
  await setEnabled(corp, disabled, true)
  await corp.signIn(disabled)
  await setEnabled(corp, disabled, false)
  await assert.rejects(corp.signIn(disabled), /credentials have been revoked/)
})

test('a computer moved elsewhere is no longer below its old container, and keeps its SID', async () => {
  const devices = await corp.createOu('Devices')
  const elsewhere = await corp.createOu('OU=Elsewhere')
  const computer = await corp.createComputer({ sam: 'WS03$', ou: 'OU=Devices' })
  const moved = await moveAccount(corp, computer, elsewhere)
  const below = (base: string) => corp.search('(sAMAccountName=WS03$)', { base, attributes: ['objectSid'] })
  assert.deepEqual(await below(devices), [])
  assert.deepEqual(await below(elsewhere), [{ dn: moved.dn, attributes: { objectSid: [computer.objectSid] } }])
})

test('a computer boss$ and a user boss: one password each, and two different SIDs', async () => {
  const { computer, user } = await createCollidingNames(corp, 'boss')
  assert.notEqual(computer.objectSid, user.objectSid)
  await corp.kinit('boss', { password: user.password })
  await corp.kinit('boss$', { password: computer.password })
  await assert.rejects(corp.kinit('boss', { password: computer.password }), { code: 'LAB_TOOL_FAILED' })
})

test('a user whose UPN is the account name of another', async () => {
  const ceo = await corp.createUser({ sam: 'ceo' })
  const mallory = await borrowName(corp, await corp.createUser({ sam: 'mallory' }), 'ceo')
  const bearers = await corp.search('(|(sAMAccountName=ceo)(userPrincipalName=ceo@corp.example.test))')
  assert.deepEqual(new Set(bearers.map(({ dn }) => dn)), new Set([ceo.dn, mallory.dn]))
  // With the account gone the KDC answers for the name by UPN: mallory is signed in as ceo@REALM.
  await corp.remove(ceo.dn)
  await corp.kinit('ceo', { password: mallory.password })
})
