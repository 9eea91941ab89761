import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type Judgement, type JudgingFacts, judgeAssertion } from '../../../../src/simulator/tenant/judge-assertion.ts'
import { ownVerifier } from '../../../../src/simulator/tenant/verify-signature.ts'
import { makeSigningKey, type SigningKey } from '../test-keys.ts'
import {
  type AssertionFacts,
  accountTypeClaim,
  deviceFacts,
  guidClaim,
  issuer,
  makeAssertion,
  objectGuid,
  objectSid,
  secondFactorClaim,
  sidClaim,
  userFacts,
  xmlCryptoVerifier,
} from './device-assertion.ts'

const now = new Date('2025-07-10T17:22:13Z')
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000)
let key: SigningKey
let otherKey: SigningKey

before(async () => {
  key = await makeSigningKey('signing')
  otherKey = await makeSigningKey('other')
})

function facts(registered: SigningKey = key, next?: SigningKey): JudgingFacts {
  const base64 = (of: SigningKey): string => Buffer.from(of.certificate).toString('base64')
  const federation = {
    id: '49d756d3-5c24-411f-b66c-fb8bc7625eaa',
    issuerUri: issuer,
    signingCertificate: base64(registered),
    nextSigningCertificate: next && base64(next),
  }
  return {
    now,
    audienceUrn: 'urn:federation:MicrosoftOnline',
    domains: [
      { name: 'managed.example.test', federation: undefined },
      { name: 'corp.example.test', federation },
    ],
    users: [{ userPrincipalName: 'alice@corp.example.test', immutableId: 'y7TujD6J60uo1eFddnNJ1g==' }],
    verifier: xmlCryptoVerifier,
  }
}

async function judged(change: Partial<AssertionFacts>, judging: JudgingFacts = facts()): Promise<Judgement> {
  return judgeAssertion(await makeAssertion({ ...deviceFacts(now), ...change }, key), judging)
}

const otherClaims = (wrong: readonly [string, string, ...string[]] | undefined, name: string) => ({
  claims: [accountTypeClaim, guidClaim, sidClaim].flatMap((claim) =>
    claim[1] === name ? (wrong === undefined ? [] : [wrong]) : [claim],
  ),
})

test('a computer with all its claims is a device', async () => {
  const judgement = await judged({})
  assert.equal(judgement.outcome, 'device')
  assert.deepEqual(judgement.device, { objectGuid, objectSid })
  assert.equal(judgement.signatureVerifier, 'xml-crypto')
  assert.deepEqual(
    judgement.checks.map((check) => check.outcome),
    Array.from({ length: judgement.checks.length }, () => 'ok'),
  )
  assert.deepEqual(
    judgement.checks.map((check) => check.rule),
    [
      'readable',
      'issuer',
      'signingKey',
      'signature',
      'validity',
      'audience',
      'immutableId',
      'accountType',
      'deviceClaims',
    ],
  )
})

test('every verdict names what it rests on', async () => {
  for (const check of (await judged({})).checks) assert.ok(check.source.length > 10, check.rule)
})

const wrongNamespace = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
for (const [name, value] of [
  ['accounttype', 'DJ'],
  ['onpremobjectguid', 'uRcIPxfKFEergfe1lD3sew=='],
  ['primarysid', objectSid],
] as const) {
  test(`${name} in the wrong namespace, in none, or missing is AADSTS51004`, async () => {
    assert.equal((await judged(otherClaims([wrongNamespace, name, value], name))).aadsts, 51004)
    assert.equal((await judged(otherClaims(['', name, value], name))).aadsts, 51004)
    assert.equal((await judged(otherClaims(undefined, name))).aadsts, 51004)
  })
}

test('a namespace with a blank at its end is another namespace: AADSTS51004', async () => {
  const judgement = await judged(
    otherClaims(['http://schemas.microsoft.com/ws/2012/01 ', 'accounttype', 'DJ'], 'accounttype'),
  )
  assert.equal(judgement.aadsts, 51004)
  assert.match(judgement.checks.at(-1)?.detail ?? '', /2012\/01 "/)
})

test('device claims of the wrong form are AADSTS51004', async () => {
  const bad = [
    otherClaims([guidClaim[0], 'onpremobjectguid', objectGuid], 'onpremobjectguid'),
    otherClaims([sidClaim[0], 'primarysid', 'AQUAAAAAAAUVAAAA3PTcO4M9K0aCi6YoAAIAAA=='], 'primarysid'),
    otherClaims([sidClaim[0], 'primarysid', objectSid, objectSid], 'primarysid'),
    otherClaims([accountTypeClaim[0], 'accounttype', 'dj'], 'accounttype'),
  ]
  for (const change of bad) assert.equal((await judged(change)).aadsts, 51004)
})

test('a synced user is a user, an unknown one AADSTS51004', async () => {
  const alice = await judged({ nameIdentifier: 'y7TujD6J60uo1eFddnNJ1g==', claims: [] })
  assert.equal(alice.outcome, 'user')
  assert.equal(alice.userPrincipalName, 'alice@corp.example.test')
  assert.equal((await judged({ nameIdentifier: 'Ah2J42BsPUOBoUcsCYn7vA==', claims: [] })).aadsts, 51004)
})

test('a token of another domain of the tenant than the own one of the user is AADSTS50107', async () => {
  const { domains, ...others } = facts()
  const child = { name: 'child.corp.example.test', federation: { id: 'x', issuerUri: 'https://child.example.test/x' } }
  const users = (upn: string) => [{ userPrincipalName: upn, immutableId: 'y7TujD6J60uo1eFddnNJ1g==' }]
  const judgedFor = (upn: string, more: JudgingFacts['domains'] = []) =>
    judged({ ...userFacts(now) }, { ...others, domains: [...domains, ...more], users: users(upn) })
  assert.equal((await judgedFor('alice@child.corp.example.test')).outcome, 'user', 'a sub-domain belongs to its root')
  const promoted = await judgedFor('alice@child.corp.example.test', [child])
  assert.deepEqual([promoted.aadsts, promoted.checks.at(-1)?.rule], [50107, 'userIssuer'])
  assert.equal((await judgedFor('alice@managed.example.test')).aadsts, 50107)
})

test('it tells what the token says: claims, how the user authenticated, whether a second factor was used', async () => {
  const plain = await judged(userFacts(now))
  assert.equal(plain.authentication?.method, 'urn:oasis:names:tc:SAML:1.0:am:password')
  assert.deepEqual(plain.authentication?.instant, now)
  assert.deepEqual(
    plain.claims.map(({ name }) => name),
    ['UPN', 'ImmutableID'],
  )
  assert.equal(plain.hasSecondFactor, false)
  assert.equal((await judged(userFacts(now, secondFactorClaim))).hasSecondFactor, true)
  const sourceProduct = [
    'http://schemas.microsoft.com/ws/2008/06/identity/claims',
    'authenticationmethod',
    secondFactorClaim[2],
  ] as const
  assert.equal((await judged(userFacts(now, sourceProduct))).hasSecondFactor, true)
  const elsewhere = ['http://schemas.microsoft.com/claims ', secondFactorClaim[1], secondFactorClaim[2]] as const
  assert.equal((await judged(userFacts(now, elsewhere))).hasSecondFactor, false)
})

test('no NameIdentifier and no ImmutableID is AADSTS90020', async () => {
  assert.equal((await judged({ nameIdentifier: undefined, claims: [accountTypeClaim] })).aadsts, 90020)
})

test('an issuer that no domain has is AADSTS50107', async () => {
  const judgement = await judged({ issuer: `${issuer}/` })
  assert.equal(judgement.aadsts, 50107)
  assert.equal(judgement.issuer, `${issuer}/`)
})

test('a key that is not registered is AADSTS5000811; the next certificate is good too', async () => {
  assert.equal((await judged({}, facts(otherKey))).aadsts, 5000811)
  assert.equal((await judged({}, facts(otherKey, key))).outcome, 'device')
})

test('a changed assertion is AADSTS50006, whoever judges', async () => {
  const text = Buffer.from(await makeAssertion(deviceFacts(now), key)).toString('utf8')
  const changed = Buffer.from(text.replace('-1103<', '-1104<'))
  for (const verifier of [xmlCryptoVerifier, ownVerifier]) {
    assert.equal((await judgeAssertion(changed, { ...facts(), verifier })).aadsts, 50006, verifier.name)
  }
})

test('an unsigned assertion is AADSTS5000811', async () => {
  const text = Buffer.from(await makeAssertion(deviceFacts(now), key)).toString('utf8')
  const unsigned = text.replace(/<ds:Signature.*<\/ds:Signature>/, '')
  assert.equal((await judgeAssertion(Buffer.from(unsigned), facts())).aadsts, 5000811)
})

test('a signature over something else is AADSTS50006, even when it is good', async () => {
  const text = Buffer.from(await makeAssertion(deviceFacts(now), key)).toString('utf8')
  const moved = text.replace('AssertionID="_a1"', 'AssertionID="_a2"')
  const always = { name: 'anything goes', verify: async () => true }
  assert.equal((await judgeAssertion(Buffer.from(moved), { ...facts(), verifier: always })).aadsts, 50006)
})

test('outside its time, with five minutes of tolerance, is AADSTS500133', async () => {
  assert.equal((await judged({ notBefore: minutes(4), notOnOrAfter: minutes(60) })).outcome, 'device')
  assert.equal((await judged({ notBefore: minutes(6), notOnOrAfter: minutes(60) })).aadsts, 500133)
  assert.equal((await judged({ notBefore: minutes(-70), notOnOrAfter: minutes(-4) })).outcome, 'device')
  assert.equal((await judged({ notBefore: minutes(-70), notOnOrAfter: minutes(-6) })).aadsts, 500133)
})

test('another audience is AADSTS50010', async () => {
  assert.equal((await judged({ audience: 'urn:joinery:rehearsal' })).aadsts, 50010)
})

test('bytes that are no SAML 1.1 assertion are AADSTS50008', async () => {
  for (const text of [
    '',
    'hello',
    '<a/>',
    '<!DOCTYPE a><a/>',
    '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>',
  ])
    assert.equal((await judgeAssertion(Buffer.from(text), facts())).aadsts, 50008)
})
