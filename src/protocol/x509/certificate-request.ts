import {
  derTags,
  listDerElements,
  oidFromContent,
  parseDerElement,
  serializeDer,
  serializeOid,
} from '../kerberos/der.ts'
import { x509 } from '../names/x509.ts'
import {
  type CertificateExtension,
  type SignBytes,
  serializeBitString,
  serializeExtensions,
  serializeInteger,
  sha256WithRsa,
} from './make-certificate.ts'
import { serializeX509Name, type X509Name, x509NameText } from './x509-name.ts'

/**
 * PKCS #10 certificate requests [RFC2986 §4.2], signed with RSA-SHA256. In: what is asked for; or the DER of a request (untrusted).
 * Out: the DER; or what it says and the parts a verifier needs. Not verified: the signature, which is the reader's to check.
 */
export async function makeCertificateRequest(content: RequestContent, sign: SignBytes): Promise<Uint8Array> {
  const wanted = serializeDer(
    derTags.sequence,
    serializeOid(x509.extensionRequest),
    serializeDer(0x31, serializeExtensions(content.extensions)),
  )
  const info = serializeDer(
    derTags.sequence,
    serializeInteger(Uint8Array.of(0)),
    serializeX509Name(content.subject),
    content.publicKey,
    serializeDer(0xa0, wanted),
  )
  return serializeDer(derTags.sequence, info, sha256WithRsa(), serializeBitString(await sign(info)))
}

export interface RequestContent {
  readonly subject: X509Name
  /** DER of SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array
  readonly extensions: readonly CertificateExtension[]
}

export interface CertificateRequest {
  /** As `CN=…`. */
  readonly subject: string
  readonly publicKey: Uint8Array
  readonly signatureOid: string
  /** What the signature is over. */
  readonly signedBytes: Uint8Array
  readonly signature: Uint8Array
}

/** Throws KERBEROS_DER_INVALID. */
export function parseCertificateRequest(der: Uint8Array): CertificateRequest {
  const [info, algorithm, signature] = listDerElements(parseDerElement(der, derTags.sequence).content)
  const [, subject, publicKey] = listDerElements(info?.content ?? new Uint8Array())
  const whole = (element: { tag: number; content: Uint8Array } | undefined): Uint8Array =>
    serializeDer(element?.tag ?? 0, element?.content ?? new Uint8Array())
  return {
    subject: x509NameText(whole(subject)),
    publicKey: whole(publicKey),
    signatureOid: oidFromContent(
      listDerElements(algorithm?.content ?? new Uint8Array())[0]?.content ?? new Uint8Array(),
    ),
    signedBytes: whole(info),
    signature: (signature?.content ?? new Uint8Array()).subarray(1),
  }
}
