/**
 * wresult: the response that the browser carries to the relying party. [WSFed12 §13.2.3] [MS-MWBF §2.2.4.1]
 * In: a value, or the text of the form field (untrusted). Out: the other. Version 2005 stands alone, 1.3 in a collection; the
 * assertion inside goes through untouched. Not verified when read: the assertion's signature or content.
 */

import {
  buildRequestSecurityTokenResponse,
  parseRequestSecurityTokenResponse,
  type RequestSecurityTokenResponse,
} from '../ws-trust/request-security-token-response.ts'
import { documentLimits, parseXml } from '../xml/parse-xml.ts'
import { serializeXmlAround } from '../xml/serialize-xml.ts'

export function serializeSignInResult(response: RequestSecurityTokenResponse): string {
  const { content, assertionHolder } = buildRequestSecurityTokenResponse(response)
  return serializeXmlAround(content, assertionHolder, response.assertion)
}

/** Throws WSTRUST_… and XML_…. */
export function parseSignInResult(wresult: string): RequestSecurityTokenResponse {
  return parseRequestSecurityTokenResponse(parseXml(new TextEncoder().encode(wresult), documentLimits))
}
