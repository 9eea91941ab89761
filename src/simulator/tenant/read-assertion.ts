import { saml } from '../../protocol/names/saml.ts'
import { xmlSignature } from '../../protocol/names/xml-signature.ts'
import { parseXml } from '../../protocol/xml/parse-xml.ts'
import { attribute, child, children, getAttribute, getChild, isElement, textOf } from '../../protocol/xml/read-xml.ts'
import type { XmlElement } from '../../protocol/xml/xml-element.ts'

/** The tenant's own reading of a SAML 1.1 assertion: what it says, nothing of it proved. */
export interface PresentedAssertion {
  readonly assertionId: string
  readonly issuer: string
  readonly notBefore: Date | undefined
  readonly notOnOrAfter: Date | undefined
  readonly audiences: readonly string[]
  /** Undefined where it is missing or empty. */
  readonly nameIdentifier: { readonly format: string; readonly value: string } | undefined
  readonly attributes: readonly PresentedAttribute[]
  /** How and when the caller authenticated, as the issuer says; undefined where it says nothing. */
  readonly authentication: PresentedAuthentication | undefined
  readonly isSigned: boolean
  readonly signatureAlgorithm: string
  /** What the signature covers; anything but the assertion's own id alone proves nothing of it. */
  readonly signedReferences: readonly string[]
  /** DER of the certificates in KeyInfo: which key the issuer says it used. */
  readonly keyInfoCertificates: readonly Uint8Array[]
}

export interface PresentedAttribute {
  readonly name: string
  readonly namespace: string
  readonly values: readonly string[]
}

export interface PresentedAuthentication {
  readonly method: string
  readonly instant: Date | undefined
}

/** Throws an IdpError where the bytes are no SAML 1.1 assertion [SAMLCore11 §2.3]. */
export function readAssertion(bytes: Uint8Array): PresentedAssertion {
  const assertion = parseXml(bytes)
  if (!isElement(assertion, saml.assertion, 'Assertion')) getChild(assertion, saml.assertion, 'Assertion')
  getAttribute(assertion, '', 'MajorVersion')
  const conditions = getChild(assertion, saml.assertion, 'Conditions')
  const statement = child(assertion, saml.assertion, 'AttributeStatement')
  const subject = statement && child(statement, saml.assertion, 'Subject')
  return {
    assertionId: getAttribute(assertion, '', 'AssertionID'),
    issuer: getAttribute(assertion, '', 'Issuer'),
    notBefore: readTime(attribute(conditions, '', 'NotBefore')),
    notOnOrAfter: readTime(attribute(conditions, '', 'NotOnOrAfter')),
    audiences: children(conditions, saml.assertion, 'AudienceRestrictionCondition').flatMap((restriction) =>
      children(restriction, saml.assertion, 'Audience').map(textOf),
    ),
    nameIdentifier: subject && readNameIdentifier(subject),
    attributes: statement ? children(statement, saml.assertion, 'Attribute').map(readAttribute) : [],
    authentication: readAuthentication(child(assertion, saml.assertion, 'AuthenticationStatement')),
    ...readSignature(child(assertion, xmlSignature.namespace, 'Signature')),
  }
}

function readTime(text: string | undefined): Date | undefined {
  const time = new Date(text ?? Number.NaN)
  return Number.isNaN(time.getTime()) ? undefined : time
}

function readNameIdentifier(subject: XmlElement): PresentedAssertion['nameIdentifier'] {
  const identifier = child(subject, saml.assertion, 'NameIdentifier')
  if (identifier === undefined || textOf(identifier) === '') return undefined
  return { format: attribute(identifier, '', 'Format') ?? '', value: textOf(identifier) }
}

function readAttribute(element: XmlElement): PresentedAttribute {
  return {
    name: getAttribute(element, '', 'AttributeName'),
    namespace: attribute(element, '', 'AttributeNamespace') ?? '',
    values: children(element, saml.assertion, 'AttributeValue').map(textOf),
  }
}

function readAuthentication(statement: XmlElement | undefined): PresentedAuthentication | undefined {
  if (statement === undefined) return undefined
  return {
    method: getAttribute(statement, '', 'AuthenticationMethod'),
    instant: readTime(attribute(statement, '', 'AuthenticationInstant')),
  }
}

function readSignature(
  signature: XmlElement | undefined,
): Pick<PresentedAssertion, 'isSigned' | 'signatureAlgorithm' | 'signedReferences' | 'keyInfoCertificates'> {
  if (signature === undefined)
    return { isSigned: false, signatureAlgorithm: '', signedReferences: [], keyInfoCertificates: [] }
  const namespace = xmlSignature.namespace
  const signedInfo = getChild(signature, namespace, 'SignedInfo')
  const method = getChild(signedInfo, namespace, 'SignatureMethod')
  const keyInfo = child(signature, namespace, 'KeyInfo')
  const data = keyInfo ? children(keyInfo, namespace, 'X509Data') : []
  return {
    isSigned: true,
    signatureAlgorithm: getAttribute(method, '', 'Algorithm'),
    signedReferences: children(signedInfo, namespace, 'Reference').map((item) => getAttribute(item, '', 'URI')),
    keyInfoCertificates: data
      .flatMap((element) => children(element, namespace, 'X509Certificate'))
      .map((element) => Buffer.from(textOf(element), 'base64')),
  }
}
