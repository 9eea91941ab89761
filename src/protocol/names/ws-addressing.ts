// A table: the names of WS-Addressing 1.0 [WSAddr10 §2], its WSDL binding [WSAddrWSDL §3.1] and Microsoft's endpoint identity.
export const wsAddressing = {
  namespace: 'http://www.w3.org/2005/08/addressing',
  anonymous: 'http://www.w3.org/2005/08/addressing/anonymous',
  /** The action of a reply that is a fault, as AD FS writes it [WSAddrSOAP §6]. */
  faultAction: 'http://www.w3.org/2005/08/addressing/soap/fault',
  /** `wsaw`: the Action attributes of a WSDL portType, and UsingAddressing in a policy. */
  wsdl: 'http://www.w3.org/2006/05/addressing/wsdl',
  /** `id`: which account an endpoint runs as; AD FS writes it under windowstransport ports. */
  identity: 'http://schemas.xmlsoap.org/ws/2006/02/addressingidentity',
} as const
