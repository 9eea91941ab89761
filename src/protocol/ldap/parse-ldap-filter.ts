/**
 * LDAP search filters as text -> as a tree. In: a filter built by ldap-filter.ts, or a pattern an administrator typed. [RFC4515 §3]
 * Out: the tree with every value as the bytes the server will compare, escapes taken off. Refused: everything RFC 4515 does not
 * allow, and nesting or size past the limits. Whether the attributes exist is not checked here.
 */

import { IdpError } from '../../errors.ts'

/** One comparison or combination; the kinds are the choices of the protocol. [RFC4511 §4.5.1.7] */
export type LdapFilterTree =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly LdapFilterTree[] }
  | { readonly kind: 'not'; readonly filter: LdapFilterTree }
  | {
      readonly kind: 'equal' | 'atLeast' | 'atMost' | 'approximately'
      readonly attribute: string
      readonly value: Uint8Array
    }
  | { readonly kind: 'present'; readonly attribute: string }
  | {
      readonly kind: 'substrings'
      readonly attribute: string
      readonly initial: Uint8Array | undefined
      readonly any: readonly Uint8Array[]
      readonly final: Uint8Array | undefined
    }
  | {
      readonly kind: 'extensible'
      readonly attribute: string | undefined
      readonly rule: string | undefined
      readonly dnAttributes: boolean
      readonly value: Uint8Array
    }

const maxLength = 16_384
const maxDepth = 32

/** Throws LDAP_FILTER_INVALID with the column. */
export function parseLdapFilter(text: string): LdapFilterTree {
  const reader: Reader = { text, at: 0 }
  if (text.length > maxLength) throw invalid(reader, `at most ${maxLength} characters`)
  const tree = readFilter(reader, 1)
  if (reader.at < text.length) throw invalid(reader, 'the end of the filter')
  return tree
}

interface Reader {
  readonly text: string
  at: number
}

function readFilter(reader: Reader, depth: number): LdapFilterTree {
  if (depth > maxDepth) throw invalid(reader, `nesting of at most ${maxDepth}`)
  expect(reader, '(')
  const tree = readBody(reader, depth)
  expect(reader, ')')
  return tree
}

function readBody(reader: Reader, depth: number): LdapFilterTree {
  switch (reader.text[reader.at]) {
    case '&':
      return { kind: 'and', filters: readList(reader, depth) }
    case '|':
      return { kind: 'or', filters: readList(reader, depth) }
    case '!':
      reader.at += 1
      return { kind: 'not', filter: readFilter(reader, depth + 1) }
    default:
      return readItem(reader)
  }
}

/** An empty list is allowed on the wire only. [RFC4526 §2] AD does not take it, so neither do we. */
function readList(reader: Reader, depth: number): readonly LdapFilterTree[] {
  reader.at += 1
  const filters = [readFilter(reader, depth + 1)]
  while (reader.text[reader.at] === '(') filters.push(readFilter(reader, depth + 1))
  return filters
}

const description = '[A-Za-z][A-Za-z0-9-]*(?:;[A-Za-z0-9-]+)*|\\d+(?:\\.\\d+)+(?:;[A-Za-z0-9-]+)*'
const simpleItem = new RegExp(`(${description})(=|>=|<=|~=)`, 'y')
const extensibleItem = new RegExp(`(${description})?(:dn)?(?::([A-Za-z][A-Za-z0-9-]*|\\d+(?:\\.\\d+)+))?:=`, 'iy')

function readItem(reader: Reader): LdapFilterTree {
  const simple = match(reader, simpleItem)
  if (simple) return readSimple(reader, simple[1] ?? '', simple[2] ?? '')
  const extensible = match(reader, extensibleItem)
  if (!extensible || (extensible[1] === undefined && extensible[3] === undefined))
    throw invalid(reader, 'an attribute and =, >=, <=, ~= or :=')
  const [, attribute, dn, rule] = extensible
  return { kind: 'extensible', attribute, rule, dnAttributes: dn !== undefined, value: readValue(reader) }
}

/** A table: which comparison each sign means. [RFC4515 §3] */
const comparisons = { '>=': 'atLeast', '<=': 'atMost', '~=': 'approximately' } as const

function readSimple(reader: Reader, attribute: string, sign: string): LdapFilterTree {
  if (sign === '>=' || sign === '<=' || sign === '~=')
    return { kind: comparisons[sign], attribute, value: readValue(reader) }
  const pieces = [readValue(reader)]
  while (reader.text[reader.at] === '*') {
    reader.at += 1
    pieces.push(readValue(reader))
  }
  return equalOrSubstrings(reader, attribute, pieces)
}

function equalOrSubstrings(reader: Reader, attribute: string, pieces: readonly Uint8Array[]): LdapFilterTree {
  const [initial, ...rest] = pieces
  const final = rest.at(-1)
  if (initial === undefined || final === undefined)
    return { kind: 'equal', attribute, value: initial ?? new Uint8Array() }
  const any = rest.slice(0, -1)
  if (any.some((piece) => piece.length === 0)) throw invalid(reader, 'something between two asterisks')
  if (initial.length === 0 && final.length === 0 && any.length === 0) return { kind: 'present', attribute }
  return { kind: 'substrings', attribute, initial: nonEmpty(initial), any, final: nonEmpty(final) }
}

function nonEmpty(bytes: Uint8Array): Uint8Array | undefined {
  return bytes.length === 0 ? undefined : bytes
}

/** Up to the next `(`, `)` or `*`; `\xx` is one byte, everything else UTF-8. [RFC4515 §3] */
function readValue(reader: Reader): Uint8Array {
  const raw = match(reader, /[^()*\\\0]*(?:\\[0-9a-f]{2}[^()*\\\0]*)*/iy)?.[0] ?? ''
  const parts = raw.match(/(?:\\[0-9a-f]{2})+|[^\\]+/gi) ?? []
  return new Uint8Array(
    Buffer.concat(
      parts.map((part) => (part.startsWith('\\') ? Buffer.from(part.replaceAll('\\', ''), 'hex') : Buffer.from(part))),
    ),
  )
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (!found) return undefined
  reader.at = pattern.lastIndex
  return found
}

function expect(reader: Reader, character: string): void {
  if (reader.text[reader.at] !== character) throw invalid(reader, character)
  reader.at += 1
}

function invalid(reader: Reader, expected: string): IdpError {
  return new IdpError('LDAP_FILTER_INVALID', { filter: reader.text.slice(0, 256), column: reader.at + 1, expected })
}
