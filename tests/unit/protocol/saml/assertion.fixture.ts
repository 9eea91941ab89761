import fc from 'fast-check'
import type { SamlAssertion } from '../../../../src/protocol/saml/saml-assertion.ts'

/** What a domain-joined computer gets. */
export const deviceAssertion: SamlAssertion = {
  assertionId: '_0f8fad5b-d9cb-469f-a165-70867728950e',
  issuer: 'https://sts.corp.example/applications/m365',
  issueInstant: new Date('2026-03-04T05:06:07.089Z'),
  notBefore: new Date('2026-03-04T05:06:07.089Z'),
  notOnOrAfter: new Date('2026-03-04T06:06:07.089Z'),
  audience: 'urn:federation:MicrosoftOnline',
  nameIdentifier: {
    format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    value: 'ABEiM0RVZneImaq7zN3u/w==',
  },
  attributes: [
    { name: 'accounttype', namespace: 'http://schemas.microsoft.com/ws/2012/01', values: ['DJ'] },
    {
      name: 'onpremobjectguid',
      namespace: 'http://schemas.microsoft.com/identity/claims',
      values: ['ABEiM0RVZneImaq7zN3u/w=='],
    },
    {
      name: 'primarysid',
      namespace: 'http://schemas.microsoft.com/ws/2008/06/identity/claims',
      values: ['S-1-5-21-1-2-3-1104'],
    },
  ],
  authenticationMethod: 'urn:federation:authentication:windows',
  authenticationInstant: new Date('2026-03-04T05:06:06.000Z'),
}

const time = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
const text = fc.string({
  unit: fc.constantFrom('a', 'é', '&', '<', '>', '"', "'", '\t', '\n', '\r', ' ', '\u{1f511}', ']'),
})
const name = fc
  .string({ unit: fc.constantFrom('a', 'Z', '0', '-', '.', '_', 'é'), maxLength: 20 })
  .map((rest) => `_${rest}`)

const plainObject = { noNullPrototype: true }

export const arbitraryAssertion: fc.Arbitrary<SamlAssertion> = fc.record(
  {
    assertionId: name,
    issuer: text,
    issueInstant: time,
    notBefore: time,
    notOnOrAfter: time,
    audience: text,
    nameIdentifier: fc.record({ format: text, value: text }, plainObject),
    attributes: fc.array(
      fc.record({ name: text, namespace: text, values: fc.array(text, { minLength: 1, maxLength: 3 }) }, plainObject),
      { minLength: 1, maxLength: 5 },
    ),
    authenticationMethod: text,
    authenticationInstant: time,
  },
  plainObject,
)
