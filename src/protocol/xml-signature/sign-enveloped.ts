import { xmlSignature } from '../names/xml-signature.ts'
import { getAttribute } from '../xml/read-xml.ts'
import { type CanonicalXml, serializeXml, serializeXmlWithLast } from '../xml/serialize-xml.ts'
import {
  element,
  withChildren,
  withoutDeclarations,
  type XmlAttributes,
  type XmlChild,
  type XmlElement,
} from '../xml/xml-element.ts'
import { digestOf, type SignatureHash } from './signature-hash.ts'

/**
 * Enveloped signatures over a whole document, written as AD FS writes them and as Entra reads them. This folder owns signing and
 * verifying; it holds no keys.
 * In: an element with an ID attribute, and a way to sign. Out: its text with ds:Signature as the last child [XMLDSig §6.6.4], in canonical
 * form, so that what was digested is what is sent. All base64 is on one line: Entra was seen to refuse line breaks.
 * Not verified: that the key belongs to the certificate, which the keeper of the key proves.
 */
export async function signEnveloped(el: XmlElement, idAttribute: string, signing: Signing): Promise<CanonicalXml> {
  const text = serializeXml(el)
  return serializeXmlWithLast(el, text, await signatureOver(text, getAttribute(el, '', idAttribute), signing))
}

/**
 * The same with ds:Signature as the first child, as metadata has it [SAMLMeta20 §3.1]. Prefixes that the tree declares for QNames in its
 * values are written, and not signed: exclusive form passes over them [ExcC14N §1.3].
 */
export async function signEnvelopedFirst(el: XmlElement, idAttribute: string, signing: Signing): Promise<string> {
  const text = serializeXml(withoutDeclarations(el))
  const signature = await signatureOver(text, getAttribute(el, '', idAttribute), signing)
  return serializeXml(withChildren(el, signature, ...el.children))
}

async function signatureOver(text: CanonicalXml, id: string, signing: Signing): Promise<XmlElement> {
  const signedInfo = signedInfoElement(signing.hash, id, digestOf(signing.hash, text))
  const signature = await signing.sign(Buffer.from(serializeXml(signedInfo), 'utf8'))
  return signatureElement(signedInfo, signature, signing.certificate)
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
  const { method, digestMethod } = methods[hash]
  const reference = ds('Reference', { URI: `#${id}` }, transforms, digestMethod, ds('DigestValue', {}, digest))
  return ds('SignedInfo', {}, canonicalization, method, reference)
}

/** The same in every signature, so made once. */
const canonicalization = algorithm('CanonicalizationMethod', xmlSignature.exclusiveCanonicalization)
const transforms = ds(
  'Transforms',
  {},
  algorithm('Transform', xmlSignature.envelopedSignature),
  algorithm('Transform', xmlSignature.exclusiveCanonicalization),
)
const methods = { sha256: methodsOf('sha256'), sha384: methodsOf('sha384'), sha512: methodsOf('sha512') }

function methodsOf(hash: SignatureHash): { readonly method: XmlElement; readonly digestMethod: XmlElement } {
  const { signature, digest } = xmlSignature.algorithms[hash]
  return { method: algorithm('SignatureMethod', signature), digestMethod: algorithm('DigestMethod', digest) }
}

function algorithm(local: string, uri: string): XmlElement {
  return ds(local, { Algorithm: uri })
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
