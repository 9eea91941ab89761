import { MIMEType } from 'node:util'
import type { Application } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'
import { saml } from '../../protocol/names/saml.ts'
import { wsSecurity } from '../../protocol/names/ws-security.ts'
import type { Timestamp } from '../../protocol/soap/security-header.ts'
import { findDialectByAction, trustDialects } from '../../protocol/ws-trust/dialects.ts'
import type { RequestSecurityToken } from '../../protocol/ws-trust/request-security-token.ts'
import type { TokenRequestMessage } from '../../protocol/ws-trust/token-request-message.ts'
import type { TrustDialect } from '../../protocol/ws-trust/trust-dialect.ts'
import type { TrustHttpRequest } from '../stages.ts'

/**
 * Whether a well-formed request asks for something we give: a new bearer SAML 1.1 assertion, in the version of the endpoint if it has one, in time, for one
 * of the application's audiences. In: the parsed message (untrusted). Out: the AppliesTo address, one of the application's own.
 * [WSTrust13 §3.1, §4.1] [WSTrust0502 §5.1] [WSS11 §10]. Not verified: who asks.
 */
export function requireIssuable(
  { addressing, request, security }: TokenRequestMessage,
  context: { http: TrustHttpRequest; application: Application; now: Date },
): string {
  const { http, application, now } = context
  const dialect = trustDialects[http.endpoint.trustVersion ?? request.version]
  if (request.version !== dialect.version)
    throw new IdpError('ACCEPT_VERSION_MISMATCH', { endpoint: http.endpoint.path, observed: request.version })
  for (const action of [addressing.action, ...transportActions(http.headers)]) requireIssueAction(action, dialect, http)
  if (security?.timestamp !== undefined) requireInTime(security.timestamp, now)
  requireBearerSaml11(request, dialect)
  return requireAudience(request.appliesTo, application)
}

/** The action may also stand in SOAPAction, or in the action parameter of Content-Type as WCF writes it, or nowhere [SOAP12Part2 §6.5]. */
function transportActions(headers: TrustHttpRequest['headers']): readonly (string | undefined)[] {
  return [headers.soapaction, actionParameter(headers['content-type'] ?? '')].map((action) => {
    const bare = action?.trim().replace(/^"(.*)"$/, '$1')
    return bare === '' ? undefined : bare
  })
}

function actionParameter(contentType: string): string | undefined {
  try {
    return new MIMEType(contentType).params.get('action') ?? undefined
  } catch {
    return undefined
  }
}

function requireIssueAction(action: string | undefined, dialect: TrustDialect, http: TrustHttpRequest): void {
  if (action === undefined || action === dialect.names.requestAction) return
  const other = findDialectByAction(action)
  if (other !== undefined)
    throw new IdpError('ACCEPT_VERSION_MISMATCH', { endpoint: http.endpoint.path, observed: other.version })
  throw new IdpError('ACCEPT_ACTION_UNSUPPORTED', {
    expected: dialect.names.requestAction,
    observed: shortened(action),
  })
}

/** As Kerberos allows [RFC4120 §1.6]. */
const skewMinutes = 5

/** [WSS11 §10] A message outside its Timestamp must not be acted on. */
function requireInTime({ created, expires }: Timestamp, now: Date): void {
  const skew = skewMinutes * 60_000
  if (created !== undefined && expires !== undefined && created > expires)
    throw new IdpError('ACCEPT_TIMESTAMP_REVERSED', { created: created.toISOString(), expires: expires.toISOString() })
  if (expires !== undefined && expires.getTime() + skew < now.getTime())
    throw new IdpError('ACCEPT_TIMESTAMP_EXPIRED', {
      expires: expires.toISOString(),
      now: now.toISOString(),
      minutes: Math.round((now.getTime() - expires.getTime()) / 60_000),
    })
  if (created !== undefined && created.getTime() - skew > now.getTime())
    throw new IdpError('ACCEPT_TIMESTAMP_NOT_YET_VALID', {
      created: created.toISOString(),
      now: now.toISOString(),
      minutes: Math.round((created.getTime() - now.getTime()) / 60_000),
    })
}

const saml11TokenTypes: readonly string[] = [saml.assertion, wsSecurity.samlV11TokenType]

/** TokenType is absent from every Microsoft client, and then means ours; a missing KeyType too, because there is no other here. */
function requireBearerSaml11({ requestType, keyType, tokenType }: RequestSecurityToken, dialect: TrustDialect): void {
  const { issueRequestType, bearerKeyType } = dialect.names
  if (requestType !== issueRequestType)
    throw new IdpError('ACCEPT_REQUEST_TYPE_UNSUPPORTED', {
      expected: issueRequestType,
      observed: requestType === undefined ? 'none' : shortened(requestType),
    })
  if (keyType !== undefined && keyType !== bearerKeyType)
    throw new IdpError('ACCEPT_KEY_TYPE_UNSUPPORTED', { expected: bearerKeyType, observed: shortened(keyType) })
  if (tokenType !== undefined && !saml11TokenTypes.includes(tokenType))
    throw new IdpError('ACCEPT_TOKEN_TYPE_UNSUPPORTED', { expected: saml11TokenTypes, observed: shortened(tokenType) })
}

/** [WSTrust13 §4.1] Compared exactly: a prefix or a different case is another relying party. */
function requireAudience(appliesTo: string | undefined, application: Application): string {
  const audiences = [application.audienceRestriction, ...application.appliesTo]
  if (appliesTo === undefined) throw new IdpError('ACCEPT_APPLIES_TO_MISSING', { application: application.name })
  if (!audiences.includes(appliesTo))
    throw new IdpError('ACCEPT_APPLIES_TO_UNKNOWN', {
      application: application.name,
      expected: audiences,
      observed: shortened(appliesTo),
    })
  return appliesTo
}

function shortened(text: string): string {
  return text.slice(0, 200)
}
