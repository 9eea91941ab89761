// A table: the names of the WS-Federation passive profile [WSFed12 §13.1] and the authentication methods its wauth may ask for.
export const wsFederation = {
  signIn: 'wsignin1.0',
  signOut: 'wsignout1.0',
  /** From whoever signs the user out everywhere to those he is signed in at [WSFed12 §13.2.4]. */
  cleanUp: 'wsignoutcleanup1.0',
} as const

/** What wauth may name. Microsoft's own URIs stand beside those of SAML 1.1: Entra and its clients send either. */
export const authenticationDemands = {
  password: [
    'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password',
    'urn:oasis:names:tc:SAML:1.0:am:password',
  ],
  windows: [
    'http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/windows',
    'urn:federation:authentication:windows',
    'urn:ietf:rfc:1510',
  ],
  multipleAuthn: ['http://schemas.microsoft.com/claims/multipleauthn'],
  /** Either of the two above; older Windows asks for it. */
  wiaOrMultiAuthn: ['http://schemas.microsoft.com/claims/wiaormultiauthn'],
} as const
