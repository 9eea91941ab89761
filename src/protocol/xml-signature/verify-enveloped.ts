import { createHash, verify, X509Certificate } from 'node:crypto'
import { IdpError } from '../../errors.ts'
import { wsSecurity } from '../names/ws-security.ts'
import { xml } from '../names/xml.ts'
import { xmlSignature } from '../names/xml-signature.ts'
import { attribute, childElements, getAttribute, isElement, textOf } from '../xml/read-xml.ts'
import { serializeXml } from '../xml/serialize-xml.ts'
import { withChildren, type XmlElement } from '../xml/xml-element.ts'
import { digestOf, findDigestHash, findSignatureHash, type SignatureHash } from './signature-hash.ts'

/**
 * Proves that a document element was signed, whole, by one of the keys the caller names.
 * In: a parsed document element (untrusted) and the allowed certificates. Out: VerifiedSignature, whose `signed` is the only thing
 * that was proved. Only one shape is taken [XMLDSig §4]: one signature, one reference, to the document element, with the
 * two transforms that cannot hide anything. KeyInfo is never a source of trust [XMLDSig §8]; it is read to explain a refusal.
 * Not verified: the certificates' own dates and chain; Entra too knows a federation's key by itself alone.
 */
export function verifyEnveloped(
  root: XmlElement,
  idAttribute: string,
  allowed: AllowedCertificates,
): VerifiedSignature {
  const signature = findOnlySignature(root)
  const { signedInfo, hash, reference, value, keyInfo } = readSignature(signature)
  checkReference(root, idAttribute, reference.uri)
  const signed = withChildren(root, ...root.children.filter((node) => node !== signature))
  const digest = digestOf(reference.hash, serializeXml(signed))
  const certificate = findSigner(allowed, hash, serializeXml(signedInfo), value)
  if (certificate === undefined) throw refusedSigner(keyInfo, allowed)
  if (digest !== reference.digest) throw new IdpError('XML_SIGNATURE_DIGEST', { element: root.local })
  return { signed, hash, certificate } as VerifiedSignature
}

/** DER, one or several: during a rollover two keys are good. */
export type AllowedCertificates = readonly Uint8Array[]

declare const verified: unique symbol

export interface VerifiedSignature {
  /** The document element without its signature: read from here, never from the tree that was handed in. */
  readonly signed: XmlElement
  readonly hash: SignatureHash
  /** The one of the allowed certificates whose key made the signature, DER. */
  readonly certificate: Uint8Array
  readonly [verified]: true
}

interface ReadSignature {
  readonly signedInfo: XmlElement
  readonly hash: SignatureHash
  readonly reference: ReadReference
  readonly value: Uint8Array
  readonly keyInfo: XmlElement
}

interface ReadReference {
  readonly uri: string
  readonly hash: SignatureHash
  readonly digest: string
}

/** One ds:Signature in the whole document, and it is a child of the document element. */
function findOnlySignature(root: XmlElement): XmlElement {
  const [signature, ...others] = withDescendants(root).filter((el) =>
    isElement(el, xmlSignature.namespace, 'Signature'),
  )
  if (signature === undefined) throw new IdpError('XML_SIGNATURE_MISSING', { element: root.local })
  if (others.length > 0) throw shape('there is more than one Signature')
  if (!root.children.includes(signature)) throw shape(`the Signature is not a child of ${root.local}`)
  return signature
}

function readSignature(signature: XmlElement): ReadSignature {
  const [signedInfo, value, keyInfo] = exactly(signature, ['SignedInfo', 'SignatureValue', 'KeyInfo'])
  const [canonicalization, method, reference] = exactly(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ])
  expectAlgorithm(canonicalization, xmlSignature.exclusiveCanonicalization)
  const hash = findSignatureHash(algorithmOf(method))
  if (hash === undefined) throw unsupported(method)
  return { signedInfo, hash, reference: readReference(reference), value: bytesOf(value), keyInfo }
}

function readReference(reference: XmlElement): ReadReference {
  const [transforms, method, digest] = exactly(reference, ['Transforms', 'DigestMethod', 'DigestValue'])
  const [enveloped, canonical] = exactly(transforms, ['Transform', 'Transform'])
  expectAlgorithm(enveloped, xmlSignature.envelopedSignature)
  expectAlgorithm(canonical, xmlSignature.exclusiveCanonicalization)
  const hash = findDigestHash(algorithmOf(method))
  if (hash === undefined) throw unsupported(method)
  return { uri: getAttribute(reference, '', 'URI'), hash, digest: Buffer.from(bytesOf(digest)).toString('base64') }
}

/** [XMLDSig §4.4.3] The reference names the document element by its id, and nothing else in the document has that id. */
function checkReference(root: XmlElement, idAttribute: string, uri: string): void {
  const id = getAttribute(root, '', idAttribute)
  if (uri !== `#${id}`)
    throw new IdpError('XML_SIGNATURE_REFERENCE', { reference: uri.slice(0, 100), id: id.slice(0, 100) })
  const bearers = withDescendants(root).filter((el) => idsOf(el, idAttribute).includes(id))
  if (bearers.length !== 1) throw shape('another element has the same id as the signed one')
}

/** Every attribute that some software takes for an ID; a document in which two readers see two elements is refused. */
function idsOf(el: XmlElement, idAttribute: string): readonly (string | undefined)[] {
  const plainNames = [idAttribute, 'ID', 'Id', 'id', 'AssertionID', 'ResponseID', 'RequestID']
  return [
    ...plainNames.map((name) => attribute(el, '', name)),
    attribute(el, wsSecurity.utility, 'Id'),
    attribute(el, xml.namespace, 'id'),
  ]
}

function findSigner(
  allowed: AllowedCertificates,
  hash: SignatureHash,
  signedInfo: string,
  value: Uint8Array,
): Uint8Array | undefined {
  return allowed.find((certificate) => {
    const key = new X509Certificate(certificate).publicKey
    return key.asymmetricKeyType === 'rsa' && verify(hash, Buffer.from(signedInfo, 'utf8'), key, value)
  })
}

/** Which of two things went wrong: another key than agreed, or the agreed key over something else. Only an explanation. */
function refusedSigner(keyInfo: XmlElement, allowed: AllowedCertificates): IdpError {
  const named = withDescendants(keyInfo).find((el) => isElement(el, xmlSignature.namespace, 'X509Certificate'))
  const certificate = named === undefined ? undefined : Buffer.from(named.children.join(''), 'base64')
  if (certificate !== undefined && allowed.some((known) => certificate.equals(known)))
    return new IdpError('XML_SIGNATURE_INVALID', { certificate: thumbprint(certificate) })
  return new IdpError('XML_SIGNATURE_KEY_UNKNOWN', {
    named: certificate === undefined ? 'none' : thumbprint(certificate),
    known: allowed.map(thumbprint),
  })
}

/** As Windows and Entra show it: SHA-1 of the DER, upper-case hexadecimal. */
function thumbprint(certificate: Uint8Array): string {
  return createHash('sha1').update(certificate).digest('hex').toUpperCase()
}

type ElementsFor<Names extends readonly string[]> = { [Index in keyof Names]: XmlElement }

/** The children of `el`, which must be exactly these elements of XML Signature in this order, with nothing but blanks between. */
function exactly<const Names extends readonly string[]>(el: XmlElement, names: Names): ElementsFor<Names> {
  const found = childElements(el)
  const isBlank = el.children.every((node) => typeof node !== 'string' || node.trim() === '')
  const isRight = names.every((name, index) => {
    const candidate = found[index]
    return candidate !== undefined && isElement(candidate, xmlSignature.namespace, name)
  })
  if (!isBlank || !isRight || found.length !== names.length)
    throw shape(`${el.local} must hold exactly ${names.join(', ')}`)
  return found as ElementsFor<Names>
}

function withDescendants(el: XmlElement): readonly XmlElement[] {
  return [el, ...childElements(el).flatMap(withDescendants)]
}

function algorithmOf(el: XmlElement): string {
  if (el.children.length > 0) throw shape(`${el.local} has parameters`)
  return getAttribute(el, '', 'Algorithm')
}

function expectAlgorithm(el: XmlElement, uri: string): void {
  if (algorithmOf(el) !== uri) throw unsupported(el)
}

/** Strict base64 on one line: what has two readings is refused, and Entra was seen to refuse line breaks. */
function bytesOf(el: XmlElement): Uint8Array {
  const text = textOf(el)
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== text) throw shape(`${el.local} is not base64 on one line`)
  return bytes
}

function shape(detail: string): IdpError {
  return new IdpError('XML_SIGNATURE_SHAPE', { detail })
}

function unsupported(el: XmlElement): IdpError {
  const algorithm = (attribute(el, '', 'Algorithm') ?? '').slice(0, 100)
  return new IdpError('XML_SIGNATURE_ALGORITHM', { element: el.local, algorithm })
}
