// A table: the names of XML Signature [XMLDSig §6], Exclusive C14N [ExcC14N §4] and the RSA identifiers of [RFC9231 §2].
export const xmlSignature = {
  namespace: 'http://www.w3.org/2000/09/xmldsig#',
  envelopedSignature: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  exclusiveCanonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  /** By hash, as node:crypto names it. SHA-1 is deliberately not here. */
  algorithms: {
    sha256: {
      signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
    },
    sha384: {
      signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
      digest: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
    },
    sha512: {
      signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digest: 'http://www.w3.org/2001/04/xmlenc#sha512',
    },
  },
} as const
