import { IdpError } from '../../errors.ts'
import { xml } from '../names/xml.ts'

/**
 * The immutable XML tree, the only form in which Joinery holds XML. This folder owns reading bytes into it (parse-xml.ts),
 * reading values out of it (read-xml.ts) and writing it (serialize-xml.ts); it knows no vocabulary.
 * In: names and values. Out: a tree in which every name is a legal name and every character may stand in XML
 * [XML10 §2.2, §2.3] [XMLNS §3]. Nothing is known of what the elements mean.
 */
export interface XmlElement {
  /** The namespace URI; empty for none. */
  readonly namespace: string
  readonly prefix: string
  readonly local: string
  /** Without xmlns declarations; in canonical order [C14N11 §2.2]: by namespace, then by local name. */
  readonly attributes: readonly XmlAttribute[]
  /** No two strings adjoin and none is empty: text is always one whole string between two tags. */
  readonly children: readonly XmlNode[]
  /** Prefixes written on this element although no name uses them, for values that hold a QName. Empty in a parsed tree. */
  readonly declares: readonly XmlDeclaration[]
  /** What prefixes mean here, for values that hold a QName. Only in a parsed tree. */
  readonly scope: NamespaceScope | undefined
  readonly [checked]: true
}

export type XmlNode = XmlElement | string

export interface XmlAttribute {
  /** Empty for an attribute without prefix: the default namespace does not apply to attributes [XMLNS §6.2]. */
  readonly namespace: string
  readonly prefix: string
  readonly local: string
  readonly value: string
}

export interface XmlDeclaration {
  readonly prefix: string
  readonly namespace: string
}

/** The innermost declaration first. */
export interface NamespaceScope extends XmlDeclaration {
  readonly outer: NamespaceScope | undefined
}

/** Attributes without namespace as `{ name: value }`, or a list made with `plain` and `qualified`. */
export type XmlAttributes = Readonly<Record<string, string>> | readonly XmlAttribute[]

/** What a builder may be given as a child; `undefined` is left out. */
export type XmlChild = XmlNode | undefined

/** Only this file makes elements, so that none escapes the checks below. */
declare const checked: unique symbol

/**
 * Builds an element. Throws XML_NAME_ILLEGAL for a name that is no NCName, XML_CHARACTER_ILLEGAL for a value that XML cannot carry
 * (control characters, lone surrogates), XML_PREFIX_CONFLICT for two attributes of the same name.
 */
export function element(
  prefix: string,
  namespace: string,
  local: string,
  attributes: XmlAttributes = [],
  ...children: readonly XmlChild[]
): XmlElement {
  checkName(local)
  checkBinding(prefix, namespace)
  const list = isList(attributes) ? attributes : plainList(attributes)
  for (const item of list) checkAttribute(item)
  const nodes = joinText(children, local)
  return makeElement({ prefix, namespace, local, attributes: list, children: nodes, declares: [], scope: undefined })
}

/** An attribute without namespace. */
export function plain(local: string, value: string): XmlAttribute {
  return { namespace: '', prefix: '', local, value }
}

/** An attribute with a namespace, which always needs a prefix. */
export function qualified(prefix: string, namespace: string, local: string, value: string): XmlAttribute {
  return { namespace, prefix, local, value }
}

/** The same element with a prefix declared on it for the sake of a QName in its text or attribute values. */
export function declaring(el: XmlElement, prefix: string, namespace: string): XmlElement {
  checkBinding(prefix, namespace)
  return makeElement({ ...el, declares: [...el.declares, { prefix, namespace }] })
}

/** The same element with other children; used to take a signature out or put one in. */
export function withChildren(el: XmlElement, ...children: readonly XmlChild[]): XmlElement {
  return makeElement({ ...el, children: joinText(children, el.local) })
}

/** The same tree as exclusive canonical form has it: without prefixes that no name uses [ExcC14N §1.3]. */
export function withoutDeclarations(el: XmlElement): XmlElement {
  const children = el.children.map((node) => (typeof node === 'string' ? node : withoutDeclarations(node)))
  return makeElement({ ...el, children, declares: [] })
}

/** For parse-xml.ts, whose names and characters the parser has checked: brings attributes into canonical order. */
export function makeElement(parts: Omit<XmlElement, typeof checked>): XmlElement {
  if (parts.attributes.length < 2) return parts as XmlElement
  return { ...parts, attributes: sortAttributes(parts.attributes, parts.local) } as XmlElement
}

/** Order by code point, as canonical form asks; JavaScript's own `<` orders by UTF-16 unit, which differs beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left !== right) return codePointRank(left) - codePointRank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all that need none. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function sortAttributes(attributes: readonly XmlAttribute[], owner: string): readonly XmlAttribute[] {
  const sorted = attributes.toSorted(compareAttributes)
  sorted.reduce((previous, item) => {
    if (compareAttributes(previous, item) === 0)
      throw new IdpError('XML_PREFIX_CONFLICT', { element: owner, name: item.local })
    return item
  })
  return sorted
}

/** [C14N11 §2.2] */
function compareAttributes(a: XmlAttribute, b: XmlAttribute): number {
  return compareCodePoints(a.namespace, b.namespace) || compareCodePoints(a.local, b.local)
}

function joinText(children: readonly XmlChild[], owner: string): readonly XmlNode[] {
  const joined: XmlNode[] = []
  for (const node of children) {
    const last = joined.at(-1)
    if (node === undefined || node === '') continue
    if (typeof node === 'string') checkCharacters(node, owner)
    if (typeof node === 'string' && typeof last === 'string') joined[joined.length - 1] = last + node
    else joined.push(node)
  }
  return joined
}

function plainList(attributes: Readonly<Record<string, string>>): readonly XmlAttribute[] {
  return Object.keys(attributes).map((name) => plain(name, attributes[name] ?? ''))
}

function isList(attributes: XmlAttributes): attributes is readonly XmlAttribute[] {
  return Array.isArray(attributes)
}

function checkAttribute(item: XmlAttribute): void {
  checkName(item.local)
  if (item.local === 'xmlns' || (item.prefix === '') !== (item.namespace === ''))
    throw new IdpError('XML_NAME_ILLEGAL', { name: `${item.prefix}:${item.local}` })
  checkBinding(item.prefix, item.namespace)
  checkCharacters(item.value, item.local)
}

/** [XML10 §2.3] NameStartChar and NameChar, less the colon. */
const nameStart = String.raw`A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\u{10000}-\u{effff}`
const ncName = new RegExp(String.raw`^[${nameStart}][${nameStart}\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*$`, 'u')

/** Most names: the whole rule takes many times as long. */
const asciiNcName = /^[A-Za-z_][A-Za-z0-9_.-]*$/

/** Whether a text may stand as a name without colon [XMLNS §3], and so as an ID, such as an AssertionID. */
export function isNcName(text: string): boolean {
  return asciiNcName.test(text) || ncName.test(text)
}

function checkName(name: string): void {
  if (!isNcName(name)) throw new IdpError('XML_NAME_ILLEGAL', { name })
}

/** [XMLNS §3] `xml` and `xmlns` are bound for ever, and a prefix cannot be bound to nothing. */
function checkBinding(prefix: string, namespace: string): void {
  if (prefix === '' && namespace === '') return
  checkCharacters(namespace, 'xmlns')
  if (prefix !== '') checkName(prefix)
  const isReserved = prefix === 'xmlns' || namespace === xml.declarations
  const isHalfXml = (prefix === 'xml') !== (namespace === xml.namespace)
  const isUnbound = prefix !== '' && namespace === ''
  if (isReserved || isHalfXml || isUnbound || namespace.trim() !== namespace)
    throw new IdpError('XML_NAME_ILLEGAL', { name: `xmlns:${prefix}="${namespace}"` })
}

const illegalCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Most texts: the whole rule takes many times as long. */
const printableAscii = /^[ -~]*$/

function checkCharacters(value: string, where: string): void {
  if (printableAscii.test(value)) return
  const illegal = illegalCharacter.exec(value)
  if (illegal === null) return
  const codePoint = (illegal[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  throw new IdpError('XML_CHARACTER_ILLEGAL', { where, character: `U+${codePoint}` })
}
