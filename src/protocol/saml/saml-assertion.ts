/**
 * A SAML 1.1 assertion as a plain value [SAMLCore11 §2]. This folder owns writing one as Entra reads it (assertion-element.ts) and
 * reading one (parse-assertion.ts); it signs nothing and decides nothing. What SAML allows beyond this shape is not written and
 * not read: several audiences restrictions, several statements of a kind, other confirmation methods, advice, evidence.
 */
export interface SamlAssertion {
  /** An NCName, unique for ever [SAMLCore11 §2.3.2]. */
  readonly assertionId: string
  readonly issuer: string
  readonly issueInstant: Date
  readonly notBefore: Date
  /** The first instant at which the assertion is no longer good. */
  readonly notOnOrAfter: Date
  readonly audience: string
  readonly nameIdentifier: NameIdentifier
  /** At least one [SAMLCore11 §2.4.4]. */
  readonly attributes: readonly SamlAttribute[]
  readonly authenticationMethod: string
  readonly authenticationInstant: Date
}

export interface NameIdentifier {
  readonly format: string
  readonly value: string
}

export interface SamlAttribute {
  readonly name: string
  readonly namespace: string
  /** At least one; each is text. */
  readonly values: readonly string[]
}
