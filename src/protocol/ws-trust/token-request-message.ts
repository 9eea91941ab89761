/**
 * A whole token request: SOAP envelope, addressing and security headers, RequestSecurityToken.
 * In: the bytes of an HTTP body (untrusted), or a value. Out: the other. [WSTrust13 §3] [SOAP12 §5]
 * Parsing refuses header blocks that must be understood and are not. Not verified: whether the request is acceptable (issuance/accept),
 * and every credential in it.
 */

import { wsAddressing } from '../names/ws-addressing.ts'
import { wsSecurity } from '../names/ws-security.ts'
import { type Addressing, buildAddressing, isMessageId, noAddressing, parseAddressing } from '../soap/addressing.ts'
import { buildEnvelope, parseEnvelope, requireUnderstood, type SoapEnvelope } from '../soap/envelope.ts'
import { buildSecurityHeader, parseSecurityHeader, type SecurityHeader } from '../soap/security-header.ts'
import { parseXml } from '../xml/parse-xml.ts'
import { serializeXml } from '../xml/serialize-xml.ts'
import { findDialectByNamespace, trustDialects } from './dialects.ts'
import {
  buildRequestSecurityToken,
  parseRequestSecurityToken,
  type RequestSecurityToken,
} from './request-security-token.ts'
import type { TrustVersion } from './trust-dialect.ts'

export interface TokenRequestMessage {
  readonly addressing: Addressing
  /** Undefined without a Security header, as windowstransport requests come. */
  readonly security: SecurityHeader | undefined
  readonly request: RequestSecurityToken
}

/** Throws XML_…, SOAP_… or WSTRUST_… errors. */
export function parseTokenRequest(bytes: Uint8Array): TokenRequestMessage {
  const { headers, content } = parseEnvelope(parseXml(bytes))
  requireUnderstood(headers, [wsAddressing.namespace, wsSecurity.extension])
  return {
    addressing: parseAddressing(headers),
    security: parseSecurityHeader(headers),
    request: parseRequestSecurityToken(content),
  }
}

/** One line of text. Of the security header the Timestamp and the UsernameToken are written. */
export function serializeTokenRequest({ addressing, security, request }: TokenRequestMessage): string {
  const securityHeader = security === undefined ? [] : [buildSecurityHeader(security.timestamp, security.usernameToken)]
  const headers = [...buildAddressing(addressing), ...securityHeader]
  return serializeXml(buildEnvelope({ headers, content: buildRequestSecurityToken(request) }))
}

/** What a client of windowstransport sends to get a token for `appliesTo`: no Security header, no TokenType. */
export function issueRequest(
  version: TrustVersion,
  { to, messageId, appliesTo }: { to: string; messageId: string; appliesTo: string },
): TokenRequestMessage {
  const { names } = trustDialects[version]
  return {
    addressing: { ...noAddressing, action: names.requestAction, messageId, replyTo: wsAddressing.anonymous, to },
    security: undefined,
    request: {
      version,
      requestType: names.issueRequestType,
      tokenType: undefined,
      keyType: names.bearerKeyType,
      appliesTo,
    },
  }
}

/** The MessageID that a reply may relate to, of any message that has one. Never throws: a refusal may be about the body itself. */
export function findMessageId(bytes: Uint8Array): string | undefined {
  return findIn(bytes, ({ headers }) => {
    const { messageId } = parseAddressing(headers)
    return messageId !== undefined && isMessageId(messageId) ? messageId : undefined
  })
}

/** The version of a request that says it, by its Body. Never throws. */
export function findTrustVersion(bytes: Uint8Array): TrustVersion | undefined {
  return findIn(bytes, ({ content }) => findDialectByNamespace(content.namespace)?.version)
}

function findIn<T>(bytes: Uint8Array, find: (envelope: SoapEnvelope) => T | undefined): T | undefined {
  try {
    return find(parseEnvelope(parseXml(bytes)))
  } catch {
    return undefined
  }
}
