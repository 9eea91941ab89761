/**
 * What an LDAP server sends: bytes (untrusted, cut anywhere) -> whole messages, strictly of the shapes a bind, a search and
 * StartTLS can be answered with. [RFC4511 §4.1.1, §4.1.9, §4.2.2, §4.5.2, §4.12] Anything else is refused, so that no server
 * can make the reader loop, guess or grow. Whether a message answers something we asked is for the connection to decide.
 */

import { IdpError } from '../../errors.ts'

export interface LdapAttribute {
  /** The attribute description as the server spells it. */
  readonly type: string
  readonly values: readonly Uint8Array[]
}

export type LdapResponse =
  | {
      readonly kind: 'entry'
      readonly messageId: number
      readonly dn: string
      readonly attributes: readonly LdapAttribute[]
    }
  | { readonly kind: 'reference'; readonly messageId: number; readonly uris: readonly string[] }
  | {
      /** The end of an operation. Message id 0 is a notice of disconnection. [RFC4511 §4.4.1] */
      readonly kind: 'result'
      readonly messageId: number
      readonly operation: ResultOperation
      readonly resultCode: number
      readonly diagnosticMessage: string
      readonly referrals: readonly string[]
    }

type ResultOperation = 'bind' | 'search' | 'modify' | 'extended'

/** One message may be so long; an AD group with its members is below 1 MiB. */
export const maxMessageBytes = 8 * 1024 * 1024

/** A table: the tags of the protocol we read. [RFC4511 §4.2, §4.5, §4.6, §4.12] */
const tags = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
  bindResponse: 0x61,
  searchEntry: 0x64,
  searchDone: 0x65,
  modifyResponse: 0x67,
  searchReference: 0x73,
  extendedResponse: 0x78,
  controls: 0xa0,
  referral: 0xa3,
} as const

const resultOperations = new Map<number, ResultOperation>([
  [tags.bindResponse, 'bind'],
  [tags.searchDone, 'search'],
  [tags.modifyResponse, 'modify'],
  [tags.extendedResponse, 'extended'],
])

/**
 * How long the first message in `bytes` is, by its header; undefined while the header is not whole.
 * Throws LDAP_RESPONSE_INVALID when this is no LDAP message or one past the limit.
 */
export function findMessageLength(bytes: Uint8Array): number | undefined {
  const [tag, first = 0] = bytes
  if (tag !== undefined && tag !== tags.sequence) throw invalid(`tag ${tag} where a message begins`)
  const lengthBytes = first >= 0x80 ? first & 0x7f : 0
  if (lengthBytes > 4) throw invalid('an oversized length')
  if (bytes.length < 2 + lengthBytes) return undefined
  const { length, end } = readLength(bytes, 1)
  if (end + length > maxMessageBytes) throw invalid(`a message of ${end + length} bytes`)
  return end + length
}

/** Exactly one whole message -> what it says. Throws LDAP_RESPONSE_INVALID. */
export function parseLdapResponse(bytes: Uint8Array): LdapResponse {
  const message = readOnly(bytes, tags.sequence)
  const [id, operation, controls, ...rest] = readAll(message)
  if (rest.length > 0 || (controls !== undefined && controls.tag !== tags.controls))
    throw invalid('more than a message')
  const messageId = integerOf(id, tags.integer)
  if (operation === undefined) throw invalid('a message without an operation')
  if (operation.tag === tags.searchEntry) return { kind: 'entry', messageId, ...entryOf(operation) }
  if (operation.tag === tags.searchReference)
    return { kind: 'reference', messageId, uris: readAll(operation.content).map(textOf) }
  const name = resultOperations.get(operation.tag)
  if (name === undefined) throw invalid(`operation ${operation.tag}`)
  return { kind: 'result', messageId, operation: name, ...resultOf(operation) }
}

function entryOf(operation: Element) {
  const [name, list, ...rest] = readAll(operation.content)
  if (rest.length > 0) throw invalid('more than an entry')
  const attributes = readAll(contentOf(list, tags.sequence)).map((attribute) => {
    const [type, values, ...more] = readAll(contentOf(attribute, tags.sequence))
    if (more.length > 0) throw invalid('more than an attribute')
    const contents = readAll(contentOf(values, tags.set)).map((value) => contentOf(value, tags.octetString))
    return { type: textOf(type), values: contents }
  })
  return { dn: textOf(name), attributes }
}

/** [RFC4511 §4.1.9]; what follows the referral belongs to the operation and is not used. */
function resultOf(operation: Element) {
  const [code, matchedDn, diagnostic, ...rest] = readAll(operation.content)
  textOf(matchedDn)
  const referral = rest.find((element) => element.tag === tags.referral)
  return {
    resultCode: integerOf(code, tags.enumerated),
    diagnosticMessage: textOf(diagnostic),
    referrals: referral === undefined ? [] : readAll(referral.content).map(textOf),
  }
}

interface Element {
  readonly tag: number
  readonly content: Uint8Array
}

function readAll(bytes: Uint8Array): readonly Element[] {
  const elements: Element[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0
    if ((tag & 0x1f) === 0x1f) throw invalid('a long tag')
    const { length, end } = readLength(bytes, at + 1)
    if (end + length > bytes.length) throw invalid('a length past the end')
    elements.push({ tag, content: bytes.subarray(end, end + length) })
    at = end + length
  }
  return elements
}

function readOnly(bytes: Uint8Array, tag: number): Uint8Array {
  const [element, ...rest] = readAll(bytes)
  if (rest.length > 0) throw invalid('more than one message')
  return contentOf(element, tag)
}

/** Definite lengths of at most four bytes; AD writes all of them in four. [RFC4511 §5.1] */
function readLength(bytes: Uint8Array, at: number): { readonly length: number; readonly end: number } {
  const first = bytes[at]
  if (first === undefined) throw invalid('no length')
  if (first < 0x80) return { length: first, end: at + 1 }
  const count = first & 0x7f
  const digits = bytes.subarray(at + 1, at + 1 + count)
  if (count === 0 || count > 4 || digits.length < count) throw invalid('an indefinite or oversized length')
  return { length: digits.reduce((length, digit) => length * 256 + digit, 0), end: at + 1 + count }
}

function contentOf(element: Element | undefined, tag: number): Uint8Array {
  if (element?.tag !== tag) throw invalid(`tag ${element?.tag ?? 'none'} where ${tag} belongs`)
  return element.content
}

function integerOf(element: Element | undefined, tag: number): number {
  const content = contentOf(element, tag)
  if (content.length < 1 || content.length > 4 || (content[0] ?? 0) >= 0x80) throw invalid('a number out of range')
  return content.reduce((number, digit) => number * 256 + digit, 0)
}

function textOf(element: Element | undefined): string {
  return Buffer.from(contentOf(element, tags.octetString)).toString('utf8')
}

function invalid(observed: string): IdpError {
  return new IdpError('LDAP_RESPONSE_INVALID', { observed })
}
