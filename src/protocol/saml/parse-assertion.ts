import { IdpError } from '../../errors.ts'
import { saml } from '../names/saml.ts'
import { xmlSignature } from '../names/xml-signature.ts'
import { parseDateTime } from '../xml/date-time.ts'
import { children, getAttribute, getChild, isElement, textOf } from '../xml/read-xml.ts'
import { isNcName, withChildren, type XmlElement, type XmlNode } from '../xml/xml-element.ts'
import type { NameIdentifier, SamlAssertion, SamlAttribute } from './saml-assertion.ts'

/**
 * Reads an assertion element into a value [SAMLCore11 §2.3].
 * In: an element; hand in `signed` of a VerifiedSignature, never a tree whose signature was not checked. Out: SamlAssertion.
 * Statements may stand in any order; anything unknown is refused, because a condition that is not understood makes an assertion
 * worthless [SAMLCore11 §2.3.2.1]. Not verified: signature, times, issuer and audience, which are for the relying party to judge.
 */
export function parseAssertion(el: XmlElement): SamlAssertion {
  checkVersion(el)
  const content = withChildren(el, ...el.children.filter((node) => !isSignature(node)))
  expectOnly(content, ['Conditions', 'AttributeStatement', 'AuthenticationStatement'])
  const attributeStatement = get(el, 'AttributeStatement')
  const authentication = get(el, 'AuthenticationStatement')
  const nameIdentifier = readSubject(attributeStatement)
  const other = readSubject(authentication)
  if (other.value !== nameIdentifier.value || other.format !== nameIdentifier.format)
    throw malformed('its two statements are about different subjects')
  return {
    ...readIdentity(el),
    ...readConditions(get(el, 'Conditions')),
    nameIdentifier,
    attributes: readAttributes(attributeStatement),
    authenticationMethod: getAttribute(authentication, '', 'AuthenticationMethod'),
    authenticationInstant: readInstant(authentication, 'AuthenticationInstant'),
  }
}

function isSignature(node: XmlNode): boolean {
  return typeof node !== 'string' && isElement(node, xmlSignature.namespace, 'Signature')
}

function checkVersion(el: XmlElement): void {
  if (!isElement(el, saml.assertion, 'Assertion'))
    throw malformed(`the element is ${el.local} of the namespace ${el.namespace.slice(0, 100)}`)
  const version = `${getAttribute(el, '', 'MajorVersion')}.${getAttribute(el, '', 'MinorVersion')}`
  if (version !== '1.1') throw malformed(`its version is ${version.slice(0, 20)}`)
}

function readIdentity(el: XmlElement): Pick<SamlAssertion, 'assertionId' | 'issuer' | 'issueInstant'> {
  const assertionId = getAttribute(el, '', 'AssertionID')
  if (!isNcName(assertionId)) throw malformed('its AssertionID is not a name')
  return { assertionId, issuer: getAttribute(el, '', 'Issuer'), issueInstant: readInstant(el, 'IssueInstant') }
}

/** [SAMLCore11 §2.3.2.1] */
function readConditions(el: XmlElement): Pick<SamlAssertion, 'notBefore' | 'notOnOrAfter' | 'audience'> {
  expectOnly(el, ['AudienceRestrictionCondition'])
  const restriction = get(el, 'AudienceRestrictionCondition')
  expectOnly(restriction, ['Audience'])
  return {
    notBefore: readInstant(el, 'NotBefore'),
    notOnOrAfter: readInstant(el, 'NotOnOrAfter'),
    audience: textOf(get(restriction, 'Audience')),
  }
}

/** [SAMLCore11 §2.4.2] A bearer's subject with a name. */
function readSubject(statement: XmlElement): NameIdentifier {
  const subject = get(statement, 'Subject')
  expectOnly(subject, ['NameIdentifier', 'SubjectConfirmation'])
  const confirmation = get(subject, 'SubjectConfirmation')
  expectOnly(confirmation, ['ConfirmationMethod'])
  const method = textOf(get(confirmation, 'ConfirmationMethod'))
  if (method !== saml.bearer) throw malformed(`its confirmation method is ${method.slice(0, 100)}`)
  const name = get(subject, 'NameIdentifier')
  return { format: getAttribute(name, '', 'Format'), value: textOf(name) }
}

/** [SAMLCore11 §2.4.4] */
function readAttributes(statement: XmlElement): readonly SamlAttribute[] {
  expectOnly(statement, ['Subject', 'Attribute'])
  const attributes = children(statement, saml.assertion, 'Attribute').map((el) => {
    expectOnly(el, ['AttributeValue'])
    const values = children(el, saml.assertion, 'AttributeValue').map(textOf)
    const name = getAttribute(el, '', 'AttributeName')
    if (values.length === 0) throw malformed(`its attribute ${name.slice(0, 100)} has no value`)
    return { name, namespace: getAttribute(el, '', 'AttributeNamespace'), values }
  })
  if (attributes.length === 0) throw malformed('its AttributeStatement has no attribute')
  return attributes
}

/** [SAMLCore11 §1.2.2] in UTC, and saying so */
function readInstant(el: XmlElement, name: string): Date {
  const text = getAttribute(el, '', name)
  const time = text.endsWith('Z') ? parseDateTime(text) : undefined
  if (time === undefined) throw malformed(`${name} is not an instant in UTC: ${text.slice(0, 40)}`)
  return time
}

function get(el: XmlElement, local: string): XmlElement {
  return getChild(el, saml.assertion, local)
}

function expectOnly(el: XmlElement, names: readonly string[]): void {
  const isExpected = (node: XmlNode): boolean =>
    typeof node === 'string' ? node.trim() === '' : node.namespace === saml.assertion && names.includes(node.local)
  const other = el.children.find((node) => !isExpected(node))
  if (other === undefined) return
  throw malformed(
    `${el.local} holds ${typeof other === 'string' ? 'text' : other.local.slice(0, 100)}, which is not read`,
  )
}

function malformed(detail: string): IdpError {
  return new IdpError('SAML_ASSERTION_UNREADABLE', { detail })
}
