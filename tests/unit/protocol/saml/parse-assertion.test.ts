import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ErrorCode, IdpError } from '../../../../src/errors.ts'
import { assertionElement } from '../../../../src/protocol/saml/assertion-element.ts'
import { parseAssertion } from '../../../../src/protocol/saml/parse-assertion.ts'
import { parseXml } from '../../../../src/protocol/xml/parse-xml.ts'
import { serializeXml } from '../../../../src/protocol/xml/serialize-xml.ts'
import { deviceAssertion } from './assertion.fixture.ts'

const good = serializeXml(assertionElement(deviceAssertion))

function parse(text: string) {
  return parseAssertion(parseXml(Buffer.from(text)))
}

/** Each case breaks exactly one thing of a good assertion. */
function refused(from: string | RegExp, to: string, code: ErrorCode, detail = ''): void {
  const text = good.replace(from, to)
  assert.notEqual(text, good, `${from} is not in the assertion`)
  assert.throws(
    () => parse(text),
    (error) => error instanceof IdpError && error.code === code && error.message.includes(detail),
    `${from} -> ${to}`,
  )
}

const unreadable = 'SAML_ASSERTION_UNREADABLE'

test('statements may stand in any order, blanks between elements do not matter, and a signature is passed over', () => {
  const statement = /<saml:AuthenticationStatement.*<\/saml:AuthenticationStatement>/.exec(good)?.[0] ?? ''
  const reordered = good
    .replace(statement, '')
    .replace('<saml:AttributeStatement>', `${statement}\n <saml:AttributeStatement>`)
  const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>'
  assert.deepEqual(parse(reordered.replace('</saml:Assertion>', `${signature}</saml:Assertion>`)), deviceAssertion)
})

test('[SAMLCore11 §2.3.2] version, id, issuer and instant', () => {
  refused('MinorVersion="1"', 'MinorVersion="0"', unreadable, '1.0')
  refused(' MajorVersion="1"', '', 'XML_ATTRIBUTE_MISSING')
  refused('AssertionID="_', 'AssertionID="', unreadable, 'AssertionID')
  refused(/ Issuer="[^"]*"/, '', 'XML_ATTRIBUTE_MISSING', 'Issuer')
  refused('urn:oasis:names:tc:SAML:1.0:assertion', 'urn:oasis:names:tc:SAML:2.0:assertion', unreadable, '2.0')
  refused(/saml:Assertion\b/g, 'saml:Response', unreadable, 'Response')
})

test('[SAMLCore11 §1.2.2] instants are in UTC and exist', () => {
  for (const wrong of ['2026-03-04T05:06:07.089', '2026-03-04T05:06:07.089+00:00', '2026-02-30T00:00:00Z', 'today', ''])
    refused(/IssueInstant="[^"]*"/, `IssueInstant="${wrong}"`, unreadable, 'IssueInstant')
  const precise = good.replace(/IssueInstant="[^"]*"/, 'IssueInstant="2026-03-04T05:06:07.0891234Z"')
  assert.deepEqual(parse(precise), deviceAssertion)
})

test('[SAMLCore11 §2.3.2.1] a condition that is not understood makes the assertion worthless', () => {
  refused('</saml:Conditions>', '<saml:DoNotCacheCondition/></saml:Conditions>', unreadable, 'DoNotCacheCondition')
  refused('</saml:Conditions>', '<x:Condition xmlns:x="urn:x"/></saml:Conditions>', unreadable, 'Condition')
  refused(/<saml:Conditions.*<\/saml:Conditions>/, '', 'XML_ELEMENT_MISSING', 'Conditions')
  refused(/ NotOnOrAfter="[^"]*"/, '', 'XML_ATTRIBUTE_MISSING', 'NotOnOrAfter')
  refused('</saml:Audience>', '</saml:Audience><saml:Audience>urn:x</saml:Audience>', 'XML_ELEMENT_REPEATED')
})

test('[SAMLCore11 §2.4.2] one bearer subject, the same in both statements', () => {
  refused('cm:bearer', 'cm:holder-of-key', unreadable, 'holder-of-key')
  refused(
    '>ABEiM0RVZneImaq7zN3u/w==</saml:NameIdentifier>',
    '>x</saml:NameIdentifier>',
    unreadable,
    'different subjects',
  )
  refused(/<saml:NameIdentifier[^>]*>[^<]*<\/saml:NameIdentifier>/, '', 'XML_ELEMENT_MISSING', 'NameIdentifier')
  refused(/ Format="[^"]*"/, '', 'XML_ATTRIBUTE_MISSING', 'Format')
  refused('</saml:ConfirmationMethod>', '</saml:ConfirmationMethod><saml:SubjectConfirmationData/>', unreadable)
})

test('[SAMLCore11 §2.4.4] attributes have names, namespaces and values', () => {
  refused(/<saml:AttributeValue>DJ<\/saml:AttributeValue>/, '', unreadable, 'accounttype')
  refused(/<saml:Attribute .*<\/saml:Attribute>/, '', unreadable, 'no attribute')
  refused(/ AttributeNamespace="[^"]*"/, '', 'XML_ATTRIBUTE_MISSING', 'AttributeNamespace')
  refused('>DJ<', '><b/><', 'XML_TEXT_EXPECTED')
  refused('<saml:AttributeStatement>', '<saml:AttributeStatement>DJ', unreadable, 'text')
})

test('a second statement of a kind, or one of another kind, is refused', () => {
  const statement = /<saml:AttributeStatement>.*<\/saml:AttributeStatement>/
  refused(statement, '$&$&', 'XML_ELEMENT_REPEATED')
  refused('<saml:AttributeStatement>', '<saml:AuthorizationDecisionStatement/><saml:AttributeStatement>', unreadable)
  refused('<saml:Conditions ', '<saml:Advice/><saml:Conditions ', unreadable, 'Advice')
})
