// A table: the namespaces of the claims Entra reads in a SAML 1.1 assertion (`AttributeNamespace`).
export const claimNamespaces = {
  /** UPN, as AD FS's rule set for Microsoft 365 writes it. */
  claims: 'http://schemas.xmlsoap.org/claims',
  identityClaims2005: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims',
  /** ImmutableID. */
  liveIdFederation: 'http://schemas.microsoft.com/LiveID/Federation/2008/05',
  /** accounttype, and what AD FS says of the caller's network and password. */
  microsoft2012: 'http://schemas.microsoft.com/ws/2012/01',
  /** onpremobjectguid. */
  microsoftIdentityClaims: 'http://schemas.microsoft.com/identity/claims',
  /** primarysid, issuerid, authenticationmethod. */
  microsoftIdentityClaims2008: 'http://schemas.microsoft.com/ws/2008/06/identity/claims',
  /** authnmethodsreferences. */
  microsoftClaims: 'http://schemas.microsoft.com/claims',
  /** multifactorauthenticationinstant. */
  microsoftIdentityClaims2017: 'http://schemas.microsoft.com/ws/2017/04/identity/claims',
  /** psso. */
  microsoft2014: 'http://schemas.microsoft.com/2014/03',
} as const

/** Values with a meaning of their own. */
export const claimValues = {
  /** A second factor was used, in either of the MFA claims. */
  multipleAuthn: 'http://schemas.microsoft.com/claims/multipleauthn',
} as const
