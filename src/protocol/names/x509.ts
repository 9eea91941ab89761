// A table: the object identifiers of X.509 certificates [RFC5280 §4.1], PKCS #10 requests [RFC2986 §4.1], and of Microsoft's device certificates.
export const x509 = {
  sha256WithRsa: '1.2.840.113549.1.1.11',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  attributes: { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11', DC: '0.9.2342.19200300.100.1.25' },
  /** PKCS #9 attribute of a request that holds wanted extensions [RFC2985 §5.4.2]. */
  extensionRequest: '1.2.840.113549.1.9.14',
  /** Extensions of a device certificate of Entra, below Microsoft's 1.2.840.113556.1.5.284; the nonce stands in the request. */
  device: {
    deviceId: '1.2.840.113556.1.5.284.2',
    requestNonce: '1.2.840.113556.1.5.284.2.1',
    tenantId: '1.2.840.113556.1.5.284.5',
    joinType: '1.2.840.113556.1.5.284.7',
    tenantRegion: '1.2.840.113556.1.5.284.8',
  },
} as const
