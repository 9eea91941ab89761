import { X509Certificate } from 'node:crypto'

/** What the checks look at in a certificate; undefined for base64 that is none. */
export interface ReadCertificate {
  readonly notBefore: string
  readonly notAfter: string
  readonly keyType: string
  readonly keyBits: number | undefined
  /** As OpenSSL names it: `sha256WithRSAEncryption`. */
  readonly signatureAlgorithm: string
  readonly thumbprint: string
}

export function readCertificate(base64: string): ReadCertificate | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'))
    return {
      notBefore: certificate.validFromDate.toISOString(),
      notAfter: certificate.validToDate.toISOString(),
      keyType: certificate.publicKey.asymmetricKeyType ?? 'unknown',
      keyBits: certificate.publicKey.asymmetricKeyDetails?.modulusLength,
      signatureAlgorithm: certificate.signatureAlgorithm ?? 'unknown',
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
    }
  } catch {
    return undefined
  }
}
