import { trustDialects } from '../../protocol/ws-trust/dialects.ts'
import {
  replyContentType,
  responseAddressing,
  serializeTokenResponse,
} from '../../protocol/ws-trust/token-response-message.ts'
import type { AcceptedRequest, HttpReply, MintedAssertion, VerifiedPrincipal } from '../stages.ts'

/**
 * The last stage: the signed assertion goes back to the one who authenticated, and to nobody else.
 * In: the assertion, untouched; the request it answers; the proof of ours that the caller may ask for (mutual authentication).
 * Out: a response in the version of the request, as AD FS writes it. [WSTrust13 §4.4] [WSTrust0502 §5.2] [RFC4559 §5]
 */
export function replyWithToken(
  assertion: MintedAssertion,
  request: AcceptedRequest,
  principal: VerifiedPrincipal,
): HttpReply {
  const { version } = trustDialects[request.endpoint.trustVersion]
  const body = serializeTokenResponse({
    addressing: responseAddressing(version, request.messageId),
    timestamp: timestampFor(assertion, request),
    response: {
      version,
      created: assertion.notBefore,
      expires: assertion.notOnOrAfter,
      appliesTo: request.appliesTo,
      tokenType: request.application.stsTokenType,
      assertionId: assertion.assertionId,
      assertion: assertion.xml,
    },
  })
  return { status: 200, headers: { ...headers, ...mutualAuthentication(principal.replyToken) }, body }
}

/** AD FS sends a Timestamp of five minutes on the mixed endpoints only, where the request had one. */
function timestampFor({ notBefore: created }: MintedAssertion, { endpoint, hasTimestamp }: AcceptedRequest) {
  if (endpoint.credential !== 'usernamemixed' || !hasTimestamp) return undefined
  return { created, expires: new Date(created.getTime() + 300_000) }
}

/** A token must not be kept by anything on the way. */
const headers = { 'cache-control': 'no-store', 'content-type': replyContentType } as const

/** [RFC4559 §5] The gssapi-data of the final answer. */
function mutualAuthentication(replyToken: Uint8Array | undefined): Readonly<Record<string, string>> {
  if (replyToken === undefined) return {}
  return { 'www-authenticate': `Negotiate ${Buffer.from(replyToken).toString('base64')}` }
}
