import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application } from '../../../../src/config/application.ts'
import { type ErrorCode, type Facts, IdpError } from '../../../../src/errors.ts'
import { mintAssertion } from '../../../../src/issuance/mint/mint-assertion.ts'
import type { Claims } from '../../../../src/issuance/stages.ts'
import type { Signers } from '../../../../src/ports.ts'
import { parseAssertion } from '../../../../src/protocol/saml/parse-assertion.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { verifyEnveloped } from '../../../../src/protocol/xml-signature/verify-enveloped.ts'
import { fixedSigner, fixedSigners } from '../../../fakes/fixed-signers.ts'

const now = new Date('2026-03-04T05:06:07.089Z')
const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'
const ports = {
  clock: { now: () => now, monotonicMilliseconds: () => 0 },
  randomness: { uuid: () => uuid, bytes: (length: number) => new Uint8Array(length) },
  signers: fixedSigners(),
}

const m365 = application.parse({
  id: 'm365',
  name: 'Microsoft 365',
  domainName: 'corp.example',
  issuerUri: 'https://sts.corp.example/applications/m365',
  attributes: [],
})

const claims: Claims = {
  nameIdentifier: {
    format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    value: 'ABEiM0RVZneImaq7zN3u/w==',
  },
  attributes: [
    { name: 'accounttype', namespace: 'http://schemas.microsoft.com/ws/2012/01', values: ['DJ'] },
    { name: 'groups', namespace: 'urn:n', values: ['a & b', '<c>'] },
  ],
  authenticationMethod: 'urn:federation:authentication:windows',
  authenticationInstant: new Date('2026-03-04T05:06:06.000Z'),
}

async function mint(changes: Partial<Claims> = {}, app = m365, noted: Facts[] = []) {
  return mintAssertion({ ...claims, ...changes }, { application: app }, ports, (facts) => noted.push(facts))
}

async function refused(run: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(run, (error) => error instanceof IdpError && error.code === code, code)
}

test('[SAMLCore11 §2.3.2] the assertion says what was mapped and what the application is set to, for 60 minutes', async () => {
  const minted = await mint()
  const { signed, certificate } = verifyEnveloped(parseXml(Buffer.from(minted.xml)), 'AssertionID', [
    fixedSigner.certificate,
  ])
  assert.deepEqual(certificate, fixedSigner.certificate)
  assert.deepEqual(parseAssertion(signed), {
    assertionId: `_${uuid}`,
    issuer: 'https://sts.corp.example/applications/m365',
    issueInstant: now,
    notBefore: now,
    notOnOrAfter: new Date('2026-03-04T06:06:07.089Z'),
    audience: 'urn:federation:MicrosoftOnline',
    ...claims,
  })
  assert.equal(minted.assertionId, `_${uuid}`)
  assert.deepEqual([minted.notBefore, minted.notOnOrAfter], [now, new Date('2026-03-04T06:06:07.089Z')])
})

test('the token stands alone on one line: own namespace with prefix saml, signature last, no blank between elements', async () => {
  const { xml } = await mint()
  assert.match(xml, /^<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1\.0:assertion" /)
  assert.match(xml, /<\/ds:Signature><\/saml:Assertion>$/)
  assert.doesNotMatch(xml, />\s|\s<|[\r\n]/)
})

test('the active lifetime is 60 minutes whatever assertionDuration says; another flow may ask for another', async () => {
  const minted = await mint({}, { ...m365, assertionDuration: 300 })
  assert.equal(minted.notOnOrAfter.getTime() - minted.notBefore.getTime(), 3_600_000)
  const passive = await mintAssertion(claims, { application: m365 }, ports, () => {}, 300)
  assert.equal(passive.notOnOrAfter.getTime() - passive.notBefore.getTime(), 300_000)
})

test('[RFC9231 §2.3.2] the algorithm is the one the application is set to', async () => {
  const hashes = { SHA256withRSA: 'sha256', SHA384withRSA: 'sha384', SHA512withRSA: 'sha512' } as const
  for (const algorithm of ['SHA256withRSA', 'SHA384withRSA', 'SHA512withRSA'] as const) {
    const { xml } = await mint({}, { ...m365, idpSigning: { algorithm } })
    assert.equal(
      verifyEnveloped(parseXml(Buffer.from(xml)), 'AssertionID', [fixedSigner.certificate]).hash,
      hashes[algorithm],
    )
  }
})

test('issuer and audience come from the application alone', async () => {
  const { xml } = await mint(
    {},
    { ...m365, issuerUri: 'http://other.example/x', audienceRestriction: 'urn:joinery:rehearsal' },
  )
  const parsed = parseAssertion(parseXml(Buffer.from(xml)))
  assert.deepEqual([parsed.issuer, parsed.audience], ['http://other.example/x', 'urn:joinery:rehearsal'])
  const { issuerUri: _, ...without } = m365
  await refused(mint({}, without), 'MINT_ISSUER_MISSING')
})

test('[SAMLCore11 §2.4.4] claims that would make no assertion, or one with two readings, are refused before anything is signed', async () => {
  const [first] = claims.attributes
  assert.ok(first)
  const never: Signers = {
    signerFor: () => assert.fail('signed'),
    certificatesFor: () => assert.fail('signed'),
  }
  const attempt = (changes: Partial<Claims>) =>
    mintAssertion({ ...claims, ...changes }, { application: m365 }, { ...ports, signers: never }, () => {})
  await refused(attempt({ attributes: [] }), 'MINT_CLAIMS_MISSING')
  await refused(attempt({ nameIdentifier: { ...claims.nameIdentifier, value: '' } }), 'MINT_CLAIMS_MISSING')
  await refused(attempt({ attributes: [{ ...first, values: [] }] }), 'MINT_CLAIM_EMPTY')
  await refused(attempt({ attributes: [first, { ...first, values: ['Other'] }] }), 'MINT_CLAIM_REPEATED')
  await refused(mint({ attributes: [{ ...first, values: ['a\u0000b'] }] }), 'XML_CHARACTER_ILLEGAL')
})

test('the trace tells what was minted and with which key, and never the token', async () => {
  const noted: Facts[] = []
  const { xml } = await mint({}, m365, noted)
  assert.deepEqual(noted, [
    {
      assertionId: `_${uuid}`,
      issuer: 'https://sts.corp.example/applications/m365',
      audience: 'urn:federation:MicrosoftOnline',
      notOnOrAfter: '2026-03-04T06:06:07.089Z',
      claims: ['accounttype', 'groups'],
      key: 'test',
      algorithm: 'SHA256withRSA',
    },
  ])
  const value = /<ds:SignatureValue>([^<]+)</.exec(xml)?.[1]
  assert.ok(value && !JSON.stringify(noted).includes(value.slice(0, 20)))
})
