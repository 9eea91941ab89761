/**
 * RequestSecurityTokenResponse with a SAML 1.1 assertion, written as AD FS does: one line, nothing but the assertion inside
 * RequestedSecurityToken, both references, TokenType once. [WSTrust13 §3.2, §4.4] [WSTrust0502 §5.2] [WSSSAML11 §3.4]
 * In: a value, or a Body's content (untrusted). Out: the other. Not verified when read: the assertion's signature or content.
 */

import { IdpError } from '../../errors.ts'
import { wsSecurity } from '../names/ws-security.ts'
import { uriOf } from '../soap/addressing.ts'
import { parseDateTime, serializeDateTime } from '../xml/date-time.ts'
import { getChild, textOf } from '../xml/read-xml.ts'
import { type CanonicalXml, serializeXml } from '../xml/serialize-xml.ts'
import { element, qualified, type XmlElement } from '../xml/xml-element.ts'
import { trustDialects } from './dialects.ts'
import { buildAppliesTo, parseAppliesTo } from './request-security-token.ts'
import type { TrustVersion } from './trust-dialect.ts'

export interface RequestSecurityTokenResponse {
  readonly version: TrustVersion
  readonly created: Date
  readonly expires: Date
  readonly appliesTo: string
  readonly tokenType: string
  readonly assertionId: string
  /** A bearer secret: never logged, stored or shown. */
  readonly assertion: CanonicalXml
}

/** What stands in the Body, and the empty RequestedSecurityToken in it that the assertion goes into when it is written. */
export interface ResponseTree {
  readonly content: XmlElement
  readonly assertionHolder: XmlElement
}

export function buildRequestSecurityTokenResponse(response: RequestSecurityTokenResponse): ResponseTree {
  const { names, prefix, wrapResponse } = trustDialects[response.version]
  const part = (local: string, ...content: readonly (string | XmlElement)[]) =>
    element(prefix, names.namespace, local, [], ...content)
  const assertionHolder = part('RequestedSecurityToken')
  const reference = buildReference(response.assertionId)
  const content = part(
    'RequestSecurityTokenResponse',
    part('Lifetime', utilityTime('Created', response.created), utilityTime('Expires', response.expires)),
    buildAppliesTo(response.appliesTo),
    assertionHolder,
    part('RequestedAttachedReference', reference),
    part('RequestedUnattachedReference', reference),
    part('TokenType', response.tokenType),
    part('RequestType', names.issueRequestType),
    part('KeyType', names.bearerKeyType),
  )
  return { content: wrapResponse(content), assertionHolder }
}

/** Throws WSTRUST_NOT_A_RESPONSE, WSTRUST_TOKEN_NOT_ALONE, WSTRUST_RESPONSE_MALFORMED, or an XML_… error. */
export function parseRequestSecurityTokenResponse(content: XmlElement): RequestSecurityTokenResponse {
  for (const { version, names, unwrapResponse } of Object.values(trustDialects)) {
    const response = unwrapResponse(content)
    if (response === undefined) continue
    const lifetime = getChild(response, names.namespace, 'Lifetime')
    const reference = getChild(response, names.namespace, 'RequestedAttachedReference')
    return {
      version,
      created: timeIn(lifetime, 'Created'),
      expires: timeIn(lifetime, 'Expires'),
      appliesTo: required('AppliesTo', parseAppliesTo(response)),
      tokenType: textOf(getChild(response, names.namespace, 'TokenType')),
      assertionId: parseReference(reference),
      assertion: serializeXml(onlyElement(getChild(response, names.namespace, 'RequestedSecurityToken'))),
    }
  }
  throw new IdpError('WSTRUST_NOT_A_RESPONSE', {
    element: content.local.slice(0, 80),
    namespace: content.namespace.slice(0, 200),
  })
}

/** [WSSSAML11 §3.4] */
function buildReference(assertionId: string): XmlElement {
  const identifier = element(
    'o',
    wsSecurity.extension,
    'KeyIdentifier',
    { ValueType: wsSecurity.samlAssertionId },
    assertionId,
  )
  const tokenType = qualified('k', wsSecurity.extension11, 'TokenType', wsSecurity.samlV11TokenType)
  return element('o', wsSecurity.extension, 'SecurityTokenReference', [tokenType], identifier)
}

function parseReference(holder: XmlElement): string {
  const reference = getChild(holder, wsSecurity.extension, 'SecurityTokenReference')
  return required('KeyIdentifier', uriOf(getChild(reference, wsSecurity.extension, 'KeyIdentifier')))
}

function utilityTime(local: string, moment: Date): XmlElement {
  return element('wsu', wsSecurity.utility, local, [], serializeDateTime(moment))
}

function timeIn(lifetime: XmlElement, local: string): Date {
  return required(local, parseDateTime(textOf(getChild(lifetime, wsSecurity.utility, local))))
}

/** Some clients take the inner text whole, or write each child out again: white space would end up in the assertion, or double it. */
function onlyElement(holder: XmlElement): XmlElement {
  const [only, ...more] = holder.children
  if (only === undefined || typeof only === 'string' || more.length > 0)
    throw new IdpError('WSTRUST_TOKEN_NOT_ALONE', { count: holder.children.length })
  return only
}

function required<T>(local: string, value: T | undefined): T {
  if (value === undefined) throw new IdpError('WSTRUST_RESPONSE_MALFORMED', { element: local })
  return value
}
