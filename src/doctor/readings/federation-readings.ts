import type { Fact, Facts, ReadingBase } from '../fact.ts'

/** A metadata exchange document. */
export interface Mex extends ReadingBase<'mex'> {
  readonly endpoints: readonly MexEndpoint[]
  /** What a client could stumble over: a document type, another root than WSDL, addresses that are not https. */
  readonly problems: readonly Fact[]
}

export interface MexEndpoint {
  readonly credential: 'windowstransport' | 'usernamemixed' | 'certificatemixed' | 'other'
  readonly version: '13' | '2005' | 'other'
  readonly address: Fact
}

/** `FederationMetadata.xml`. */
export interface FederationMetadata extends ReadingBase<'federation-metadata'> {
  readonly facts: Facts<'entityId' | 'passiveEndpoint' | 'validUntil'>
  /** Base64 of the DER, without blanks. */
  readonly certificates: readonly Fact[]
}

/** A SAML 1.1 assertion, or the readable part of one. Signature value and key material are not kept. */
export interface SamlAssertionReading extends ReadingBase<'saml-assertion'> {
  readonly facts: Facts<
    | 'issuer'
    | 'audience'
    | 'issueInstant'
    | 'notBefore'
    | 'notOnOrAfter'
    | 'nameIdentifier'
    | 'nameIdentifierFormat'
    | 'authenticationMethod'
    | 'signatureMethod'
    /** Base64 of the DER, without blanks. */
    | 'certificate'
    /** Of the RSTR around it. */
    | 'appliesTo'
  >
  readonly claims: readonly SamlClaim[]
}

export interface SamlClaim {
  readonly name: Fact
  readonly namespace: Fact
  readonly values: readonly Fact[]
}

export interface SoapFaultReading extends ReadingBase<'soap-fault'> {
  readonly facts: Facts<'code' | 'subcode' | 'reason'>
}

/** One request of a HAR or SAML-tracer export: path without query, status, nothing of headers, cookies or bodies. */
export interface HttpExchange extends ReadingBase<'http-exchange'> {
  readonly facts: Facts<'method' | 'host' | 'path' | 'status' | 'contentType'>
  /** What the export holds that must not be passed on: a live cookie, ticket or assertion. Value: what it is, never the thing. */
  readonly secrets: readonly Fact[]
}
