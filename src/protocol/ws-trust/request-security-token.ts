/**
 * RequestSecurityToken: what a client asks for. [WSTrust13 §3.1] [WSTrust0502 §5.1]
 * In: a Body's content (untrusted). Out: its version and the four things we look at, as texts; KeySize, Entropy, Claims, Lifetime
 * and the like are passed over. Not verified: whether we are willing to give what is asked for (issuance/accept).
 */

import { IdpError } from '../../errors.ts'
import { wsAddressing } from '../names/ws-addressing.ts'
import { wsPolicy } from '../names/ws-policy.ts'
import { uriOf } from '../soap/addressing.ts'
import { child, getChild } from '../xml/read-xml.ts'
import { element, type XmlElement } from '../xml/xml-element.ts'
import { findDialectByNamespace, trustDialects } from './dialects.ts'
import type { TrustVersion } from './trust-dialect.ts'

export interface RequestSecurityToken {
  readonly version: TrustVersion
  readonly requestType: string | undefined
  readonly tokenType: string | undefined
  readonly keyType: string | undefined
  /** The address inside AppliesTo: who the token is for [WSTrust13 §4.1]. */
  readonly appliesTo: string | undefined
}

/** Throws WSTRUST_NOT_A_REQUEST, or an XML_… error for what stands twice or holds elements in place of text. */
export function parseRequestSecurityToken(content: XmlElement): RequestSecurityToken {
  const dialect = findDialectByNamespace(content.namespace)
  if (dialect === undefined || content.local !== 'RequestSecurityToken')
    throw new IdpError('WSTRUST_NOT_A_REQUEST', {
      element: content.local.slice(0, 80),
      namespace: content.namespace.slice(0, 200),
    })
  const { namespace } = dialect.names
  return {
    version: dialect.version,
    requestType: uriOf(child(content, namespace, 'RequestType')),
    tokenType: uriOf(child(content, namespace, 'TokenType')),
    keyType: uriOf(child(content, namespace, 'KeyType')),
    appliesTo: parseAppliesTo(content),
  }
}

/** Order and prefixes as the Microsoft clients write them. */
export function buildRequestSecurityToken(request: RequestSecurityToken): XmlElement {
  const { names, prefix } = trustDialects[request.version]
  const part = (local: string, text: string | undefined) =>
    text === undefined ? undefined : element(prefix, names.namespace, local, [], text)
  return element(
    prefix,
    names.namespace,
    'RequestSecurityToken',
    [],
    request.appliesTo === undefined ? undefined : buildAppliesTo(request.appliesTo),
    part('KeyType', request.keyType),
    part('RequestType', request.requestType),
    part('TokenType', request.tokenType),
  )
}

/** [WSTrust13 §4.1] AppliesTo is WS-Policy's, an endpoint reference inside it is WS-Addressing's. */
export function buildAppliesTo(address: string): XmlElement {
  const reference = element(
    'a',
    wsAddressing.namespace,
    'EndpointReference',
    [],
    element('a', wsAddressing.namespace, 'Address', [], address),
  )
  return element('wsp', wsPolicy.namespace, 'AppliesTo', [], reference)
}

export function parseAppliesTo(parent: XmlElement): string | undefined {
  const appliesTo = child(parent, wsPolicy.namespace, 'AppliesTo')
  if (appliesTo === undefined) return undefined
  const reference = getChild(appliesTo, wsAddressing.namespace, 'EndpointReference')
  return uriOf(getChild(reference, wsAddressing.namespace, 'Address'))
}
