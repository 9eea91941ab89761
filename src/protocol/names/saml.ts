// A table: the names of SAML 1.1 [SAMLCore11 §2] [SAMLCore11 §7] and the values Entra expects in them.
export const saml = {
  /** SAML 1.1 kept the 1.0 namespace [SAMLCore11 §1.2]; it is the TokenType of both WS-Trust versions too. */
  assertion: 'urn:oasis:names:tc:SAML:1.0:assertion',
  bearer: 'urn:oasis:names:tc:SAML:1.0:cm:bearer',
  nameIdentifierFormats: {
    unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
    emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  },
  authenticationMethods: {
    password: 'urn:oasis:names:tc:SAML:1.0:am:password',
    x509: 'urn:oasis:names:tc:SAML:1.0:am:X509-PKI',
    kerberos: 'urn:ietf:rfc:1510',
    /** Not of SAML: AD FS writes it where the caller came by Windows authentication, and Entra expects it for devices. */
    windows: 'urn:federation:authentication:windows',
  },
  /** The SAML 2.0 assertion namespace: only to say clearly that it is not issued here. */
  assertion20: 'urn:oasis:names:tc:SAML:2.0:assertion',
} as const
