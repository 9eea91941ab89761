/**
 * Distinguished names: text as LDAP writes it and as administrators type it (untrusted). [RFC4514 §2, §3]
 * Out: parsed RDNs, from the leaf up, and whether one name lies under another. Comparison is by parsed RDN, never by the end of
 * the text, which an escaped comma would defeat. Whether an entry of that name exists is not known here.
 */

import { IdpError } from '../../errors.ts'

/** `text`: the unescaped value. `hex`: the BER of a value written `#04…`, in lower case. [RFC4514 §2.4] */
export interface AttributeValue {
  readonly type: string
  readonly kind: 'text' | 'hex'
  readonly value: string
}

/** One level of a name; more than one value where it was written with `+`. */
export type RelativeName = readonly AttributeValue[]
export type DistinguishedName = readonly RelativeName[]

/** `CN=WS01,OU=Devices,DC=corp` -> three relative names, leaf first; types in lower case. Throws LDAP_DN_INVALID. */
export function parseDn(text: string): DistinguishedName {
  const known = parsedLately.get(text)
  if (known !== undefined) return known
  const names = readDn(text)
  if (parsedLately.size >= mostParsed) parsedLately.clear()
  parsedLately.set(text, names)
  return names
}

/** The same search bases and categories come with every request; a parsed name is never changed. */
const parsedLately = new Map<string, DistinguishedName>()
const mostParsed = 500

function readDn(text: string): DistinguishedName {
  if (text.trim() === '') return []
  const reader: Reader = { text, at: 0 }
  const names: RelativeName[] = [readRelativeName(reader)]
  while (reader.at < text.length) {
    reader.at += 1
    names.push(readRelativeName(reader))
  }
  return names
}

/** Parsed -> text with every special character escaped. [RFC4514 §2] */
export function serializeDn(name: DistinguishedName): string {
  return name.map((relative) => relative.map(serializeAttributeValue).join('+')).join(',')
}

/** Whether the entry `dn` is `base` or lies under it, at any depth. Throws LDAP_DN_INVALID. */
export function isUnder(dn: string, base: string): boolean {
  const names = parseDn(dn)
  const baseNames = parseDn(base)
  if (baseNames.length > names.length) return false
  return baseNames.every((relative, index) =>
    isSameRelativeName(relative, names[names.length - baseNames.length + index]),
  )
}

/** The `DC=` end of a name: the naming context of its domain. `OU=Devices,DC=corp,DC=test` -> `DC=corp,DC=test`. */
export function domainOfDn(dn: string): string {
  const names = parseDn(dn)
  const start = names.findLastIndex((relative) => relative[0]?.type !== 'dc') + 1
  return serializeDn(names.slice(start))
}

interface Reader {
  readonly text: string
  at: number
}

function readRelativeName(reader: Reader): RelativeName {
  const values = [readAttributeValue(reader)]
  while (reader.text[reader.at] === '+') {
    reader.at += 1
    values.push(readAttributeValue(reader))
  }
  return values
}

/** Stops on the unescaped `,`, `;` or `+` that ends the value, or at the end. */
function readAttributeValue(reader: Reader): AttributeValue {
  const match = /\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)\s*=/y
  match.lastIndex = reader.at
  const type = match.exec(reader.text)?.[1]
  if (type === undefined) throw invalid(reader, 'an attribute type and =')
  reader.at = match.lastIndex
  const raw = readRawValue(reader)
  if (!raw.startsWith('#')) return { type: type.toLowerCase(), kind: 'text', value: unescapeValue(raw, reader) }
  if (!/^#(?:[0-9a-f]{2})+$/i.test(raw)) throw invalid(reader, 'pairs of hexadecimal digits after #')
  return { type: type.toLowerCase(), kind: 'hex', value: raw.slice(1).toLowerCase() }
}

/** Blanks, the value up to its last character that is no bare blank, blanks. */
const rawValue = / *((?: *(?:[^\\,;+"<>\0 ]|\\.?))*) */sy

/** The value as written, without the blanks around it; an escaped blank at its end stays. [RFC4514 §3] */
function readRawValue(reader: Reader): string {
  rawValue.lastIndex = reader.at
  const raw = rawValue.exec(reader.text)?.[1] ?? ''
  reader.at = rawValue.lastIndex
  const character = reader.text[reader.at]
  if (character !== undefined && !',;+'.includes(character))
    throw invalid(reader, `\\ before ${JSON.stringify(character)}`)
  return raw
}

/** `\,` is the character; `\c3\a9` are bytes of UTF-8. [RFC4514 §3] */
function unescapeValue(raw: string, reader: Reader): string {
  if (!raw.includes('\\')) return raw
  return raw.replace(/(?:\\[0-9a-f]{2})+|\\(.?)/gis, (escaped: string, character: string | undefined) => {
    if (character === undefined) return utf8(escaped.replaceAll('\\', ''), reader)
    if (!/^[ "#+,;<=>\\]$/.test(character))
      throw invalid(reader, 'a special character or two hexadecimal digits after \\')
    return character
  })
}

function utf8(hex: string, reader: Reader): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, 'hex'))
  } catch {
    throw invalid(reader, 'escaped bytes that are UTF-8')
  }
}

function serializeAttributeValue({ type, kind, value }: AttributeValue): string {
  if (kind === 'hex') return `${type}=#${value}`
  const escaped = value
    .replace(/[\\",+;<>=]/g, (character) => `\\${character}`)
    .replace(/[\0-\x1f\x7f]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(/^[ #]| $/g, (character) => `\\${character}`)
  return `${type}=${escaped}`
}

/** Values count in any order, and without regard to case: AD compares names so. [RFC4514 §2.2] */
function isSameRelativeName(left: RelativeName, right: RelativeName | undefined): boolean {
  if (right === undefined || left.length !== right.length) return false
  const keys = (relative: RelativeName) => relative.map(comparisonKey).sort()
  const rightKeys = keys(right)
  return keys(left).every((key, index) => key === rightKeys[index])
}

function comparisonKey({ type, kind, value }: AttributeValue): string {
  return `${typeNames[type] ?? type}\0${kind}\0${value.normalize('NFC').toLowerCase()}`
}

/** A table: the types that AD's names are made of, by object identifier. [RFC4514 §3] */
const typeNames: Readonly<Record<string, string | undefined>> = {
  '2.5.4.3': 'cn',
  '2.5.4.7': 'l',
  '2.5.4.8': 'st',
  '2.5.4.10': 'o',
  '2.5.4.11': 'ou',
  '2.5.4.6': 'c',
  '0.9.2342.19200300.100.1.25': 'dc',
}

function invalid(reader: Reader, expected: string): IdpError {
  return new IdpError('LDAP_DN_INVALID', { dn: reader.text.slice(0, 256), column: reader.at + 1, expected })
}
