import { X509Certificate } from 'node:crypto'

/** What an administrator compares a certificate by. */
export interface CertificateDescription {
  readonly subject: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** SHA-1 of the certificate in upper-case hexadecimal, as Windows and Entra show it. */
  readonly thumbprint: string
  readonly thumbprintSha256: string
}

export function describeCertificate(der: Uint8Array): CertificateDescription {
  const certificate = new X509Certificate(der)
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    notBefore: certificate.validFromDate,
    notAfter: certificate.validToDate,
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
  }
}
