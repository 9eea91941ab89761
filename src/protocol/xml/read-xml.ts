import { IdpError } from '../../errors.ts'
import { xml } from '../names/xml.ts'
import type { XmlElement } from './xml-element.ts'

/**
 * Reads values out of a tree by expanded name [XMLNS §2.1]; prefixes never matter, except to QNames inside values.
 * In: a tree (untrusted content). Out: elements and strings exactly as they stand, blanks included.
 * Two where one is expected is an error, never "the first one": signature wrapping lives on that.
 */
export function child(el: XmlElement, namespace: string, local: string): XmlElement | undefined {
  const found = children(el, namespace, local)
  if (found.length > 1) throw new IdpError('XML_ELEMENT_REPEATED', { element: local, parent: el.local })
  return found[0]
}

/** As `child`, but throws XML_ELEMENT_MISSING when there is none. */
export function getChild(el: XmlElement, namespace: string, local: string): XmlElement {
  const found = child(el, namespace, local)
  if (found === undefined) throw new IdpError('XML_ELEMENT_MISSING', { element: local, parent: el.local })
  return found
}

export function children(el: XmlElement, namespace: string, local: string): readonly XmlElement[] {
  return childElements(el).filter((node) => isElement(node, namespace, local))
}

/** The children that are elements, in order; text between them is left out. */
export function childElements(el: XmlElement): readonly XmlElement[] {
  return el.children.filter((node) => typeof node !== 'string')
}

export function isElement(el: XmlElement, namespace: string, local: string): boolean {
  return el.local === local && el.namespace === namespace
}

/** The whole text, untrimmed; empty for an empty element. Throws XML_TEXT_EXPECTED where an element stands inside. */
export function textOf(el: XmlElement): string {
  const [first = '', ...more] = el.children
  if (typeof first !== 'string' || more.length > 0) throw new IdpError('XML_TEXT_EXPECTED', { element: el.local })
  return first
}

/** The value, untrimmed, or undefined. Without a namespace: `attribute(el, '', 'Id')`. */
export function attribute(el: XmlElement, namespace: string, local: string): string | undefined {
  return el.attributes.find((item) => item.local === local && item.namespace === namespace)?.value
}

/** As `attribute`, but throws XML_ATTRIBUTE_MISSING when there is none. */
export function getAttribute(el: XmlElement, namespace: string, local: string): string {
  const found = attribute(el, namespace, local)
  if (found === undefined) throw new IdpError('XML_ATTRIBUTE_MISSING', { element: el.local, attribute: local })
  return found
}

export interface XmlName {
  readonly namespace: string
  readonly local: string
}

/**
 * What a QName in a value of `el` means, such as the `t:RequestFailed` of a fault's Subcode. Undefined if its prefix is not declared.
 * Only for parsed trees.
 */
export function resolveName(el: XmlElement, name: string): XmlName | undefined {
  const text = name.trim()
  const colon = text.indexOf(':')
  const prefix = colon < 0 ? '' : text.slice(0, colon)
  const namespace = resolvePrefix(el, prefix)
  return namespace === undefined ? undefined : { namespace, local: text.slice(colon + 1) }
}

function resolvePrefix(el: XmlElement, prefix: string): string | undefined {
  if (prefix === 'xml') return xml.namespace
  for (let scope = el.scope; scope !== undefined; scope = scope.outer)
    if (scope.prefix === prefix) return scope.namespace
  return prefix === '' ? '' : undefined
}
