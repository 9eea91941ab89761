// A table: the names of WSDL 1.1 [WSDL11 §1.2] and of its SOAP 1.2 binding, and the target namespace AD FS publishes under.
export const wsdl = {
  namespace: 'http://schemas.xmlsoap.org/wsdl/',
  soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/',
  /** The one transport every client looks for in soap12:binding. */
  httpTransport: 'http://schemas.xmlsoap.org/soap/http',
  /** `tns`: AD FS's own service namespace; clients were built for this layout. */
  securityTokenService: 'http://schemas.microsoft.com/ws/2008/06/identity/securitytokenservice',
} as const
