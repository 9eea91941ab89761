import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { IdpError } from '../../../src/errors.ts'
import { openGssapi } from '../../../src/gssapi/gssapi.ts'
import { forgetAesKeys, renameAccount, setEnabled } from '../../../src/lab/break-domain.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { clientToken } from './client-token.ts'
import { type KerberosWorld, spn, startKerberosWorld } from './kerberos-world.ts'

let world: KerberosWorld
let corp: LabDomain
let computer: LabAccount
let computerKeytab: string

before(async () => {
  world = await startKerberosWorld(['corp.example.test'])
  corp = world.lab.domain('corp')
  computer = await corp.createComputer({ sam: 'WS01$' })
  computerKeytab = await corp.exportKeytab(['WS01$'])
})
after(() => world?.stop())

let number = 0
let service: LabAccount
/** Every test has a service account of its own, with the SPN, taken over by the gateway. */
beforeEach(async () => {
  number += 1
  const sam = `service-${number}`
  const upn = `${sam}@corp.example.test`
  for (const { dn } of await corp.search(`(servicePrincipalName=${spn})`))
    await corp.modify(dn, { remove: { servicePrincipalName: spn } })
  service = await corp.createServiceAccount({ sam, upn, spns: [spn] })
  world.type('gateways/corp/kerberos/serviceAccountPassword', service.password)
  world.change('corp', { serviceAccountUserPrincipalName: upn, keytabFile: undefined })
  await world.keys.restart(world.gateway('corp'))
})

const gateway = () => world.gateway('corp')
const servicePrincipal = (): string => `${spn}@${corp.kerberosRealm}`

/** A new token of the computer, with a new ticket unless a cache is given. */
async function newToken(cache?: Awaited<ReturnType<LabDomain['signIn']>>): Promise<Uint8Array> {
  return clientToken(cache ?? (await corp.signIn(computer)), servicePrincipal())
}

/** A token of the computer with a ticket fetched this moment, by our own client. */
async function ownToken(): Promise<Uint8Array> {
  const gssapi = openGssapi(join(world.lab.folder, 'kerberos', 'krb5.conf'))
  const client = `WS01$@${corp.kerberosRealm}`
  const obtained = await gssapi.obtainTicket({ client, keytabFile: computerKeytab, service: servicePrincipal() })
  assert.ok(obtained.outcome === 'ok')
  return obtained.token.reveal()
}

async function outcome(token: Uint8Array): Promise<string> {
  const result = await world.authenticate(token)
  return result instanceof IdpError ? result.code : result.samAccountName
}

/** As `joinery gateway restart`: connections first, then keys. */
async function restartCode(): Promise<string> {
  world.directory.restart('corp')
  return world.keys.restart(gateway()).then(
    () => 'restarted',
    (error: unknown) => (error instanceof IdpError ? error.code : String(error)),
  )
}

async function heldVersions(): Promise<number[]> {
  return [...new Set((await world.keys.heldKeys(gateway())).map(({ keyVersion }) => keyVersion))]
}

test('password change under load: typed first, reset in AD; nobody is refused, old tickets go on', async () => {
  const oldCache = await corp.signIn(computer)
  await corp.getServiceTicket(oldCache, servicePrincipal())
  world.type('gateways/corp/kerberos/serviceAccountPassword', 'Aa1-the-next-password')
  const results: { which: string; isAfter: boolean; result: string }[] = []
  let isAfter = false
  let isOver = false
  const load = async (which: string, next: () => Promise<Uint8Array>): Promise<void> => {
    while (!isOver) results.push({ which, isAfter, result: await outcome(await next()) })
  }
  const oldClient = (): Promise<Uint8Array> => newToken(oldCache)
  const clients = [load('old', oldClient), load('new', ownToken), load('new', ownToken), load('new', ownToken)]
  await delay(700)
  await corp.setPassword(service, 'Aa1-the-next-password')
  isAfter = true
  await delay(2500)
  isOver = true
  await Promise.all(clients)
  const tally = Object.groupBy(
    results,
    ({ which, isAfter, result }) => `${which} ${isAfter ? 'after' : 'before'} ${result}`,
  )
  assert.deepEqual(Object.keys(tally).sort(), [
    'new after WS01$',
    'new before WS01$',
    'old after WS01$',
    'old before WS01$',
  ])
  assert.ok((tally['new after WS01$']?.length ?? 0) > 10 && (tally['old after WS01$']?.length ?? 0) > 3)
  assert.ok((await heldVersions()).length > 1)
})

test('restart under load refuses nobody', async () => {
  const cache = await corp.signIn(computer)
  let isOver = false
  const results: string[] = []
  const load = async (): Promise<void> => {
    while (!isOver) results.push(await outcome(await newToken(cache)))
  }
  const clients = [load(), load()]
  for (let round = 0; round < 10; round += 1) await world.keys.restart(gateway())
  isOver = true
  await Promise.all(clients)
  assert.deepEqual(new Set(results), new Set(['WS01$']))
  assert.ok(results.length > 2)
})

test('password reset in AD only: the refusal says so, and typing it lets the next ticket in', async () => {
  const cache = await corp.signIn(computer)
  await corp.getServiceTicket(cache, servicePrincipal())
  const changed = await corp.setPassword(service)
  assert.equal(await outcome(await newToken()), 'AUTHENTICATE_KEY_VERSION_NEWER')
  assert.equal(await outcome(await newToken(cache)), 'WS01$')
  assert.equal(await restartCode(), 'KERBEROS_PASSWORD_WRONG')
  world.type('gateways/corp/kerberos/serviceAccountPassword', changed.password)
  assert.equal(await restartCode(), 'restarted')
  assert.equal(await outcome(await newToken()), 'WS01$')
  assert.equal(await outcome(await newToken(cache)), 'WS01$')
})

test('retention of nothing: old tickets end with the old key', async () => {
  world.change('corp', { minutesToRetainPreviousCredentials: 0 })
  const cache = await corp.signIn(computer)
  await corp.getServiceTicket(cache, servicePrincipal())
  const changed = await corp.setPassword(service)
  world.type('gateways/corp/kerberos/serviceAccountPassword', changed.password)
  assert.equal(await restartCode(), 'restarted')
  assert.equal(await outcome(await newToken(cache)), 'AUTHENTICATE_KEY_VERSION_OLD')
  assert.equal(await outcome(await newToken()), 'WS01$')
  world.change('corp', { minutesToRetainPreviousCredentials: 610 })
})

test('account renamed without password reset: the salt is still the old one, and the keys are right', async () => {
  const renamed = await renameAccount(corp, service, `renamed-${number}`)
  assert.equal(await restartCode(), 'restarted')
  assert.equal((await world.keys.test(gateway())).principal, `${renamed.sam}@CORP.EXAMPLE.TEST`)
  assert.equal(await outcome(await newToken()), 'WS01$')
})

test('AES switched on without a password reset: no AES keys, RC4 tickets; a reset ends it', async () => {
  await forgetAesKeys(corp, service)
  assert.equal(await outcome(await newToken()), 'AUTHENTICATE_TICKET_RC4')
  assert.equal(await restartCode(), 'KERBEROS_AES_KEYS_MISSING')
  const changed = await corp.setPassword(service)
  world.type('gateways/corp/kerberos/serviceAccountPassword', changed.password)
  assert.equal(await restartCode(), 'restarted')
  assert.equal(await outcome(await newToken()), 'WS01$')
})

test('the account: unknown, disabled, without password', async () => {
  await setEnabled(corp, service, false)
  assert.equal(await restartCode(), 'KERBEROS_ACCOUNT_LOCKED')
  await setEnabled(corp, service, true)
  world.change('corp', { serviceAccountUserPrincipalName: 'nobody@corp.example.test' })
  assert.equal(await restartCode(), 'KERBEROS_ACCOUNT_NOT_FOUND')
})

test('a UPN suffix is not a realm', async () => {
  await corp.modify(service.dn, { replace: { userPrincipalName: 'sts@federated.example' } })
  world.change('corp', { serviceAccountUserPrincipalName: 'sts@federated.example' })
  assert.equal(await restartCode(), 'restarted')
  assert.equal((await world.keys.test(gateway())).kerberosRealm, 'CORP.EXAMPLE.TEST')
})

test('keytab file: exported for the SPN or for the account; stale after a reset; RC4 only', async () => {
  const keytabFile = await corp.exportKeytab([spn])
  world.change('corp', { keytabFile })
  assert.equal(await restartCode(), 'restarted')
  assert.equal(await outcome(await newToken()), 'WS01$')
  await corp.setPassword(service)
  assert.equal(await restartCode(), 'KERBEROS_PASSWORD_WRONG')
  writeFileSync(keytabFile, readFileSync(await corp.exportKeytab([service.sam])))
  assert.equal(await restartCode(), 'restarted')
  assert.equal(await outcome(await newToken()), 'WS01$')
  writeFileSync(keytabFile, readFileSync(computerKeytab))
  assert.equal(await restartCode(), 'KERBEROS_KEYTAB_EMPTY')
  assert.equal(await outcome(await newToken()), 'WS01$')
})

test('the domain controller is gone: tickets are still taken, restart says so, and afterwards all is well', async () => {
  const cache = await corp.signIn(computer)
  await corp.getServiceTicket(cache, servicePrincipal())
  await corp.stop()
  try {
    assert.equal(await outcome(await newToken(cache)), 'WS01$')
    assert.match(await restartCode(), /^DIRECTORY_/)
    assert.equal(await outcome(await newToken(cache)), 'WS01$')
  } finally {
    await corp.restart()
  }
  assert.equal(await restartCode(), 'restarted')
})

test('many failing restarts do not lock the account by themselves', async () => {
  await corp.modify(corp.baseDn, { replace: { lockoutThreshold: '5' } })
  world.type('gateways/corp/kerberos/serviceAccountPassword', 'wrong')
  await Promise.all(Array.from({ length: 50 }, () => world.keys.newerKeySeen(gateway(), 99)))
  await world.keys.newerKeySeen(gateway(), 99)
  await world.keys.refreshAll()
  await world.keys.refreshAll()
  await world.keys.refreshAll()
  const [entry] = await corp.search(`(sAMAccountName=${service.sam})`, { attributes: ['badPwdCount'] })
  await corp.modify(corp.baseDn, { replace: { lockoutThreshold: '0' } })
  assert.equal(entry?.attributes.badPwdCount?.[0], '1')
})

test('nothing of the keys is on disk', async () => {
  await outcome(await newToken())
  const files = readdirSync(join(world.lab.folder, 'kerberos')).sort()
  assert.deepEqual(files, ['corp.replay', 'krb5.conf'])
})

test('200 tickets at once', async () => {
  const tokens = await Promise.all(Array.from({ length: 200 }, ownToken))
  const outcomes = await Promise.all(tokens.map(outcome))
  assert.deepEqual(new Set(outcomes), new Set(['WS01$']))
})
