import { saml } from '../names/saml.ts'
import { serializeDateTime } from '../xml/date-time.ts'
import { element, type XmlAttributes, type XmlChild, type XmlElement } from '../xml/xml-element.ts'
import type { NameIdentifier, SamlAssertion, SamlAttribute } from './saml-assertion.ts'

/**
 * Writes an assertion value as the XML element Entra and the Microsoft clients read [SAMLCore11 §2.3].
 * In: a value. Out: an unsigned element: Conditions first, then the attributes, then the authentication; prefix `saml` declared on the
 * assertion itself, because MSAL cuts it out of the response as text; no white space between elements; times in UTC
 * [SAMLCore11 §1.2.2].
 * Not verified: that the claims are the ones Entra asks for.
 */
export function assertionElement(assertion: SamlAssertion): XmlElement {
  const subject = subjectElement(assertion.nameIdentifier)
  return el(
    'Assertion',
    {
      MajorVersion: '1',
      MinorVersion: '1',
      AssertionID: assertion.assertionId,
      Issuer: assertion.issuer,
      IssueInstant: serializeDateTime(assertion.issueInstant),
    },
    conditionsElement(assertion),
    el('AttributeStatement', {}, subject, ...assertion.attributes.map(attributeElement)),
    el(
      'AuthenticationStatement',
      {
        AuthenticationMethod: assertion.authenticationMethod,
        AuthenticationInstant: serializeDateTime(assertion.authenticationInstant),
      },
      subject,
    ),
  )
}

/** [SAMLCore11 §2.3.2.1] */
function conditionsElement({ notBefore, notOnOrAfter, audience }: SamlAssertion): XmlElement {
  return el(
    'Conditions',
    { NotBefore: serializeDateTime(notBefore), NotOnOrAfter: serializeDateTime(notOnOrAfter) },
    el('AudienceRestrictionCondition', {}, el('Audience', {}, audience)),
  )
}

/** [SAMLCore11 §2.4.2] The same in both statements; whoever bears the assertion is the subject. */
function subjectElement({ format, value }: NameIdentifier): XmlElement {
  return el(
    'Subject',
    {},
    el('NameIdentifier', { Format: format }, value),
    el('SubjectConfirmation', {}, el('ConfirmationMethod', {}, saml.bearer)),
  )
}

/** [SAMLCore11 §2.4.4.1] Values are untyped: a type would drag the schema namespaces into an assertion that is cut out as text. */
function attributeElement({ name, namespace, values }: SamlAttribute): XmlElement {
  return el(
    'Attribute',
    { AttributeName: name, AttributeNamespace: namespace },
    ...values.map((value) => el('AttributeValue', {}, value)),
  )
}

function el(local: string, attributes: XmlAttributes, ...children: readonly XmlChild[]): XmlElement {
  return element('saml', saml.assertion, local, attributes, ...children)
}
