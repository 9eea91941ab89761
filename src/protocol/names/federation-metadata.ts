// A table: the names of federation metadata [WSFed12 §3.1] inside SAML 2.0's metadata document [SAMLMeta20 §2.3], as AD FS publishes it.
export const federationMetadata = {
  saml20: 'urn:oasis:names:tc:SAML:2.0:metadata',
  federation: 'http://docs.oasis-open.org/wsfed/federation/200706',
  authorization: 'http://docs.oasis-open.org/wsfed/authorization/200706',
  metadataExchange: 'http://schemas.xmlsoap.org/ws/2004/09/mex',
  /** The claim type under which a NameIdentifier is offered. */
  nameIdentifier: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
} as const
