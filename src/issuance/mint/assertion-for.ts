import type { Application } from '../../config/application.ts'
import { IdpError } from '../../errors.ts'
import type { SamlAssertion } from '../../protocol/saml/saml-assertion.ts'
import type { Claims } from '../stages.ts'

/**
 * What an assertion will say, before anything is written or signed; previews stop here.
 * In: mapped claims and the application. Out: SamlAssertion: issuer and audience only from the settings, times from the caller's clock.
 * [SAMLCore11 §2.3.2] Not verified: that the claims are those Entra asks for, which `map` has judged.
 */
export function assertionFor(claims: Claims, application: Application, when: AssertionTimes): SamlAssertion {
  if (application.issuerUri === undefined) throw new IdpError('MINT_ISSUER_MISSING', { application: application.id })
  checkClaims(claims, application.id)
  return {
    // An NCName may not begin with a digit, as many UUIDs do; AD FS writes the underscore too.
    assertionId: `_${when.uuid}`,
    issuer: application.issuerUri,
    issueInstant: when.now,
    notBefore: when.now,
    notOnOrAfter: new Date(when.now.getTime() + when.lifetimeSeconds * 1000),
    audience: application.audienceRestriction,
    nameIdentifier: claims.nameIdentifier,
    attributes: claims.attributes,
    authenticationMethod: claims.authenticationMethod,
    authenticationInstant: claims.authenticationInstant,
  }
}

export interface AssertionTimes {
  readonly now: Date
  readonly uuid: string
  readonly lifetimeSeconds: number
}

/** [SAMLCore11 §2.4.4] An attribute statement holds attributes, and each of them values; a claim twice would have two readings. */
function checkClaims({ attributes, nameIdentifier }: Claims, applicationId: string): void {
  if (attributes.length === 0 || nameIdentifier.value === '')
    throw new IdpError('MINT_CLAIMS_MISSING', { application: applicationId })
  const seen = new Set<string>()
  for (const { name, namespace, values } of attributes) {
    const claim = `${namespace}/${name}`
    if (values.length === 0) throw new IdpError('MINT_CLAIM_EMPTY', { application: applicationId, claim })
    if (seen.has(claim)) throw new IdpError('MINT_CLAIM_REPEATED', { application: applicationId, claim })
    seen.add(claim)
  }
}
