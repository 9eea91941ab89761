import { wsFederation } from '../../protocol/names/ws-federation.ts'
import { wsSecurity } from '../../protocol/names/ws-security.ts'
import { serializeSignInResult } from '../../protocol/ws-federation/sign-in-result.ts'
import type { AcceptedSignIn, BrowserReply, MintedAssertion, VerifiedPrincipal } from '../stages.ts'

/**
 * The last stage of the passive flow: the signed assertion goes, in a form, to one of the application's own addresses.
 * In: the assertion, untouched; the request it answers, whose wctx goes back as it came. Out: a page that posts wa, wresult and wctx.
 * [WSFed12 §13.2.3] wsTrustVersion 1.2 is a bare response of 2005, 1.3 a collection; its TokenType is that of the SAML token profile.
 */
export function replyWithForm(
  assertion: MintedAssertion,
  { application, replyAddress, wctx }: AcceptedSignIn,
  principal: VerifiedPrincipal,
  cookies: readonly string[],
): BrowserReply {
  const wresult = serializeSignInResult({
    version: application.wsTrustVersion === '1.2' ? '2005' : '13',
    created: assertion.notBefore,
    expires: assertion.notOnOrAfter,
    appliesTo: application.audienceRestriction,
    tokenType: wsSecurity.samlV11TokenType,
    assertionId: assertion.assertionId,
    assertion: assertion.xml,
  })
  const fields = { wa: wsFederation.signIn, wresult, ...(wctx === undefined ? {} : { wctx }) }
  return {
    status: 200,
    headers: mutualAuthentication(principal.replyToken),
    cookies,
    page: { kind: 'postToken', address: replyAddress, fields },
  }
}

/** [RFC4559 §5] The gssapi-data of the final answer. */
function mutualAuthentication(replyToken: Uint8Array | undefined): Readonly<Record<string, string>> {
  if (replyToken === undefined) return {}
  return { 'www-authenticate': `Negotiate ${Buffer.from(replyToken).toString('base64')}` }
}
