import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inspect } from 'node:util'
import type { Gateway } from '../../../src/config/gateway.ts'
import { KerberosKeys } from '../../../src/directory/kerberos-keys.ts'
import { Krb5ConfigFile } from '../../../src/directory/krb5-config-file.ts'
import { IdpError } from '../../../src/errors.ts'
import type { SecretStore } from '../../../src/ports.ts'
import { parseKeytab, serializeKeytab } from '../../../src/protocol/kerberos/keytab.ts'
import { Secret } from '../../../src/secret.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memoryKdc } from '../../fakes/memory-kdc.ts'
import { memoryServiceKeys } from '../../fakes/memory-service-keys.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'
import { serviceAccountDirectory } from '../../fakes/service-account-directory.ts'

const folder = mkdtempSync(join(tmpdir(), 'joinery-keys-'))
after(() => rmSync(folder, { recursive: true }))

function gatewayWith(kerberos: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'corp',
    name: 'corp',
    serversHostAndPort: ['dc1.corp.example.test'],
    bindDN: 'reader',
    kerberos: { serviceAccountUserPrincipalName: 'svc@corp.example.test', ...kerberos },
  }
}

/** Everything a KerberosKeys needs, in memory; `open` starts another one on the same storage, as a restart of the process. */
function world(kerberos: Record<string, unknown> = {}) {
  const kdc = memoryKdc()
  const directory = serviceAccountDirectory()
  const clock = fixedClock()
  const settings = memorySettings({ gateways: [gatewayWith(kerberos)] })
  const serviceKeys = memoryServiceKeys()
  const typed = { password: 'first' as string | undefined }
  const secrets: SecretStore = {
    find: async (name) =>
      name === 'gateways/corp/kerberos/serviceAccountPassword' && typed.password !== undefined
        ? new Secret(typed.password)
        : undefined,
  }
  const krb5Config = new Krb5ConfigFile(join(folder, 'krb5.conf'), 0)
  const open = () =>
    new KerberosKeys({ gssapi: kdc, directory, clock, settings, serviceKeys, secrets, krb5Config, folder })
  const gateway = (): Gateway => settings.current().managed.gateways[0] ?? assert.fail('no gateway')
  return { kdc, directory, clock, settings, serviceKeys, typed, open, gateway }
}

/** Searches of one look: the domain's head twice, the account once. */
const looksAt = 3

/** The administrator resets the password in Active Directory. */
function resetPassword({ kdc, directory }: ReturnType<typeof world>, password: string): void {
  kdc.password = password
  kdc.keyVersion += 1
  directory.keyVersion += 1
}

async function outcomeOf(keys: KerberosKeys, gateway: Gateway, ticket: Uint8Array): Promise<string> {
  const accepted = await keys.accept(gateway, ticket, undefined)
  return accepted.outcome === 'accepted' ? accepted.samAccountName : `${accepted.reason}: ${accepted.text}`
}

async function versionsOf(keys: KerberosKeys, gateway: Gateway): Promise<number[]> {
  return [...new Set((await keys.heldKeys(gateway)).map(({ keyVersion }) => keyVersion))]
}

test('start: keys are derived, proved by one exchange, and accept tickets with the account of the PAC', async () => {
  const { kdc, open, gateway } = world()
  const keys = open()
  await keys.refreshAll()
  assert.equal(kdc.exchanges, 1)
  assert.deepEqual(await keys.heldKeys(gateway()), [
    { principal: 'svc@CORP.EXAMPLE.TEST', keyVersion: 2, encryptionType: 18, current: true },
    { principal: 'svc@CORP.EXAMPLE.TEST', keyVersion: 2, encryptionType: 17, current: true },
  ])
  assert.deepEqual(await keys.realmsOf(gateway()), ['CORP.EXAMPLE.TEST'])
  const accepted = await keys.accept(gateway(), kdc.ticket(), undefined)
  assert.ok(accepted.outcome === 'accepted')
  assert.deepEqual(accepted.client, { components: ['WS01$'], kerberosRealm: 'CORP.EXAMPLE.TEST' })
  assert.equal(accepted.sid, 'S-1-5-21-3379499007-4097287379-2675555308-1103')
  assert.match(await outcomeOf(keys, gateway(), new Uint8Array(8)), /^noMatchingKey/)
})

test('trusted realms come after the own one; a realm in the settings needs no directory', async () => {
  const { directory, open, gateway } = world({ realm: 'fixed.test', trustedRealms: ['WEST.TEST'] })
  assert.deepEqual(await open().realmsOf(gateway()), ['FIXED.TEST', 'WEST.TEST'])
  assert.equal(directory.searches, 0)
})

test('password change: the new password typed first, then reset in AD; no ticket is refused, old ones go on for 610 minutes', async () => {
  const all = world()
  const { kdc, clock, typed, open, gateway } = all
  const keys = open()
  await keys.refreshAll()
  const oldTicket = kdc.ticket()
  typed.password = 'second'
  await assert.rejects(keys.restart(gateway()), { code: 'KERBEROS_PASSWORD_WRONG' })
  assert.equal(await outcomeOf(keys, gateway(), oldTicket), 'WS01$')
  clock.advance(60_000)
  resetPassword(all, 'second')
  assert.match(await outcomeOf(keys, gateway(), kdc.ticket()), /^noMatchingKey/)
  assert.equal(await keys.newerKeySeen(gateway(), 3), true)
  assert.equal(await outcomeOf(keys, gateway(), kdc.ticket()), 'WS01$')
  assert.equal(await outcomeOf(keys, gateway(), oldTicket), 'WS01$')
  assert.deepEqual(await versionsOf(keys, gateway()), [3, 2])
  clock.advance(610 * 60_000)
  assert.match(await outcomeOf(keys, gateway(), oldTicket), /^noMatchingKey/)
  assert.equal(await outcomeOf(keys, gateway(), kdc.ticket()), 'WS01$')
  assert.deepEqual(await versionsOf(keys, gateway()), [3])
})

test('replaced keys live through a restart of the process', async () => {
  const all = world()
  const { kdc, typed, open, gateway } = all
  const first = open()
  await first.refreshAll()
  const oldTicket = kdc.ticket()
  resetPassword(all, 'second')
  typed.password = 'second'
  await first.restart(gateway())
  first.close()
  kdc.isDown = true
  const second = open()
  await second.refreshAll()
  assert.equal(await outcomeOf(second, gateway(), oldTicket), 'WS01$')
  assert.equal(await outcomeOf(second, gateway(), kdc.ticket()), 'WS01$')
})

test('a key that the KDC called wrong is not tried again, or the account would be locked; a restart or a new version tries', async () => {
  const all = world()
  const { kdc, clock, open, gateway } = all
  const keys = open()
  await keys.refreshAll()
  resetPassword(all, 'second') // and nobody types it
  const wave = async (version: number): Promise<boolean> => {
    clock.advance(1_100)
    return keys.newerKeySeen(gateway(), version)
  }
  for (let round = 0; round < 5; round += 1) assert.equal(await wave(9), false)
  assert.equal(kdc.badPasswords, 1)
  all.typed.password = 'typo'
  for (let round = 0; round < 5; round += 1) assert.equal(await wave(9), false)
  assert.equal(kdc.badPasswords, 2)
  await assert.rejects(keys.restart(gateway()), { code: 'KERBEROS_PASSWORD_WRONG' })
  assert.equal(kdc.badPasswords, 3)
  resetPassword(all, 'third')
  for (let round = 0; round < 5; round += 1) assert.equal(await wave(9), false)
  assert.equal(kdc.badPasswords, 4)
  assert.deepEqual(await versionsOf(keys, gateway()), [2])
  all.typed.password = 'third'
  assert.equal(await wave(4), true)
})

test('newer key versions make us look once a second, and who comes sooner waits for that look', async () => {
  const all = world()
  const { directory, clock, typed, open, gateway } = all
  const keys = open()
  await keys.refreshAll()
  resetPassword(all, 'second')
  typed.password = 'second'
  const before = directory.searches
  const started = performance.now()
  const waves = await Promise.all(Array.from({ length: 50 }, () => keys.newerKeySeen(gateway(), 3)))
  assert.deepEqual(new Set(waves), new Set([true]))
  assert.ok(performance.now() - started > 900)
  assert.equal(directory.searches - before, looksAt)
  assert.equal(await keys.newerKeySeen(gateway(), 3), true)
  assert.equal(directory.searches - before, looksAt)
  clock.advance(60_000)
  assert.equal(await keys.newerKeySeen(gateway(), 4), false)
})

test('no keys: requests are told why, and the first one after the cause is gone gets through', async () => {
  const { directory, kdc, open, gateway } = world()
  directory.failure = new IdpError('DIRECTORY_TIMEOUT', { server: 'dc1' })
  const keys = open()
  await keys.refreshAll()
  await assert.rejects(keys.realmsOf(gateway()), { code: 'DIRECTORY_TIMEOUT' })
  assert.match(await outcomeOf(keys, gateway(), kdc.ticket()), /^noKeys: .*dc1/)
  directory.failure = undefined
  assert.equal(await keys.newerKeySeen(gateway(), 0), true)
  assert.equal(await outcomeOf(keys, gateway(), kdc.ticket()), 'WS01$')
})

test('restart refuses no request meanwhile: the old keys answer until the new ones are proved', async () => {
  const all = world()
  const { kdc, typed, open, gateway } = all
  const keys = open()
  await keys.refreshAll()
  const oldTicket = kdc.ticket()
  let goOn = (): void => {}
  kdc.pause = new Promise((resolve) => {
    goOn = resolve
  })
  resetPassword(all, 'second')
  typed.password = 'second'
  const restarting = keys.restart(gateway())
  for (let round = 0; round < 20; round += 1) assert.equal(await outcomeOf(keys, gateway(), oldTicket), 'WS01$')
  assert.deepEqual(await versionsOf(keys, gateway()), [2])
  goOn()
  await restarting
  assert.equal(await outcomeOf(keys, gateway(), kdc.ticket()), 'WS01$')
  assert.equal(await outcomeOf(keys, gateway(), oldTicket), 'WS01$')
})

test('retention switched off: replaced keys are out of use at once and out of storage', async () => {
  const all = world()
  const { kdc, typed, settings, serviceKeys, open, gateway } = all
  const keys = open()
  await keys.refreshAll()
  const oldTicket = kdc.ticket()
  resetPassword(all, 'second')
  typed.password = 'second'
  await keys.restart(gateway())
  assert.equal(await outcomeOf(keys, gateway(), oldTicket), 'WS01$')
  settings.replace({ gateways: [gatewayWith({ minutesToRetainPreviousCredentials: 0 })] })
  assert.match(await outcomeOf(keys, gateway(), oldTicket), /^noMatchingKey/)
  await keys.refreshAll()
  const stored = await serviceKeys.find('corp')
  assert.deepEqual(
    new Set(parseKeytab(stored?.reveal() ?? assert.fail('nothing stored')).map((entry) => entry.keyVersion)),
    new Set([3]),
  )
})

test('closed in the middle of a look: nothing stays open, nothing is put in force', async () => {
  const { kdc, serviceKeys, open } = world()
  const keys = open()
  let goOn = (): void => {}
  kdc.pause = new Promise((resolve) => {
    goOn = resolve
  })
  const looking = keys.refreshAll()
  await new Promise((resolve) => setTimeout(resolve, 20))
  keys.close()
  goOn()
  await looking
  assert.equal(await serviceKeys.find('corp'), undefined)
})

test('what can be wrong with the account, each by name', async () => {
  const codeAfter = async (change: (all: ReturnType<typeof world>) => unknown, kerberos = {}): Promise<string> => {
    const all = world(kerberos)
    change(all)
    const report = await all
      .open()
      .restart(all.gateway())
      .catch((error: unknown) => error)
    assert.ok(report instanceof IdpError, String(report))
    assert.doesNotMatch(`${report.means} ${report.fix}`, /\{\w+\}|unknown/)
    return report.code
  }
  assert.equal(
    await codeAfter(({ typed }) => Object.assign(typed, { password: undefined })),
    'KERBEROS_PASSWORD_MISSING',
  )
  assert.equal(await codeAfter(({ typed }) => Object.assign(typed, { password: 'typo' })), 'KERBEROS_PASSWORD_WRONG')
  assert.equal(await codeAfter(({ kdc }) => Object.assign(kdc, { types: [] })), 'KERBEROS_AES_KEYS_MISSING')
  assert.equal(await codeAfter(({ kdc }) => Object.assign(kdc, { isDown: true })), 'KERBEROS_KDC_UNREACHABLE')
  assert.equal(await codeAfter(({ kdc }) => Object.assign(kdc, { services: [] })), 'KERBEROS_SPN_MISSING')
  const other = { serviceAccountUserPrincipalName: 'other@corp.example.test' }
  assert.equal(await codeAfter(() => undefined, other), 'KERBEROS_ACCOUNT_NOT_FOUND')
  assert.equal(await codeAfter(() => undefined, { keytabFile: join(folder, 'absent') }), 'KERBEROS_KEYTAB_UNREADABLE')
})

test('an account with AES128 keys only is taken with those', async () => {
  const { kdc, open, gateway } = world()
  kdc.types = ['aes128-cts-hmac-sha1-96']
  kdc.ticketType = 'aes128-cts-hmac-sha1-96'
  const keys = open()
  await keys.refreshAll()
  assert.deepEqual(
    (await keys.heldKeys(gateway())).map(({ encryptionType }) => encryptionType),
    [17],
  )
})

test('test: clock, keys and each service name with its ticket', async () => {
  const { open, gateway } = world()
  const report = await open().test(gateway())
  assert.deepEqual(
    { ...report, keys: report.keys.length },
    {
      gatewayId: 'corp',
      kerberosRealm: 'CORP.EXAMPLE.TEST',
      principal: 'svc@CORP.EXAMPLE.TEST',
      keys: 2,
      clockOffsetSeconds: -3,
      services: [
        { servicePrincipalName: 'HTTP/sts.example.test', encryptionType: 18, keyVersion: 2, problem: undefined },
      ],
    },
  )
})

test('test: a service name that is missing, on two accounts, on another one; RC4 tickets', async () => {
  const problemAfter = async (change: (all: ReturnType<typeof world>) => unknown): Promise<string | undefined> => {
    const all = world()
    const keys = all.open()
    await keys.refreshAll()
    change(all)
    const { problem } = (await keys.test(all.gateway())).services[0] ?? assert.fail('no service')
    assert.doesNotMatch(`${problem?.means} ${problem?.fix}`, /\{\w+\}/)
    return problem?.code
  }
  const missing = (holders: readonly string[]) => (all: ReturnType<typeof world>) => {
    all.kdc.services = ['svc@CORP.EXAMPLE.TEST']
    all.directory.spnHolders = holders
  }
  assert.equal(await problemAfter(missing([])), 'KERBEROS_SPN_MISSING')
  assert.equal(await problemAfter(missing(['svc', 'old'])), 'KERBEROS_SPN_DUPLICATE')
  assert.equal(await problemAfter(missing(['old'])), 'KERBEROS_SPN_ELSEWHERE')
  assert.equal(
    await problemAfter(({ kdc }) => Object.assign(kdc, { ticketType: 'rc4-hmac' })),
    'KERBEROS_TICKETS_NOT_AES',
  )
})

/** Writes a keytab file as an administrator exports it for the SPN. */
async function exportKeytab(file: string, versions: readonly (readonly [string, number])[], kerberosRealm: string) {
  const kdc = memoryKdc()
  const entries = []
  for (const [password, keyVersion] of versions) {
    const derived = await kdc.deriveKey({
      principal: 'svc@CORP.EXAMPLE.TEST',
      password: new Secret(password),
      encryptionType: 'aes256-cts-hmac-sha1-96',
    })
    assert.ok(derived.outcome === 'ok')
    const components = ['HTTP', 'sts.example.test']
    entries.push({
      kerberosRealm,
      components,
      nameType: 1,
      timestamp: 0,
      keyVersion,
      encryptionType: 18,
      key: derived.key,
    })
  }
  writeFileSync(file, serializeKeytab(entries))
}

test('keytab file: its keys stand for the account, older versions in it too; another realm or name is not ours', async () => {
  const file = join(folder, 'service.keytab')
  const all = world({ keytabFile: file })
  await exportKeytab(
    file,
    [
      ['first', 2],
      ['zeroth', 1],
    ],
    'CORP.EXAMPLE.TEST',
  )
  const keys = all.open()
  await keys.restart(all.gateway())
  assert.deepEqual(await versionsOf(keys, all.gateway()), [2, 1])
  assert.equal(await outcomeOf(keys, all.gateway(), all.kdc.ticket()), 'WS01$')
  await exportKeytab(file, [['first', 2]], 'OTHER.TEST')
  await assert.rejects(keys.restart(all.gateway()), { code: 'KERBEROS_KEYTAB_EMPTY' })
})

test('settings: a gateway that goes loses its keys; a change is looked at', async () => {
  const { kdc, settings, open, gateway } = world()
  const keys = open()
  await keys.refreshAll()
  const before = gateway()
  settings.replace({ gateways: [] })
  await new Promise((resolve) => setImmediate(resolve))
  kdc.isDown = true
  settings.replace({ gateways: [gatewayWith({ minutesToRetainPreviousCredentials: 0 })] })
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(await outcomeOf(keys, before, kdc.ticket()), 'WS01$') // stored keys, loaded again
  keys.close()
})

test('secrets: neither keys nor their owner print anything', async () => {
  const { open, gateway } = world()
  const keys = open()
  await keys.refreshAll()
  const printed = inspect(keys, { depth: 12, showHidden: true }) + JSON.stringify(await keys.heldKeys(gateway()))
  assert.doesNotMatch(printed, /first/)
})
