// A table: the names of SOAP 1.2 [SOAP12 §5], the only version Windows and the Microsoft clients speak here.
export const soap = {
  namespace: 'http://www.w3.org/2003/05/soap-envelope',
  mediaType: 'application/soap+xml',
} as const
