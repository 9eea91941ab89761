import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertionElement } from '../../../../src/protocol/saml/assertion-element.ts'
import { parseAssertion } from '../../../../src/protocol/saml/parse-assertion.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { arbitraryAssertion, deviceAssertion } from './assertion.fixture.ts'

test('[SAMLCore11 §2.3.2] a device assertion, to the letter: order of statements, own namespace, one line, no white space', () => {
  const subject =
    '<saml:Subject><saml:NameIdentifier Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">ABEiM0RVZneImaq7zN3u/w==</saml:NameIdentifier>' +
    '<saml:SubjectConfirmation><saml:ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:bearer</saml:ConfirmationMethod></saml:SubjectConfirmation></saml:Subject>'
  const attribute = (namespace: string, name: string, value: string): string =>
    `<saml:Attribute AttributeName="${name}" AttributeNamespace="${namespace}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`
  assert.equal(
    serializeXml(assertionElement(deviceAssertion)),
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_0f8fad5b-d9cb-469f-a165-70867728950e"' +
      ' IssueInstant="2026-03-04T05:06:07.089Z" Issuer="https://sts.corp.example/applications/m365" MajorVersion="1" MinorVersion="1">' +
      '<saml:Conditions NotBefore="2026-03-04T05:06:07.089Z" NotOnOrAfter="2026-03-04T06:06:07.089Z">' +
      '<saml:AudienceRestrictionCondition><saml:Audience>urn:federation:MicrosoftOnline</saml:Audience></saml:AudienceRestrictionCondition></saml:Conditions>' +
      `<saml:AttributeStatement>${subject}` +
      attribute('http://schemas.microsoft.com/ws/2012/01', 'accounttype', 'DJ') +
      attribute('http://schemas.microsoft.com/identity/claims', 'onpremobjectguid', 'ABEiM0RVZneImaq7zN3u/w==') +
      attribute('http://schemas.microsoft.com/ws/2008/06/identity/claims', 'primarysid', 'S-1-5-21-1-2-3-1104') +
      '</saml:AttributeStatement>' +
      '<saml:AuthenticationStatement AuthenticationInstant="2026-03-04T05:06:06.000Z" AuthenticationMethod="urn:federation:authentication:windows">' +
      `${subject}</saml:AuthenticationStatement></saml:Assertion>`,
  )
})

test('[SAMLCore11 §2.4.4.1] several values are several AttributeValue elements, untyped', () => {
  const attributes = [{ name: 'groups', namespace: 'urn:n', values: ['a', '', 'c'] }]
  assert.match(
    serializeXml(assertionElement({ ...deviceAssertion, attributes })),
    /<saml:Attribute AttributeName="groups" AttributeNamespace="urn:n"><saml:AttributeValue>a<\/saml:AttributeValue><saml:AttributeValue><\/saml:AttributeValue><saml:AttributeValue>c<\/saml:AttributeValue><\/saml:Attribute>/,
  )
})

test('law: parse(serialize(x)) = x, markup in values included', () => {
  fc.assert(
    fc.property(arbitraryAssertion, (x) => {
      const text = serializeXml(assertionElement(x))
      assert.deepEqual(parseAssertion(parseXml(Buffer.from(text))), x)
    }),
  )
})

test('law: serialize(parse(fixture)) = fixture', () => {
  const text = serializeXml(assertionElement(deviceAssertion))
  assert.equal(serializeXml(assertionElement(parseAssertion(parseXml(Buffer.from(text))))), text)
})
