/**
 * Strict DER, as far as SPNEGO and Kerberos need it. In: untrusted bytes. Out: one element, or the elements of a sequence.
 * Only definite, minimal lengths and low tag numbers pass [X690 §10.1] [X690 §8.1.2]; every length stays inside its parent.
 * Nothing here recurses: a reader goes down one level per call, so depth is fixed by the reader's own code.
 */

import { IdpError } from '../../errors.ts'

export interface DerElement {
  /** The identifier octet: class, constructed bit and tag number, e.g. 0x30 for SEQUENCE, 0xa0 for [0]. */
  readonly tag: number
  readonly content: Uint8Array
}

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  generalizedTime: 0x18,
  generalString: 0x1b,
  sequence: 0x30,
} as const

/** The identifier octet of `[number]` (context class, constructed). */
export const contextTag = (number: number): number => 0xa0 | number
/** The identifier octet of `[APPLICATION number]` (constructed). */
export const applicationTag = (number: number): number => 0x60 | number

/** No sequence that we read has more elements than this. */
const maxElements = 64

/** Exactly one element that fills the bytes. Throws KERBEROS_DER_INVALID. */
export function parseDerElement(bytes: Uint8Array, tag: number): DerElement {
  const { element, rest } = takeElement(bytes)
  if (rest.length > 0) throw invalid(`${rest.length} bytes after the element`)
  return expectTag(element, tag)
}

/** One element at the start, and what follows it. Throws KERBEROS_DER_INVALID. */
export function takeDerElement(bytes: Uint8Array, tag: number): { element: DerElement; rest: Uint8Array } {
  const { element, rest } = takeElement(bytes)
  return { element: expectTag(element, tag), rest }
}

/** All elements of a content, in order; at most 64. Throws KERBEROS_DER_INVALID. */
export function listDerElements(content: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  for (let rest = content; rest.length > 0; ) {
    if (elements.length === maxElements) throw invalid(`more than ${maxElements} elements`)
    const taken = takeElement(rest)
    elements.push(taken.element)
    rest = taken.rest
  }
  return elements
}

/** The fields of a SEQUENCE { [0] ..., [1] ... }, by number; a number that is repeated or out of order is refused. */
export function parseDerFields(content: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>()
  let last = -1
  for (const { tag, content: field } of listDerElements(content)) {
    const number = tag & 0x1f
    if (tag !== contextTag(number) || number <= last) throw invalid(`field tag 0x${tag.toString(16)} out of place`)
    fields.set(number, field)
    last = number
  }
  return fields
}

/** A field that must be there. Throws KERBEROS_DER_INVALID. */
export function getDerField(fields: ReadonlyMap<number, Uint8Array>, number: number): Uint8Array {
  const field = fields.get(number)
  if (field === undefined) throw invalid(`field [${number}] missing`)
  return field
}

/** INTEGER or ENUMERATED of at most 32 bits. Kerberos sends unsigned values as signed ones. [RFC4120 §5.2.4] */
export function parseDerInteger(bytes: Uint8Array, tag: number = derTags.integer): number {
  const { content } = parseDerElement(bytes, tag)
  const [first, second] = content
  if (first === undefined || content.length > 5) throw invalid(`integer of ${content.length} bytes`)
  const padded = (first === 0 && (second ?? 0x80) < 0x80) || (first === 0xff && (second ?? 0) >= 0x80)
  if (padded && second !== undefined) throw invalid('integer not minimal') // [X690 §8.3.2]
  let value = first >= 0x80 ? -1 : 0
  for (const octet of content) value = value * 256 + octet
  if (value > 0xffffffff || value < -0x80000000) throw invalid('integer of more than 32 bits')
  return value
}

/** OCTET STRING. */
export function parseDerOctets(bytes: Uint8Array): Uint8Array {
  return parseDerElement(bytes, derTags.octetString).content
}

/** KerberosString: GeneralString; Windows writes UTF-8 in it. [RFC4120 §5.2.1] [MS-KILE §2.2] */
export function parseDerString(bytes: Uint8Array): string {
  const { content } = parseDerElement(bytes, derTags.generalString)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    throw invalid('string is not UTF-8')
  }
}

/** OBJECT IDENTIFIER content -> dotted text. [X690 §8.19] */
export function oidFromContent(content: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const [index, octet] of content.entries()) {
    if (arc === 0 && octet === 0x80) throw invalid('object identifier not minimal')
    arc = arc * 128 + (octet & 0x7f)
    if (arc > 0xffffffff) throw invalid('object identifier arc too large')
    if (octet < 0x80) {
      arcs.push(arc)
      arc = 0
    } else if (index === content.length - 1) throw invalid('object identifier cut off')
  }
  const first = arcs[0]
  if (first === undefined) throw invalid('object identifier empty')
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - 40 * root, ...arcs.slice(1)].join('.')
}

/** Dotted text -> a whole OBJECT IDENTIFIER element. For our own constants: the text is not checked. */
export function serializeOid(text: string): Uint8Array {
  const [root = 0, second = 0, ...rest] = text.split('.').map(Number)
  return serializeDer(derTags.oid, ...[root * 40 + second, ...rest].map(serializeArc))
}

/** One element from its tag and the parts of its content. */
export function serializeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  const length: number[] = []
  for (let left = content.length; left > 0; left = Math.floor(left / 256)) length.unshift(left % 256)
  const header = content.length < 0x80 ? [tag, content.length] : [tag, 0x80 | length.length, ...length]
  return Buffer.concat([Uint8Array.from(header), content])
}

function serializeArc(arc: number): Uint8Array {
  const octets = [arc % 128]
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) octets.unshift(0x80 | (left % 128))
  return Uint8Array.from(octets)
}

function takeElement(bytes: Uint8Array): { element: DerElement; rest: Uint8Array } {
  const [tag, first] = bytes
  if (tag === undefined || first === undefined) throw invalid('element cut off')
  if ((tag & 0x1f) === 0x1f) throw invalid('high tag number')
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80) throw invalid('indefinite length')
  if (lengthOctets > 3) throw invalid('length of more than 3 bytes')
  const start = 2 + lengthOctets
  if (bytes.length < start) throw invalid('length cut off')
  const length = lengthOctets === 0 ? first : bytes.subarray(2, start).reduce((sum, octet) => sum * 256 + octet, 0)
  if (lengthOctets > 0 && (length < 0x80 || length < 256 ** (lengthOctets - 1))) throw invalid('length not minimal')
  if (bytes.length < start + length) throw invalid(`${length} bytes announced, ${bytes.length - start} there`)
  return { element: { tag, content: bytes.subarray(start, start + length) }, rest: bytes.subarray(start + length) }
}

function expectTag(element: DerElement, tag: number): DerElement {
  if (element.tag === tag) return element
  throw invalid(`tag 0x${element.tag.toString(16)} where 0x${tag.toString(16)} belongs`)
}

function invalid(observed: string): IdpError {
  return new IdpError('KERBEROS_DER_INVALID', { observed })
}
