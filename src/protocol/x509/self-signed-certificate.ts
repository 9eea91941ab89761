import { derTags, serializeDer } from '../kerberos/der.ts'
import { x509 } from '../names/x509.ts'
import {
  type CertificateContent,
  type CertificateExtension,
  makeCertificate,
  type SignBytes,
} from './make-certificate.ts'

/**
 * A self-signed X.509 certificate of a signing key [RFC5280 §4.1]. In: the public key and what the certificate says of it.
 * Out: DER. The signature is made by the caller's function, sha256WithRSAEncryption [RFC4055 §5]; it is not verified here.
 */
export type CertificateFields = Pick<CertificateContent, 'serialNumber' | 'notBefore' | 'notAfter' | 'publicKey'> & {
  readonly commonName: string
}

export function selfSignedCertificate(
  { commonName, ...fields }: CertificateFields,
  sign: SignBytes,
): Promise<Uint8Array> {
  const name = [['CN', commonName]] as const
  return makeCertificate(
    { ...fields, issuer: name, subject: name, extensions: [notAnAuthority, forSignaturesOnly] },
    sign,
  )
}

/** [RFC5280 §4.2.1.9] cA is false, which DER leaves out. */
const notAnAuthority: CertificateExtension = {
  oid: x509.basicConstraints,
  critical: true,
  value: serializeDer(derTags.sequence),
}

/** [RFC5280 §4.2.1.3] digitalSignature is the first bit; the other seven are unused. */
const forSignaturesOnly: CertificateExtension = {
  oid: x509.keyUsage,
  critical: true,
  value: serializeDer(derTags.bitString, Uint8Array.of(7, 0x80)),
}
