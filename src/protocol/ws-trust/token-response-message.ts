/**
 * A whole reply to a token request: a response with the assertion, or a fault.
 * In: a value, or the bytes of an HTTP body (untrusted). Out: the other, on one line. [WSTrust13 §4.3, §11]
 * Not verified when read: the assertion.
 */

import { IdpError } from '../../errors.ts'
import { soap } from '../names/soap.ts'
import { wsAddressing } from '../names/ws-addressing.ts'
import { type Addressing, buildAddressing, noAddressing, parseAddressing } from '../soap/addressing.ts'
import { buildEnvelope, parseEnvelope } from '../soap/envelope.ts'
import { buildFault, parseFault, type SoapFault } from '../soap/fault.ts'
import { buildSecurityHeader, parseSecurityHeader, type Timestamp } from '../soap/security-header.ts'
import { documentLimits, parseXml } from '../xml/parse-xml.ts'
import { serializeXml, serializeXmlAround } from '../xml/serialize-xml.ts'
import { trustDialects } from './dialects.ts'
import {
  buildRequestSecurityTokenResponse,
  parseRequestSecurityTokenResponse,
  type RequestSecurityTokenResponse,
} from './request-security-token-response.ts'

/** Content-Type of every reply; MSIdentityTools asks for exactly this media type. */
export const replyContentType = `${soap.mediaType}; charset=utf-8`

export interface TokenResponseMessage {
  readonly addressing: Addressing
  /** On the mixed endpoints, where the request had one too. */
  readonly timestamp: Timestamp | undefined
  readonly response: RequestSecurityTokenResponse
}

export function serializeTokenResponse({ addressing, timestamp, response }: TokenResponseMessage): string {
  const { content, assertionHolder } = buildRequestSecurityTokenResponse(response)
  const securityHeader = timestamp === undefined ? [] : [buildSecurityHeader(timestamp)]
  const headers = [...buildAddressing(addressing), ...securityHeader]
  return serializeXmlAround(buildEnvelope({ headers, content }), assertionHolder, response.assertion)
}

/** Throws WSTRUST_FAULT_RECEIVED with the fault's subcode and reason when that is what came, else as the parsers say. */
export function parseTokenResponse(bytes: Uint8Array): TokenResponseMessage {
  const { headers, content } = parseEnvelope(parseXml(bytes, documentLimits))
  const fault = parseFault(content)
  if (fault !== undefined)
    throw new IdpError('WSTRUST_FAULT_RECEIVED', { subcode: fault.subcode?.local, reason: fault.reason })
  return {
    addressing: parseAddressing(headers),
    timestamp: parseSecurityHeader(headers)?.timestamp,
    response: parseRequestSecurityTokenResponse(content),
  }
}

/** The headers of a response: its Action, the request it answers, and `anonymous`, the connection it came by [WSAddr10 §3.4]. */
export function responseAddressing(version: keyof typeof trustDialects, messageId: string | undefined): Addressing {
  const { responseAction } = trustDialects[version].names
  return { ...noAddressing, action: responseAction, relatesTo: messageId, to: wsAddressing.anonymous }
}

export interface FaultMessage {
  readonly relatesTo: string | undefined
  readonly fault: SoapFault
}

export function serializeFaultMessage({ relatesTo, fault }: FaultMessage): string {
  const addressing = {
    ...noAddressing,
    action: wsAddressing.faultAction,
    relatesTo,
    to: wsAddressing.anonymous,
  }
  return serializeXml(buildEnvelope({ headers: buildAddressing(addressing), content: buildFault(fault) }))
}

/** Undefined when the message is not a fault. Throws XML_… or SOAP_… errors when it is no message at all. */
export function parseFaultMessage(bytes: Uint8Array): FaultMessage | undefined {
  const { headers, content } = parseEnvelope(parseXml(bytes, documentLimits))
  const fault = parseFault(content)
  return fault && { relatesTo: parseAddressing(headers).relatesTo, fault }
}
