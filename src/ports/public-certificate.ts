/** The TLS certificate of the listeners, as its file is now. */
export interface PublicCertificate {
  /** As the boot settings name it. */
  readonly file: string
  /** Why these files cannot be taken up; the rest is left out then. */
  readonly problem?: string
  readonly facts?: CertificateFacts
  /** Whether clients that ask for this host name, or address, believe it. [RFC9110 §4.3.4] */
  covers(host: string): boolean
}

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  /** subjectAltName: host names and addresses. */
  readonly names: readonly string[]
  readonly notBefore: Date
  readonly notAfter: Date
}
