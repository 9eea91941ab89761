import { X509Certificate } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { saml } from '../../../../src/protocol/names/saml.ts'
import { element, type XmlElement } from '../../../../src/protocol/xml/xml-element.ts'
import { signEnveloped } from '../../../../src/protocol/xml-signature/sign-enveloped.ts'
import type { SignatureVerifier } from '../../../../src/simulator/tenant/verify-signature.ts'
import type { SigningKey } from '../test-keys.ts'

/** An assertion of a computer that Entra would take, and whatever a test wants otherwise. */
export interface AssertionFacts {
  readonly issuer: string
  readonly audience: string
  readonly notBefore: Date
  readonly notOnOrAfter: Date
  readonly nameIdentifier: string | undefined
  /** Left out, the assertion does not say how the caller authenticated. */
  readonly authenticationMethod?: string
  readonly claims: readonly (readonly [namespace: string, name: string, ...values: string[]])[]
}

export const issuer = 'https://sts.corp.example.test/applications/m365'
export const objectGuid = '3f0817b9-ca17-4714-ab81-f7b5943dec7b'
export const objectGuidBase64 = 'uRcIPxfKFEergfe1lD3sew=='
export const objectSid = 'S-1-5-21-1004336348-1177238915-682003330-1103'

export const accountTypeClaim = ['http://schemas.microsoft.com/ws/2012/01', 'accounttype', 'DJ'] as const
export const guidClaim = ['http://schemas.microsoft.com/identity/claims', 'onpremobjectguid', objectGuidBase64] as const
export const sidClaim = ['http://schemas.microsoft.com/ws/2008/06/identity/claims', 'primarysid', objectSid] as const
const immutableIdClaim = [
  'http://schemas.microsoft.com/LiveID/Federation/2008/05',
  'ImmutableID',
  objectGuidBase64,
] as const

export function deviceFacts(now: Date): AssertionFacts {
  return {
    issuer,
    audience: 'urn:federation:MicrosoftOnline',
    notBefore: now,
    notOnOrAfter: new Date(now.getTime() + 3_600_000),
    nameIdentifier: objectGuidBase64,
    claims: [immutableIdClaim, accountTypeClaim, guidClaim, sidClaim],
  }
}

export const aliceImmutableId = 'y7TujD6J60uo1eFddnNJ1g=='
export const secondFactorClaim = [
  'http://schemas.microsoft.com/claims',
  'authnmethodsreferences',
  'http://schemas.microsoft.com/claims/multipleauthn',
] as const

/** An assertion of the user alice. */
export function userFacts(now: Date, ...claims: AssertionFacts['claims']): AssertionFacts {
  const upn = ['http://schemas.xmlsoap.org/claims', 'UPN', 'alice@corp.example.test'] as const
  const immutableId = [immutableIdClaim[0], immutableIdClaim[1], aliceImmutableId] as const
  return {
    ...deviceFacts(now),
    nameIdentifier: aliceImmutableId,
    authenticationMethod: 'urn:oasis:names:tc:SAML:1.0:am:password',
    claims: [upn, immutableId, ...claims],
  }
}

/** UTF-8 of the signed assertion. */
export async function makeAssertion(facts: AssertionFacts, key: SigningKey): Promise<Uint8Array> {
  const signed = await signEnveloped(assertionElement(facts), 'AssertionID', {
    hash: 'sha256',
    certificate: key.certificate,
    sign: key.sign,
  })
  return Buffer.from(signed, 'utf8')
}

function assertionElement(facts: AssertionFacts): XmlElement {
  const el = (local: string, attributes: Record<string, string>, ...children: (XmlElement | string)[]): XmlElement =>
    element('saml', saml.assertion, local, attributes, ...children)
  const window = { NotBefore: facts.notBefore.toISOString(), NotOnOrAfter: facts.notOnOrAfter.toISOString() }
  const named = facts.nameIdentifier === undefined ? [] : [el('NameIdentifier', {}, facts.nameIdentifier)]
  return el(
    'Assertion',
    { MajorVersion: '1', MinorVersion: '1', AssertionID: '_a1', Issuer: facts.issuer, IssueInstant: window.NotBefore },
    el('Conditions', window, el('AudienceRestrictionCondition', {}, el('Audience', {}, facts.audience))),
    el(
      'AttributeStatement',
      {},
      el('Subject', {}, ...named),
      ...facts.claims.map(([namespace, name, ...values]) =>
        el(
          'Attribute',
          { AttributeName: name, AttributeNamespace: namespace },
          ...values.map((value) => el('AttributeValue', {}, value)),
        ),
      ),
    ),
    ...(facts.authenticationMethod === undefined
      ? []
      : [
          el('AuthenticationStatement', {
            AuthenticationMethod: facts.authenticationMethod,
            AuthenticationInstant: window.NotBefore,
          }),
        ]),
  )
}

/** Other people's code judges what ours signed. */
export const xmlCryptoVerifier: SignatureVerifier = {
  name: 'xml-crypto',
  async verify(assertion, certificate) {
    const text = Buffer.from(assertion).toString('utf8')
    const signature = text.slice(text.indexOf('<ds:Signature'), text.lastIndexOf('</saml:Assertion>'))
    const judge = new SignedXml({
      publicCert: new X509Certificate(certificate).toString(),
      idAttribute: 'AssertionID',
      getCertFromKeyInfo: () => null,
    })
    try {
      judge.loadSignature(signature)
      return judge.checkSignature(text)
    } catch {
      return false
    }
  },
}
