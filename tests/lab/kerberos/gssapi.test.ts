import assert from 'node:assert/strict'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { type AcceptOutcome, type Gssapi, openGssapi } from '../../../src/gssapi/gssapi.ts'
import { forgetAesKeys, renameAccount, setEncryptionTypes } from '../../../src/lab/break-domain.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import { skewTicketCache } from '../../../src/lab/domain-tickets.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import type { Lab } from '../../../src/lab/start-lab.ts'
import { serializeKeytab } from '../../../src/protocol/kerberos/keytab.ts'
import { parseLogonInfo } from '../../../src/protocol/kerberos/logon-info.ts'
import { parseNegotiateToken } from '../../../src/protocol/kerberos/negotiate-token.ts'
import { parseUpnDnsInfo } from '../../../src/protocol/kerberos/upn-dns-info.ts'
import { type EncryptionTypeName, encryptionTypes } from '../../../src/protocol/names/kerberos.ts'
import { Secret } from '../../../src/secret.ts'
import { withCorp } from '../with-corp.ts'
import { clientToken } from './client-token.ts'

const service = 'HTTP/sts.corp.example.test@CORP.EXAMPLE.TEST'
const binding = 'tls-server-end-point:0123456789abcdef0123456789abcdef'

let lab: Lab
let corp: LabDomain
let gssapi: Gssapi
let computer: LabAccount
let account: LabAccount
let keytabFile: string
let computerKeytab: string

withCorp(async (stage) => {
  ;({ lab, corp } = stage)
  gssapi = openGssapi(lab.krb5ConfigFile)
  computer = await corp.createComputer({ sam: 'WS01$' })
  account = await corp.createServiceAccount({
    sam: 'svc',
    upn: 'svc@corp.example.test',
    spns: ['HTTP/sts.corp.example.test'],
  })
  keytabFile = await corp.exportKeytab(['svc'])
  computerKeytab = await corp.exportKeytab(['WS01$'])
})

const principalOf = (sam: string): string => `${sam}@${corp.kerberosRealm}`

/** The token that a computer's own client would send, from our code. */
async function ownToken(binding?: string): Promise<Uint8Array> {
  const obtained = await gssapi.obtainTicket({
    client: principalOf('WS01$'),
    keytabFile: computerKeytab,
    service,
    channelBinding: binding === undefined ? undefined : Buffer.from(binding),
  })
  assert.equal(obtained.outcome, 'ok', inspect(obtained))
  return obtained.outcome === 'ok' ? obtained.token.reveal() : new Uint8Array()
}

async function accept(
  token: Uint8Array,
  options: { keytab?: string; binding?: string; replay?: string } = {},
): Promise<AcceptOutcome> {
  return gssapi.accept({
    keytabFile: options.keytab ?? keytabFile,
    replayCacheFile: options.replay,
    token,
    channelBinding: options.binding === undefined ? undefined : Buffer.from(options.binding),
  })
}

async function reasonFor(token: Uint8Array, options: Parameters<typeof accept>[1] = {}): Promise<string> {
  const outcome = await accept(token, options)
  return outcome.outcome === 'refused' ? `${outcome.reason}: ${outcome.text}` : outcome.outcome
}

/** What python3-gssapi sends for the computer, taken out of SPNEGO. */
async function foreignToken(options: Parameters<typeof clientToken>[2] = {}): Promise<Uint8Array> {
  const token = await clientToken(await corp.signIn(computer), service, options)
  const { mechanismToken } = parseNegotiateToken(token)
  assert.ok(mechanismToken)
  return mechanismToken
}

test('accept: a computer is accepted by a keytab of its service account, whatever the SPN, and its PAC comes along', async () => {
  const outcome = await accept(await ownToken())
  assert.ok(outcome.outcome === 'accepted', inspect(outcome))
  assert.equal(outcome.client, 'WS01$@CORP.EXAMPLE.TEST')
  assert.equal(outcome.isChannelBound, false)
  assert.ok(outcome.upnDnsInfo && outcome.logonInfo)
  const info = parseUpnDnsInfo(outcome.upnDnsInfo)
  assert.deepEqual(info.account, { samAccountName: 'WS01$', sid: computer.objectSid })
  const logon = parseLogonInfo(outcome.logonInfo)
  assert.equal(`${logon.domainSid}-${logon.userId}`, computer.objectSid)
  assert.deepEqual([logon.samAccountName, logon.logonDomain, logon.primaryGroupId], ['WS01$', 'CORP', 515])
})

test('accept: a token of python3-gssapi, with and without SPNEGO; mutual authentication brings a reply', async () => {
  for (const options of [{}, { withoutSpnego: true }]) {
    const outcome = await accept(await foreignToken(options))
    assert.ok(outcome.outcome === 'accepted', inspect(outcome))
    assert.equal(outcome.replyToken.length, 0)
  }
  const outcome = await accept(await foreignToken({ mutual: true }))
  assert.ok(outcome.outcome === 'accepted', inspect(outcome))
  assert.ok(outcome.replyToken.length > 50)
})

test('accept: channel bindings not looked at, not sent, equal, different [RFC5929 §4]', async () => {
  const bound = async (token: Uint8Array, ours?: string): Promise<boolean | string> => {
    const outcome = await accept(token, ours === undefined ? {} : { binding: ours })
    return outcome.outcome === 'accepted' ? outcome.isChannelBound : outcome.reason
  }
  assert.equal(await bound(await foreignToken({ binding })), false)
  assert.equal(await bound(await foreignToken(), binding), false)
  assert.equal(await bound(await foreignToken({ binding }), binding), true)
  assert.equal(await bound(await foreignToken({ binding: 'tls-server-end-point:other' }), binding), 'channelBinding')
  assert.equal(await bound(await ownToken(binding), binding), true)
})

test('accept: the same token twice is a replay [RFC4120 §3.2.3]', async () => {
  const replay = join(lab.folder, 'replay')
  const token = await ownToken()
  assert.equal(await reasonFor(token, { replay }), 'accepted')
  assert.match(await reasonFor(token, { replay }), /^replay: /)
  assert.equal(statSync(replay).mode & 0o077, 0)
})

test('accept: a client whose clock is six minutes ahead [RFC4120 §3.2.3]', async () => {
  const cache = await corp.signIn(computer)
  await corp.getServiceTicket(cache, service)
  skewTicketCache(cache, 360)
  const token = parseNegotiateToken(await clientToken(cache, service)).mechanismToken
  assert.match(await reasonFor(token ?? new Uint8Array()), /^clockSkew: /)
})

test('accept: keys of another account, a keytab that is not there, a token that is none', async () => {
  const token = await ownToken()
  assert.match(await reasonFor(token, { keytab: computerKeytab }), /^noMatchingKey: /)
  assert.match(await reasonFor(token, { keytab: join(lab.folder, 'absent') }), /^noKeys: /)
  assert.match(await reasonFor(Buffer.from('hello')), /^malformed: /)
  assert.match(await reasonFor(new Uint8Array()), /^malformed: /)
  const tampered = Uint8Array.from(token)
  tampered[700] = (tampered[700] ?? 0) ^ 1
  assert.match(await reasonFor(tampered), /^noMatchingKey: /)
})

test('accept: a PAC that was taken out is not made up', async () => {
  await corp.modify(account.dn, { replace: { userAccountControl: String(0x200 | 0x10000 | 0x2000000) } })
  try {
    const outcome = await accept(await ownToken())
    assert.ok(outcome.outcome === 'accepted', inspect(outcome))
    assert.deepEqual([outcome.upnDnsInfo, outcome.logonInfo], [undefined, undefined])
  } finally {
    await corp.modify(account.dn, { replace: { userAccountControl: String(0x200 | 0x10000) } })
  }
})

async function derive(sam: string, password: string, encryptionType: EncryptionTypeName) {
  return gssapi.deriveKey({ principal: principalOf(sam), password: new Secret(password), encryptionType })
}

/** AES256, AES128 and RC4 keys of the exported keytab, as `klist -K` prints them. */
async function exportedKeys(sam: string): Promise<string[]> {
  const listed = await runTool('klist', ['-k', '-K', await corp.exportKeytab([sam])])
  return [...listed.matchAll(/\(0x([0-9a-f]+)\)/g)].map((match) => match[1] ?? '')
}

test('deriveKey: password and announced salt give the keys that the domain controller holds', async () => {
  const user = await corp.createUser({ sam: 'Mixed.Case', password: 'Zürich-Paß-1!' })
  for (const each of [user, computer]) {
    const derived: string[] = []
    for (const type of ['aes256-cts-hmac-sha1-96', 'aes128-cts-hmac-sha1-96', 'rc4-hmac'] as const) {
      const outcome = await derive(each.sam, each.password, type)
      assert.ok(outcome.outcome === 'ok', `${each.sam} ${type} ${inspect(outcome)}`)
      derived.push(Buffer.from(outcome.key.reveal()).toString('hex'))
    }
    assert.deepEqual(derived, await exportedKeys(each.sam))
  }
})

test('deriveKey: after a rename the KDC still announces the old salt', async () => {
  const user = await corp.createUser({ sam: 'before' })
  const renamed = await renameAccount(corp, user, 'after')
  const outcome = await derive('after', renamed.password, 'aes256-cts-hmac-sha1-96')
  assert.ok(outcome.outcome === 'ok', inspect(outcome))
  assert.equal(outcome.salt, 'CORP.EXAMPLE.TESTbefore')
  assert.equal(Buffer.from(outcome.key.reveal()).toString('hex'), (await exportedKeys('after'))[0])
})

test('deriveKey: unknown account, unknown realm, account without AES keys: the KDC error by number', async () => {
  const failure = async (principal: string): Promise<unknown> => {
    const outcome = await gssapi.deriveKey({
      principal,
      password: new Secret('x'),
      encryptionType: 'aes256-cts-hmac-sha1-96',
    })
    return outcome.outcome === 'failed' ? [outcome.step, outcome.kerberosError] : outcome.outcome
  }
  assert.deepEqual(await failure(principalOf('nobody')), ['salt', 6])
  assert.deepEqual(await failure('svc@NOWHERE.TEST'), ['salt', undefined])
  const old = await corp.createUser({ sam: 'old' })
  await forgetAesKeys(corp, old)
  assert.deepEqual(await failure(principalOf('old')), ['salt', 14])
})

test('obtainTicket: etype, key version, end and clock of a self-ticket with derived keys', async () => {
  const entries = []
  for (const type of ['aes256-cts-hmac-sha1-96', 'aes128-cts-hmac-sha1-96'] as const) {
    const outcome = await derive('svc', account.password, type)
    assert.ok(outcome.outcome === 'ok')
    entries.push({
      kerberosRealm: corp.kerberosRealm,
      components: ['svc'],
      nameType: 1,
      timestamp: 0,
      keyVersion: await corp.getKeyVersion(account),
      encryptionType: encryptionTypes[type],
      key: outcome.key,
    })
  }
  const derivedKeytab = join(lab.folder, 'derived.keytab')
  writeFileSync(derivedKeytab, serializeKeytab(entries), { mode: 0o600 })
  const obtained = await gssapi.obtainTicket({ client: principalOf('svc'), keytabFile: derivedKeytab, service })
  assert.ok(obtained.outcome === 'ok', inspect(obtained))
  assert.equal(obtained.ticketEncryptionType, 18)
  assert.equal(obtained.keyVersion, await corp.getKeyVersion(account))
  assert.ok(Math.abs(obtained.clockOffsetSeconds) <= 2)
  const lifetime = obtained.endTime - Date.now() / 1000
  assert.ok(lifetime > 3600 && lifetime < 24 * 3600, `${lifetime} s`)
  assert.equal(await reasonFor(obtained.token.reveal(), { keytab: derivedKeytab }), 'accepted')
})

test('obtainTicket: wrong key, unknown service, RC4-only service: step and KDC error', async () => {
  const failure = async (client: string, keytab: string, wanted: string): Promise<unknown> => {
    const outcome = await gssapi.obtainTicket({
      client: principalOf(client),
      keytabFile: keytab,
      service: principalOf(wanted),
    })
    return outcome.outcome === 'failed' ? [outcome.step, outcome.kerberosError] : outcome.ticketEncryptionType
  }
  assert.deepEqual(await failure('WS01$', computerKeytab, 'HTTP/nowhere'), ['service', 7])
  assert.deepEqual(await failure('WS01$', keytabFile, 'svc'), ['initial', undefined])
  const stale = await corp.createUser({ sam: 'stale' })
  const staleKeytab = await corp.exportKeytab(['stale'])
  await corp.setPassword(stale)
  assert.deepEqual(await failure('stale', staleKeytab, 'svc'), ['initial', 24])
  const weak = await corp.createServiceAccount({ sam: 'weak', upn: 'weak@corp.example.test', spns: ['HTTP/weak'] })
  await setEncryptionTypes(corp, weak, ['RC4_HMAC'])
  assert.deepEqual(await failure('WS01$', computerKeytab, 'HTTP/weak'), 23)
})

test('inputs: a zero character, too many bytes and wrong types never reach the library', async () => {
  await assert.rejects(accept(new Uint8Array(1 << 18)), { code: 'GSSAPI_INPUT_INVALID' })
  await assert.rejects(derive('svc\0', 'x', 'rc4-hmac'), { code: 'GSSAPI_INPUT_INVALID' })
  await assert.rejects(derive('svc', 'x\0y', 'rc4-hmac'), { code: 'GSSAPI_INPUT_INVALID' })
  assert.throws(() => openGssapi('/another/krb5.conf'), { code: 'GSSAPI_CONFIGURED_TWICE' })
  assert.throws(() => openGssapi(lab.krb5ConfigFile, '/nowhere/gssapi.node'), { code: 'GSSAPI_NOT_BUILT' })
})

test('load: 200 tokens at once, four at a time in the library, each its own answer', async () => {
  const tokens = await Promise.all(Array.from({ length: 20 }, () => ownToken()))
  const replay = join(lab.folder, 'replay-load')
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, index) => reasonFor(tokens[index % 20] ?? new Uint8Array(), { replay })),
  )
  assert.equal(outcomes.filter((outcome) => outcome === 'accepted').length, 20)
  assert.equal(outcomes.filter((outcome) => outcome.startsWith('replay')).length, 180)
})
