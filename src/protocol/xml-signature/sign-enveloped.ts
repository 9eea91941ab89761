import { xmlSignature } from '../names/xml-signature.ts'
import { getAttribute } from '../xml/read-xml.ts'
import { serializeXml } from '../xml/serialize-xml.ts'
import { element, withChildren, type XmlAttributes, type XmlChild, type XmlElement } from '../xml/xml-element.ts'
import { digestOf, type SignatureHash } from './signature-hash.ts'

/**
 * Enveloped signatures over a whole document, written as AD FS writes them and as Entra reads them. This folder owns signing and
 * verifying; it holds no keys.
 * In: an element with an ID attribute, and a way to sign. Out: the same element with ds:Signature as its last child
 * [XMLDSig §6.6.4]. All base64 is on one line: Entra was seen to refuse line breaks.
 * Not verified: that the key belongs to the certificate, which the keeper of the key proves.
 */
export async function signEnveloped(el: XmlElement, idAttribute: string, signing: Signing): Promise<XmlElement> {
  const digest = digestOf(signing.hash, serializeXml(el))
  const signedInfo = signedInfoElement(signing.hash, getAttribute(el, '', idAttribute), digest)
  const signature = await signing.sign(Buffer.from(serializeXml(signedInfo), 'utf8'))
  return withChildren(el, ...el.children, signatureElement(signedInfo, signature, signing.certificate))
}

export interface Signing {
  readonly hash: SignatureHash
  /** DER of the certificate to name in KeyInfo. */
  readonly certificate: Uint8Array
  /** RSASSA-PKCS1-v1_5 with `hash` [RFC9231 §2.3.2]. */
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>
}

/** [XMLDSig §4.4] with one Reference: the element that bears the id, its signature left out, in exclusive canonical form. */
function signedInfoElement(hash: SignatureHash, id: string, digest: string): XmlElement {
  const { signature, digest: digestMethod } = xmlSignature.algorithms[hash]
  const transforms = [xmlSignature.envelopedSignature, xmlSignature.exclusiveCanonicalization]
  return ds(
    'SignedInfo',
    {},
    ds('CanonicalizationMethod', { Algorithm: xmlSignature.exclusiveCanonicalization }),
    ds('SignatureMethod', { Algorithm: signature }),
    ds(
      'Reference',
      { URI: `#${id}` },
      ds('Transforms', {}, ...transforms.map((uri) => ds('Transform', { Algorithm: uri }))),
      ds('DigestMethod', { Algorithm: digestMethod }),
      ds('DigestValue', {}, digest),
    ),
  )
}

/** [XMLDSig §4.2] */
function signatureElement(signedInfo: XmlElement, signature: Uint8Array, certificate: Uint8Array): XmlElement {
  return ds(
    'Signature',
    {},
    signedInfo,
    ds('SignatureValue', {}, toBase64(signature)),
    ds('KeyInfo', {}, ds('X509Data', {}, ds('X509Certificate', {}, toBase64(certificate)))),
  )
}

function ds(local: string, attributes: XmlAttributes, ...children: readonly XmlChild[]): XmlElement {
  return element('ds', xmlSignature.namespace, local, attributes, ...children)
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
