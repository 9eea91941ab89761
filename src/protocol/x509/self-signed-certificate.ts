import {
  derBitString,
  derExplicit,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derSet,
  derTime,
  derTrue,
  derUnsignedInteger,
  derUtf8String,
} from './write-der.ts'

/**
 * A self-signed X.509 certificate of a signing key [RFC5280 §4.1]. In: the public key and what the certificate says of it.
 * Out: DER. The signature is made by the caller's function, sha256WithRSAEncryption [RFC4055 §5]; it is not verified here.
 */

export interface CertificateFields {
  readonly commonName: string
  /** Big-endian bytes, positive, at most 20 [RFC5280 §4.1.2.2]. */
  readonly serialNumber: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
}

const oids = {
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  sha256WithRsa: '1.2.840.113549.1.1.11',
} as const

const signatureAlgorithm = derSequence(derObjectIdentifier(oids.sha256WithRsa), derNull)

export async function selfSignedCertificate(
  fields: CertificateFields,
  sign: (toBeSigned: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const toBeSigned = tbsCertificate(fields)
  return derSequence(toBeSigned, signatureAlgorithm, derBitString(await sign(toBeSigned)))
}

/** [RFC5280 §4.1.2] version 3, because it has extensions. */
function tbsCertificate(fields: CertificateFields): Uint8Array {
  const name = nameOf(fields.commonName)
  return derSequence(
    derExplicit(0, derUnsignedInteger(Uint8Array.of(2))),
    derUnsignedInteger(fields.serialNumber),
    signatureAlgorithm,
    name,
    derSequence(derTime(fields.notBefore), derTime(fields.notAfter)),
    name,
    fields.publicKey,
    derExplicit(3, derSequence(notAnAuthority, forSignaturesOnly)),
  )
}

function nameOf(commonName: string): Uint8Array {
  return derSequence(derSet(derSequence(derObjectIdentifier(oids.commonName), derUtf8String(commonName))))
}

/** [RFC5280 §4.2.1.9] cA is false, which DER leaves out. */
const notAnAuthority = derSequence(derObjectIdentifier(oids.basicConstraints), derTrue, derOctetString(derSequence()))

/** [RFC5280 §4.2.1.3] digitalSignature is the first bit. */
const forSignaturesOnly = derSequence(
  derObjectIdentifier(oids.keyUsage),
  derTrue,
  derOctetString(derBitString(Uint8Array.of(0x80), 7)),
)
