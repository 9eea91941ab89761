// A table: the names of WS-Policy and of the policy vocabularies AD FS publishes in its MEX document.
export const wsPolicy = {
  /** `wsp` [WSPolicy12]: policies, and AppliesTo in both WS-Trust versions as the clients write it. */
  namespace: 'http://schemas.xmlsoap.org/ws/2004/09/policy',
  /** `sp` of WS-SecurityPolicy 1.2 [WSSP12 §2.1]. */
  securityPolicy200702: 'http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702',
  /** `sp` of the submission of July 2005; windowstransport uses it in both WS-Trust versions. */
  securityPolicy200507: 'http://schemas.xmlsoap.org/ws/2005/07/securitypolicy',
  /** `mssp`: Microsoft's RsaToken. */
  microsoftSecurityPolicy: 'http://schemas.microsoft.com/ws/2005/07/securitypolicy',
  /** `http`: NegotiateAuthentication, by which clients know windowstransport. */
  http: 'http://schemas.microsoft.com/ws/06/2004/policy/http',
} as const
