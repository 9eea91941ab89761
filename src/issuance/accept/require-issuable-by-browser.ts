import type { Application } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'
import { saml } from '../../protocol/names/saml.ts'
import { wsSecurity } from '../../protocol/names/ws-security.ts'
import type { PassiveRequest } from '../../protocol/ws-federation/passive-request.ts'
import { parseRequestSecurityToken, type RequestSecurityToken } from '../../protocol/ws-trust/request-security-token.ts'
import { documentLimits, parseXml } from '../../protocol/xml/parse-xml.ts'

/**
 * wreq: a RequestSecurityToken inside the query. [WSFed12 §13.2.2] In: its text (untrusted). Out: nothing, or a refusal of what we
 * cannot give: another kind of token, or a token for somebody else. What else it asks for is passed over, as AD FS does.
 */
export function requireIssuableByBrowser({ wreq }: PassiveRequest, application: Application): void {
  if (wreq === undefined || wreq.trim() === '') return
  const { tokenType, appliesTo } = parseRequest(wreq, application)
  const audiences = [application.audienceRestriction, ...application.appliesTo]
  const isSaml11 =
    tokenType === undefined || [saml.assertion, wsSecurity.samlV11TokenType].some((own) => own === tokenType)
  if (!isSaml11 || (appliesTo !== undefined && !audiences.includes(appliesTo)))
    throw refused(isSaml11 ? (appliesTo ?? '') : (tokenType ?? ''), application)
}

function parseRequest(wreq: string, application: Application): RequestSecurityToken {
  try {
    return parseRequestSecurityToken(parseXml(new TextEncoder().encode(wreq), documentLimits))
  } catch (error) {
    if (!(error instanceof IdpError)) throw error
    throw refused(`something that is no request (${error.code})`, application)
  }
}

function refused(observed: string, application: Application): IdpError {
  const expected = [application.audienceRestriction, ...application.appliesTo]
  return new IdpError('ACCEPT_WREQ_UNSUPPORTED', { observed: observed.slice(0, 200), expected })
}
