import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { IdpError } from '../../../src/errors.ts'
import type { VerifiedPrincipal } from '../../../src/issuance/stages.ts'
import { borrowName, createCollidingNames, removeSpn, setEncryptionTypes } from '../../../src/lab/break-domain.ts'
import type { LabAccount } from '../../../src/lab/domain-accounts.ts'
import { skewTicketCache, type TicketCache } from '../../../src/lab/domain-tickets.ts'
import type { LabDomain } from '../../../src/lab/lab-domain.ts'
import { runTool } from '../../../src/lab/run-tool.ts'
import { filter } from '../../../src/protocol/ldap/ldap-filter.ts'
import { clientToken, clientVerdict } from './client-token.ts'
import { type KerberosWorld, spn, startKerberosWorld } from './kerberos-world.ts'

const binding = 'tls-server-end-point:0123456789abcdef0123456789abcdef'

let world: KerberosWorld
let corp: LabDomain
let west: LabDomain
let computer: LabAccount
let service: LabAccount

before(async () => {
  world = await startKerberosWorld(['corp.example.test', 'west.example.test'])
  corp = world.lab.domain('corp')
  west = world.lab.domain('west')
  computer = await corp.createComputer({ sam: 'WS01$' })
  service = await accountNamed(corp, 'svc-joinery')
})
after(() => world?.stop())

async function accountNamed(domain: LabDomain, sam: string): Promise<LabAccount> {
  const [entry] = await domain.search(filter`(sAMAccountName=${sam})`, { attributes: ['objectGUID', 'objectSid'] })
  assert.ok(entry)
  const { objectGUID, objectSid } = entry.attributes
  return {
    dn: entry.dn,
    sam,
    upn: undefined,
    password: '',
    objectGuid: objectGUID?.[0] ?? '',
    objectSid: objectSid?.[0] ?? '',
  }
}

const serviceIn = (domain: LabDomain, name = spn): string => `${name}@${domain.kerberosRealm}`

async function signedIn(cache: TicketCache, domain: LabDomain = corp, options = {}, binding?: string) {
  return world.authenticate(await clientToken(cache, serviceIn(domain), options), binding)
}

function principal(outcome: VerifiedPrincipal | IdpError): VerifiedPrincipal {
  assert.ok(!(outcome instanceof IdpError), outcome instanceof IdpError ? outcome.message : '')
  return outcome
}

function code(outcome: VerifiedPrincipal | IdpError): string {
  assert.ok(outcome instanceof IdpError, 'refused')
  assert.doesNotMatch(`${outcome.means} ${outcome.fix}`, /\{\w+\}/)
  return outcome.code
}

test('a computer signs in with its own ticket and is known by its SID', async () => {
  const verified = principal(await signedIn(await corp.signIn(computer)))
  assert.equal(verified.objectSid, computer.objectSid)
  assert.equal(verified.samAccountName, 'WS01$')
  assert.equal(verified.gateway.id, 'corp')
  assert.equal(verified.kerberosRealm, 'CORP.EXAMPLE.TEST')
  assert.ok(verified.replyToken)
})

test('the client takes our answer: SPNEGO and plain, with and without mutual authentication [RFC4178 §4.2.2]', async () => {
  const cache = await corp.signIn(computer)
  for (const options of [{}, { mutual: true }, { mutual: true, withoutSpnego: true }]) {
    const verdict = await clientVerdict(cache, serviceIn(corp), options, async (token) => {
      const { replyToken } = principal(await world.authenticate(token))
      return replyToken ?? assert.fail('no answer')
    })
    assert.equal(verdict, 'complete', JSON.stringify(options))
  }
})

test('two domains with the same account names: the realm of the ticket chooses the gateway, the SID tells them apart', async () => {
  const twin = await west.createComputer({ sam: 'WS01$' })
  const verified = principal(await signedIn(await west.signIn(twin), west))
  assert.deepEqual([verified.gateway.id, verified.objectSid], ['west', twin.objectSid])
  assert.notEqual(twin.objectSid, computer.objectSid)
})

test('`boss$` presented as `boss` is refused, each under its own name is taken [MS-KILE §3.3.5.6.1]', async () => {
  const lone = await corp.createComputer({ sam: 'boss$' })
  // Nobody is called boss: the KDC adds the $ and gives the computer a ticket that says `boss`.
  assert.equal(
    code(await signedIn(await corp.kinit('boss', { password: lone.password }))),
    'AUTHENTICATE_CLIENT_NAME_DIFFERS',
  )
  assert.equal(principal(await signedIn(await corp.signIn(lone))).objectSid, lone.objectSid)
  const { computer: chief$, user: chief } = await createCollidingNames(corp, 'chief')
  assert.equal(principal(await signedIn(await corp.signIn(chief))).objectSid, chief.objectSid)
  assert.equal(principal(await signedIn(await corp.signIn(chief$))).objectSid, chief$.objectSid)
})

test('a user whose UPN is another name cannot sign in under it [MS-KILE §3.3.5.6.1]', async () => {
  const mallory = await borrowName(corp, await corp.createUser({ sam: 'mallory' }), 'ceo')
  const cache = await corp.kinit('ceo', { password: mallory.password })
  assert.equal(code(await signedIn(cache)), 'AUTHENTICATE_CLIENT_NAME_DIFFERS')
  assert.equal(principal(await signedIn(await corp.signIn(mallory))).objectSid, mallory.objectSid)
})

test('an escaped @ inside a name is refused: a UPN asked for as a name, and a ticket made by the service (S4U2Self)', async () => {
  const escaped = await corp.kinit('WS01$\\@corp.example.test@CORP.EXAMPLE.TEST', { password: computer.password })
  const refused = await signedIn(escaped)
  assert.equal(code(refused), 'AUTHENTICATE_CLIENT_NAME_FORM')
  assert.match(refused instanceof IdpError ? refused.means : '', /WS01\$\\@corp\.example\.test@CORP\.EXAMPLE\.TEST/)
  const own = await corp.kinit('svc-joinery', { keytab: await corp.exportKeytab(['svc-joinery']) })
  const file = join(world.lab.folder, 'impersonated.ccache')
  const target = serviceIn(corp, 'svc-joinery')
  await runTool('kvno', ['-U', 'WS01$@CORP.EXAMPLE.TEST', '--out-cache', `FILE:${file}`, target], { env: own.env })
  const env = { ...own.env, KRB5CCNAME: `FILE:${file}` }
  assert.equal(
    code(await world.authenticate(await clientToken({ file, env }, target))),
    'AUTHENTICATE_CLIENT_NAME_FORM',
  )
})

test('a trusted realm that is not listed, and a realm nobody serves', async () => {
  world.change('west', { realm: 'ELSEWHERE.TEST' })
  try {
    assert.equal(
      code(await signedIn(await west.signIn(await west.createUser({ sam: 'ulla' })), west)),
      'AUTHENTICATE_REALM_UNKNOWN',
    )
  } finally {
    world.change('west', { realm: undefined })
  }
})

test('RC4-only account: the ticket shows it, and the remedy is the source document’s', async () => {
  await setEncryptionTypes(corp, service, ['RC4_HMAC'])
  try {
    const refused = await signedIn(await corp.signIn(computer))
    assert.equal(code(refused), 'AUTHENTICATE_TICKET_RC4')
    assert.match(
      refused instanceof IdpError ? refused.fix : '',
      /AES 256.*gateway restart corp.*gateway test corp.*klist -li 0x3e7 purge.*reset the password/s,
    )
    const [tested] = (await world.keys.test(world.gateway('corp'))).services
    assert.equal(tested?.problem?.code, 'KERBEROS_TICKETS_NOT_AES')
    // A restart while it is so keeps the keys: they are right, only the tickets are not.
    assert.equal((await world.keys.restart(world.gateway('corp'))).keys.length, 2)
  } finally {
    await setEncryptionTypes(corp, service, ['AES128', 'AES256'])
  }
  assert.equal(principal(await signedIn(await corp.signIn(computer))).objectSid, computer.objectSid)
})

test('wrong service: the name is on another account', async () => {
  await corp.createServiceAccount({ sam: 'other', upn: 'other@corp.example.test', spns: ['HTTP/other.example.test'] })
  const cache = await corp.signIn(computer)
  const refused = await world.authenticate(await clientToken(cache, serviceIn(corp, 'HTTP/other.example.test')))
  assert.equal(code(refused), 'AUTHENTICATE_WRONG_SERVICE')
})

test('the SPN moved to another account: same service, other key; test says on whom it is', async () => {
  await removeSpn(corp, service, spn)
  const thief = await corp.createServiceAccount({ sam: 'thief', upn: 'thief@corp.example.test', spns: [spn] })
  try {
    const refused = await signedIn(await corp.signIn(computer))
    assert.equal(code(refused), 'AUTHENTICATE_KEY_MISMATCH')
    const [tested] = (await world.keys.test(world.gateway('corp'))).services
    assert.equal(tested?.problem?.code, 'KERBEROS_SPN_ELSEWHERE')
    assert.match(tested?.problem?.means ?? '', /thief/)
  } finally {
    await removeSpn(corp, thief, spn)
    const [missing] = (await world.keys.test(world.gateway('corp'))).services
    assert.equal(missing?.problem?.code, 'KERBEROS_SPN_MISSING')
    await corp.modify(service.dn, { add: { servicePrincipalName: spn } })
  }
})

test('clock skew: six minutes ahead is refused, four are taken [RFC4120 §3.2.3]', async () => {
  for (const [seconds, expected] of [
    [240, 'taken'],
    [360, 'AUTHENTICATE_CLOCK_SKEW'],
  ] as const) {
    const cache = await corp.signIn(computer)
    await corp.getServiceTicket(cache, serviceIn(corp))
    skewTicketCache(cache, seconds)
    const outcome = await signedIn(cache)
    assert.equal(outcome instanceof IdpError ? outcome.code : 'taken', expected)
  }
})

test('replay: the same token twice [RFC4120 §3.2.3]', async () => {
  const token = await clientToken(await corp.signIn(computer), serviceIn(corp))
  principal(await world.authenticate(token))
  assert.equal(code(await world.authenticate(token)), 'AUTHENTICATE_REPLAY')
})

test('extended protection off, when sent, required [RFC5929 §4]', async () => {
  const cache = await corp.signIn(computer)
  const outcome = async (sent: string | undefined, ours: string | undefined): Promise<string> => {
    const result = await signedIn(cache, corp, sent === undefined ? {} : { binding: sent }, ours)
    return result instanceof IdpError ? result.code : result.channelBinding
  }
  const other = 'tls-server-end-point:other'
  assert.equal(await outcome(undefined, binding), 'none')
  assert.equal(await outcome(binding, binding), 'matched')
  assert.equal(await outcome(other, binding), 'AUTHENTICATE_CHANNEL_BINDING_MISMATCH')
  try {
    world.change('corp', { extendedProtection: 'off' })
    assert.equal(await outcome(other, binding), 'none')
    world.change('corp', { extendedProtection: 'required' })
    assert.equal(await outcome(binding, binding), 'matched')
    assert.equal(await outcome(undefined, binding), 'AUTHENTICATE_CHANNEL_BINDING_MISSING')
    assert.equal(await outcome(other, binding), 'AUTHENTICATE_CHANNEL_BINDING_MISMATCH')
    assert.equal(await outcome(binding, undefined), 'AUTHENTICATE_CHANNEL_BINDING_UNAVAILABLE')
  } finally {
    world.change('corp', { extendedProtection: 'whenSent' })
  }
})

test('a ticket without PAC names nobody', async () => {
  const noAuthData = 0x2000000
  await corp.modify(service.dn, { replace: { userAccountControl: String(0x200 | 0x10000 | noAuthData) } })
  try {
    assert.equal(code(await signedIn(await corp.signIn(computer))), 'AUTHENTICATE_PAC_MISSING')
    const [tested] = (await world.keys.test(world.gateway('corp'))).services
    assert.equal(tested?.problem?.code, 'AUTHENTICATE_PAC_MISSING')
  } finally {
    await corp.modify(service.dn, { replace: { userAccountControl: String(0x200 | 0x10000) } })
  }
})

test('gateway test: everything right', async () => {
  const report = await world.keys.test(world.gateway('corp'))
  assert.equal(report.principal, 'svc-joinery@CORP.EXAMPLE.TEST')
  assert.ok(Math.abs(report.clockOffsetSeconds ?? 99) <= 2)
  const [tested] = report.services
  assert.deepEqual(
    { ...tested },
    {
      servicePrincipalName: spn,
      encryptionType: 18,
      keyVersion: await corp.getKeyVersion(service),
      problem: undefined,
    },
  )
})
