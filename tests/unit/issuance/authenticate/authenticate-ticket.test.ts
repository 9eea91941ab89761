import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application } from '../../../../src/config/application.ts'
import { managedSettings } from '../../../../src/config/managed-settings.ts'
import { type ErrorCode, errorTable, type Facts, IdpError } from '../../../../src/errors.ts'
import { authenticateTicket } from '../../../../src/issuance/authenticate/authenticate-ticket.ts'
import type { CredentialAttempt, NegotiateCredential, VerifiedPrincipal } from '../../../../src/issuance/stages.ts'
import type { AcceptedTicket, HeldServiceKey, RefusedTicket } from '../../../../src/ports.ts'
import { parseNegotiateToken } from '../../../../src/protocol/kerberos/negotiate-token.ts'
import { mechanismOids, type TicketRefusal } from '../../../../src/protocol/names/kerberos.ts'
import { memorySettings } from '../../../fakes/memory-settings.ts'
import { type KerberosScript, scriptedKerberos } from '../../../fakes/scripted-kerberos.ts'
import { makeKerberosToken, makeNegotiateToken, type OuterTicket } from '../../../fixtures/kerberos/make-token.ts'
import { readFixtures } from '../../../fixtures/kerberos/read-fixtures.ts'

const kerberosRealm = 'CORP.EXAMPLE.TEST'
const sid = 'S-1-5-21-1-2-3-1103'

const accepted: AcceptedTicket = {
  outcome: 'accepted',
  client: { components: ['WS01$'], kerberosRealm },
  sid,
  samAccountName: 'WS01$',
  channelBinding: 'none',
  replyToken: Uint8Array.of(9),
}

const refused = (reason: TicketRefusal): RefusedTicket => ({ outcome: 'refused', reason, text: 'the library says so' })
const aesKey = { principal: 'svc@CORP.EXAMPLE.TEST', keyVersion: 2, encryptionType: 18, current: true }

interface Situation {
  readonly token?: Uint8Array
  readonly outer?: OuterTicket
  readonly answers?: KerberosScript['answers']
  readonly realms?: KerberosScript['realms']
  readonly heldKeys?: readonly HeldServiceKey[]
  readonly hasNewKeys?: boolean
  readonly extendedProtection?: 'off' | 'whenSent' | 'required'
  readonly channelBinding?: Uint8Array | undefined
  readonly gateways?: readonly string[]
  readonly applicationGateways?: readonly string[] | null
}

function gatewaySettings(id: string, extendedProtection: string) {
  return {
    id,
    name: id,
    enabled: id !== 'disabled',
    serversHostAndPort: ['dc1.corp.example.test'],
    bindDN: 'reader@corp.example.test',
    ...(id === 'plain'
      ? {}
      : { kerberos: { serviceAccountUserPrincipalName: 'svc@corp.example.test', extendedProtection } }),
  }
}

async function run(situation: Situation) {
  const { gateways = ['corp'], extendedProtection = 'whenSent', applicationGateways = gateways } = situation
  const settings = memorySettings(
    managedSettings.parse({ gateways: gateways.map((id) => gatewaySettings(id, extendedProtection)) }),
  )
  const kerberos = scriptedKerberos({
    realms: situation.realms ?? { corp: [kerberosRealm] },
    answers: situation.answers ?? [accepted],
    heldKeys: situation.heldKeys ?? [aesKey],
    hasNewKeys: situation.hasNewKeys ?? false,
  })
  const credential: NegotiateCredential = {
    kind: 'negotiate',
    token: situation.token ?? makeKerberosToken(situation.outer),
  }
  const request: CredentialAttempt = {
    network: { remoteAddress: '10.0.0.1', insideIntranet: true },
    application: application.parse({
      id: 'm365',
      name: 'Microsoft 365',
      domainName: 'example.test',
      attributes: [],
      kerberos:
        applicationGateways === null
          ? null
          : {
              gateways: applicationGateways.flatMap((id) =>
                ['users', 'devices'].map((type) => ({ id, userType: { id: type } })),
              ),
            },
    }),
    credential,
    channelBinding: situation.channelBinding,
  }
  const notes: Facts[] = []
  const clock = { now: () => new Date('2026-01-02T03:04:05Z'), monotonicMilliseconds: () => 0 }
  const outcome = authenticateTicket(
    credential,
    request,
    { settings, kerberos, clock },
    (facts) => void notes.push(facts),
  )
  return { kerberos, notes, outcome }
}

async function principalIn(situation: Situation): Promise<VerifiedPrincipal> {
  return (await run(situation)).outcome
}

async function errorIn(situation: Situation): Promise<IdpError> {
  const { outcome } = await run(situation)
  const error: unknown = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof IdpError, `refused with an IdpError, got ${String(error)}`)
  return error
}

async function codeIn(situation: Situation): Promise<ErrorCode> {
  return (await errorIn(situation)).code
}

test('a ticket becomes a principal bound by the SID of its PAC', async () => {
  const { outcome, notes, kerberos } = await run({})
  const { gateway, replyToken, ...principal } = await outcome
  assert.equal(gateway.id, 'corp')
  assert.deepEqual(replyToken, Uint8Array.of(9))
  assert.deepEqual(principal, {
    kerberosRealm,
    samAccountName: 'WS01$',
    objectSid: sid,
    authentication: { method: 'kerberos', at: new Date('2026-01-02T03:04:05Z') },
    channelBinding: 'none',
  })
  assert.deepEqual(Object.assign({}, ...notes), {
    ticketRealm: kerberosRealm,
    service: 'HTTP/sts.example.test',
    encryptionType: 'aes256-cts-hmac-sha1-96',
    keyVersion: 2,
    gateway: 'corp',
    account: 'WS01$',
    sid,
    channelBinding: 'none',
  })
  assert.equal(kerberos.accepted.length, 1)
})

test('the answer names the mechanism as the client did, SPNEGO for SPNEGO [RFC4178 §4.2.2]', async () => {
  const offered = [mechanismOids.kerberosMicrosoftLegacy, mechanismOids.kerberos, mechanismOids.ntlm]
  const { replyToken } = await principalIn({ token: makeNegotiateToken(offered, makeKerberosToken()) })
  assert.ok(replyToken)
  const legacyOid = '06092a864882f712010202'
  assert.match(Buffer.from(replyToken).toString('hex'), new RegExp(`^a1.*0a0100.*${legacyOid}.*040109$`))
  const silent = { ...accepted, replyToken: new Uint8Array() }
  assert.equal((await principalIn({ answers: [silent] })).replyToken, undefined)
  const completed = (await principalIn({ answers: [silent], token: makeNegotiateToken(offered, makeKerberosToken()) }))
    .replyToken
  assert.match(Buffer.from(completed ?? []).toString('hex'), new RegExp(`^a1.*0a0100.*${legacyOid}$`))
})

test('only the Kerberos token inside reaches GSSAPI [RFC4178 §4.2.1]', async () => {
  const inner = makeKerberosToken()
  const { outcome, kerberos } = await run({ token: makeNegotiateToken([mechanismOids.kerberos], inner) })
  await outcome
  assert.deepEqual(Buffer.from(kerberos.accepted[0]?.token ?? []), Buffer.from(inner))
})

test('every Negotiate fixture that is not Kerberos is refused before GSSAPI, by name', async () => {
  const expected: Readonly<Record<string, ErrorCode>> = {
    'windows-ntlm-raw': 'AUTHENTICATE_NTLM',
    'windows-ntlm-in-spnego': 'AUTHENTICATE_NTLM',
    'windows-negoex': 'AUTHENTICATE_NEGOEX',
    'spnego-without-token': 'AUTHENTICATE_NOT_KERBEROS',
    'spnego-user-to-user': 'AUTHENTICATE_NOT_KERBEROS',
  }
  for (const { name, bytes, expect } of readFixtures('negotiate')) {
    if (expect.mechanism === 'kerberos') continue
    const { kerberos } = await run({ token: bytes }).then(async (started) => {
      await assert.rejects(started.outcome, { code: expect.code ?? expected[name] }, name)
      return started
    })
    assert.equal(kerberos.accepted.length, 0, name)
  }
})

test('a Kerberos token behind another first choice is refused: it would need a second message [RFC4178 §4.2.1]', async () => {
  const token = makeNegotiateToken([mechanismOids.ntlm, mechanismOids.kerberos], makeKerberosToken())
  assert.equal(await codeIn({ token }), 'AUTHENTICATE_NOT_KERBEROS')
  const nested = makeNegotiateToken(
    [mechanismOids.kerberos],
    makeNegotiateToken([mechanismOids.kerberos], makeKerberosToken()),
  )
  assert.equal(parseNegotiateToken(nested).mechanism, 'spnego')
  assert.equal(await codeIn({ token: nested }), 'AUTHENTICATE_NOT_KERBEROS')
})

test('the gateway is chosen by the realm of the ticket, before acceptance [RFC4120 §5.3]', async () => {
  const realms = {
    corp: [kerberosRealm],
    west: ['WEST.EXAMPLE.TEST'],
    plain: ['CORP.EXAMPLE.TEST'],
    disabled: [kerberosRealm],
  }
  const gateways = ['plain', 'disabled', 'corp', 'west']
  const west = { ...accepted, client: { components: ['WS01$'], kerberosRealm: 'WEST.EXAMPLE.TEST' } }
  const { outcome, kerberos } = await run({ realms, gateways, outer: { realm: 'west.example.test' }, answers: [west] })
  assert.equal((await outcome).gateway.id, 'west')
  assert.deepEqual(
    kerberos.accepted.map(({ gateway }) => gateway),
    ['west'],
  )
})

test('a realm of no gateway, of two gateways, or of one that the application does not name', async () => {
  assert.equal(await codeIn({ outer: { realm: 'EVIL.TEST' } }), 'AUTHENTICATE_REALM_UNKNOWN')
  assert.match((await errorIn({ outer: { realm: 'EVIL.TEST' } })).means, /EVIL\.TEST.*CORP\.EXAMPLE\.TEST/)
  const both = { realms: { corp: [kerberosRealm], twin: [kerberosRealm] }, gateways: ['corp', 'twin'] }
  assert.equal(await codeIn(both), 'AUTHENTICATE_REALM_AMBIGUOUS')
  assert.equal((await principalIn({ ...both, applicationGateways: ['twin'] })).gateway.id, 'twin')
  assert.equal(await codeIn({ applicationGateways: null }), 'AUTHENTICATE_KERBEROS_OFF')
  assert.equal(await codeIn({ gateways: ['plain'], realms: {} }), 'AUTHENTICATE_KERBEROS_OFF')
})

test('a gateway whose directory is down hides no other; alone, its error is the answer', async () => {
  const down = new IdpError('INTERNAL', { message: 'directory down' })
  const gateways = ['corp', 'west']
  assert.equal((await principalIn({ gateways, realms: { corp: [kerberosRealm], west: down } })).gateway.id, 'corp')
  assert.equal(await codeIn({ gateways, realms: { corp: ['OTHER.TEST'], west: down } }), 'INTERNAL')
})

test('realms are compared without case, but a letter of another alphabet is another realm', async () => {
  const realms = { corp: ['corp.example.test'] }
  assert.equal((await principalIn({ realms })).gateway.id, 'corp')
  const lookalike = 'CORP.EXAMPLE.TE\u017fT'
  assert.equal(await codeIn({ realms, outer: { realm: lookalike } }), 'AUTHENTICATE_REALM_UNKNOWN')
})

test('trusted realms: their principals are taken only where they are listed [RFC4120 §3.2.3]', async () => {
  const foreign = { ...accepted, client: { components: ['WS01$'], kerberosRealm: 'WEST.EXAMPLE.TEST' } }
  assert.equal(await codeIn({ answers: [foreign] }), 'AUTHENTICATE_CLIENT_REALM')
  const trusting = await principalIn({ answers: [foreign], realms: { corp: [kerberosRealm, 'west.example.test'] } })
  assert.equal(trusting.kerberosRealm, 'WEST.EXAMPLE.TEST')
  // A trusted realm issues no tickets for our service: its own KDC would have to be ours.
  const outer = { realm: 'WEST.EXAMPLE.TEST' }
  assert.equal(
    await codeIn({ outer, realms: { corp: [kerberosRealm, 'WEST.EXAMPLE.TEST'] } }),
    'AUTHENTICATE_REALM_UNKNOWN',
  )
})

test('a client name that is not the account name is refused [MS-KILE §3.3.5.6.1]', async () => {
  const named = (...components: string[]) => ({ answers: [{ ...accepted, client: { components, kerberosRealm } }] })
  assert.equal(await codeIn(named('WS01')), 'AUTHENTICATE_CLIENT_NAME_DIFFERS')
  assert.equal(await codeIn(named('ceo')), 'AUTHENTICATE_CLIENT_NAME_DIFFERS')
  assert.equal(await codeIn(named('WS01$@CORP.EXAMPLE.TEST')), 'AUTHENTICATE_CLIENT_NAME_FORM')
  assert.equal(await codeIn(named('WS01$', 'x')), 'AUTHENTICATE_CLIENT_NAME_FORM')
  assert.equal(await codeIn(named()), 'AUTHENTICATE_CLIENT_NAME_FORM')
  assert.equal((await principalIn(named('ws01$'))).samAccountName, 'WS01$')
})

test('extended protection: off, when sent, required [RFC5929 §4]', async () => {
  const ours = Buffer.from('tls-server-end-point:x')
  const matched = { ...accepted, channelBinding: 'matched' as const }
  const handedOver = async (situation: Situation): Promise<Uint8Array | undefined> => {
    const { outcome, kerberos } = await run(situation)
    await outcome
    return kerberos.accepted[0]?.channelBinding
  }
  assert.equal(await handedOver({ extendedProtection: 'off', channelBinding: ours }), undefined)
  assert.equal(await handedOver({ extendedProtection: 'whenSent', channelBinding: ours }), ours)
  assert.equal(await handedOver({ extendedProtection: 'whenSent' }), undefined)
  assert.equal(await handedOver({ extendedProtection: 'required', channelBinding: ours, answers: [matched] }), ours)
  assert.equal(
    await codeIn({ extendedProtection: 'required', channelBinding: ours }),
    'AUTHENTICATE_CHANNEL_BINDING_MISSING',
  )
  assert.equal(await codeIn({ extendedProtection: 'required' }), 'AUTHENTICATE_CHANNEL_BINDING_UNAVAILABLE')
})

test('a newer key version: the directory is asked, and with new keys the same ticket is tried once more', async () => {
  const outer = { keyVersion: 3 }
  const { outcome, kerberos } = await run({ outer, answers: [refused('noMatchingKey'), accepted], hasNewKeys: true })
  assert.equal((await outcome).samAccountName, 'WS01$')
  assert.deepEqual([kerberos.newerSeen, kerberos.accepted.length], [[3], 2])
  const still = await run({ outer, answers: [refused('noMatchingKey')], hasNewKeys: true })
  await assert.rejects(still.outcome, { code: 'AUTHENTICATE_KEY_VERSION_NEWER' })
  assert.equal(still.kerberos.accepted.length, 2)
  const without = await run({ outer, answers: [refused('noMatchingKey')] })
  await assert.rejects(without.outcome, { code: 'AUTHENTICATE_KEY_VERSION_NEWER' })
  assert.equal(without.kerberos.accepted.length, 1)
  const skewed = await run({ outer, answers: [refused('clockSkew')], hasNewKeys: true })
  await assert.rejects(skewed.outcome, { code: 'AUTHENTICATE_CLOCK_SKEW' })
  assert.equal(skewed.kerberos.accepted.length, 1)
})

/** What the ticket shows, what is held, and the code that explains it. */
const explanations: readonly (readonly [string, Situation, ErrorCode])[] = [
  ['RC4 ticket, AES keys', { outer: { encryptionType: 23 } }, 'AUTHENTICATE_TICKET_RC4'],
  ['DES ticket, AES keys', { outer: { encryptionType: 3 } }, 'AUTHENTICATE_TICKET_RC4'],
  ['AES128 ticket, AES256 keys', { outer: { encryptionType: 17 } }, 'AUTHENTICATE_TICKET_ENCRYPTION'],
  ['ticket for another service', { outer: { service: ['HTTP', 'other.example.test'] } }, 'AUTHENTICATE_WRONG_SERVICE'],
  ['same service in capitals', { outer: { service: ['http', 'STS.example.test'] } }, 'AUTHENTICATE_KEY_MISMATCH'],
  ['newer key version', { outer: { keyVersion: 7 } }, 'AUTHENTICATE_KEY_VERSION_NEWER'],
  ['older key version', { outer: { keyVersion: 1 } }, 'AUTHENTICATE_KEY_VERSION_OLD'],
  ['same key version', { outer: { keyVersion: 2 } }, 'AUTHENTICATE_KEY_MISMATCH'],
  ['no key version', { outer: { keyVersion: undefined } }, 'AUTHENTICATE_KEY_MISMATCH'],
]
for (const [what, situation, code] of explanations)
  test(`no matching key, ${what}: ${code} [RFC4120 §3.2.3]`, async () => {
    assert.equal(await codeIn({ ...situation, answers: [refused('noMatchingKey')] }), code)
  })

test('key versions of an account the gateway had before are not compared', async () => {
  const former = { ...aesKey, principal: 'former@CORP.EXAMPLE.TEST', keyVersion: 40, current: false }
  const situation = { heldKeys: [aesKey, former], answers: [refused('noMatchingKey')], outer: { keyVersion: 3 } }
  const error = await errorIn(situation)
  assert.equal(error.code, 'AUTHENTICATE_KEY_VERSION_NEWER')
  assert.deepEqual(error.facts.heldKeys, ['aes256-cts-hmac-sha1-96 version 2'])
})

test('no keys at all: the reason is passed on; an RC4 ticket still tells the likeliest cause', async () => {
  const answers = [refused('noKeys')]
  const error = await errorIn({ answers, heldKeys: [] })
  assert.equal(error.code, 'AUTHENTICATE_KEYS_UNAVAILABLE')
  assert.match(error.means, /the library says so/)
  assert.equal(error.row.fault, 'http:Unavailable')
  assert.equal(await codeIn({ answers, heldKeys: [], outer: { encryptionType: 23 } }), 'AUTHENTICATE_TICKET_RC4')
})

/** Reasons that speak for themselves. */
const plainReasons: Readonly<Partial<Record<TicketRefusal, ErrorCode>>> = {
  clockSkew: 'AUTHENTICATE_CLOCK_SKEW',
  replay: 'AUTHENTICATE_REPLAY',
  ticketExpired: 'AUTHENTICATE_TICKET_EXPIRED',
  ticketNotYetValid: 'AUTHENTICATE_TICKET_NOT_YET_VALID',
  channelBinding: 'AUTHENTICATE_CHANNEL_BINDING_MISMATCH',
  moreMessages: 'AUTHENTICATE_MORE_MESSAGES',
  malformed: 'AUTHENTICATE_TOKEN_MALFORMED',
  pacMissing: 'AUTHENTICATE_PAC_MISSING',
  other: 'AUTHENTICATE_KERBEROS_FAILED',
}
for (const [reason, code] of Object.entries(plainReasons) as [TicketRefusal, ErrorCode][])
  test(`refused for ${reason}: ${code} [RFC4120 §3.2.3]`, async () => {
    assert.equal(await codeIn({ answers: [refused(reason)] }), code)
  })

test('the remedy for RC4 follows the source document: tick AES, restart, confirm, purge, reset, purge again', async () => {
  const { fix } = await errorIn({ outer: { encryptionType: 23 }, answers: [refused('noMatchingKey')] })
  const steps = [
    'AES 256',
    'gateway restart corp',
    'gateway test corp',
    'klist purge',
    'klist -li 0x3e7 purge',
    'reset the password',
    'purge the tickets again',
  ]
  const places = steps.map((step) => fix.indexOf(step))
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
  )
  assert.ok(
    places.every((place) => place >= 0),
    fix,
  )
})

test('no explanation leaves a fact open', async () => {
  const situations = explanations.map(([, situation]) => ({ ...situation, answers: [refused('noMatchingKey')] }))
  for (const situation of situations) {
    const { means, fix } = await errorIn(situation)
    if (situation.outer?.keyVersion === undefined && 'keyVersion' in (situation.outer ?? {})) continue
    assert.doesNotMatch(`${means} ${fix}`, /unknown|\{\w+\}/)
  }
})

test('from outside every refusal of authenticate looks the same, unless nothing can be accepted at all', () => {
  const rows = Object.entries(errorTable).filter(([code]) => code.startsWith('AUTHENTICATE_'))
  const outside = new Set(rows.map(([, { fault, says }]) => `${fault}: ${says}`))
  assert.deepEqual([...outside].sort(), [
    'http:Negotiate: Authentication is required.',
    'http:Unavailable: The service is temporarily unavailable.',
    // Of a password: the answer of AD FS.
    'wst:FailedAuthentication: ID3242: The security token could not be authenticated or authorized.',
  ])
})
