import { derTags, serializeDer, serializeOid } from '../kerberos/der.ts'
import { x509 } from '../names/x509.ts'
import { serializeX509Name, type X509Name } from './x509-name.ts'

/**
 * Writes X.509 version 3 certificates with RSA-SHA256 [RFC5280 §4.1]. In: what the certificate shall say, and a way to sign.
 * Out: its DER. Not verified: that the key that signs belongs to the issuer named.
 */
export async function makeCertificate(content: CertificateContent, sign: SignBytes): Promise<Uint8Array> {
  const tbs = serializeDer(
    derTags.sequence,
    serializeDer(0xa0, serializeInteger(Uint8Array.of(2))),
    serializeInteger(content.serialNumber),
    sha256WithRsa(),
    serializeX509Name(content.issuer),
    serializeDer(derTags.sequence, serializeTime(content.notBefore), serializeTime(content.notAfter)),
    serializeX509Name(content.subject),
    content.publicKey,
    ...(content.extensions.length === 0 ? [] : [serializeDer(0xa3, serializeExtensions(content.extensions))]),
  )
  return serializeDer(derTags.sequence, tbs, sha256WithRsa(), serializeBitString(await sign(tbs)))
}

export interface CertificateContent {
  /** Big-endian; made positive and kept within 20 octets by whoever chooses it [RFC5280 §4.1.2.2]. */
  readonly serialNumber: Uint8Array
  readonly issuer: X509Name
  readonly subject: X509Name
  readonly notBefore: Date
  readonly notAfter: Date
  /** DER of SubjectPublicKeyInfo, as node:crypto exports it. */
  readonly publicKey: Uint8Array
  readonly extensions: readonly CertificateExtension[]
}

export interface CertificateExtension {
  readonly oid: string
  readonly critical: boolean
  /** DER of the extension's own type. */
  readonly value: Uint8Array
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export type SignBytes = (bytes: Uint8Array) => Promise<Uint8Array>

export function serializeExtensions(extensions: readonly CertificateExtension[]): Uint8Array {
  return serializeDer(
    derTags.sequence,
    ...extensions.map(({ oid, critical, value }) =>
      serializeDer(
        derTags.sequence,
        serializeOid(oid),
        ...(critical ? [serializeDer(0x01, Uint8Array.of(0xff))] : []),
        serializeDer(derTags.octetString, value),
      ),
    ),
  )
}

export function sha256WithRsa(): Uint8Array {
  return serializeDer(derTags.sequence, serializeOid(x509.sha256WithRsa), serializeDer(0x05))
}

/** A BIT STRING without unused bits. */
export function serializeBitString(bytes: Uint8Array): Uint8Array {
  return serializeDer(derTags.bitString, Uint8Array.of(0), bytes)
}

/** A positive INTEGER from big-endian bytes: no leading zeros but the one that keeps it positive [X690 §8.3.2]. */
export function serializeInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((octet) => octet !== 0)
  const minimal = start < 0 ? Uint8Array.of(0) : bytes.subarray(start)
  const isHigh = (minimal[0] ?? 0) >= 0x80
  return serializeDer(derTags.integer, ...(isHigh ? [Uint8Array.of(0), minimal] : [minimal]))
}

/** [RFC5280 §4.1.2.5] UTCTime through 2049, GeneralizedTime after; whole seconds. */
function serializeTime(time: Date): Uint8Array {
  const digits = time.toISOString().replace(/\D/g, '').slice(0, 14)
  const isUtcTime = time.getUTCFullYear() < 2050
  return serializeDer(
    isUtcTime ? 0x17 : derTags.generalizedTime,
    Buffer.from(`${isUtcTime ? digits.slice(2) : digits}Z`, 'ascii'),
  )
}
