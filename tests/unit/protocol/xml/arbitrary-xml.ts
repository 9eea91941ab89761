import fc from 'fast-check'
import {
  element,
  plain,
  qualified,
  type XmlAttribute,
  type XmlElement,
} from '../../../../src/protocol/xml/xml-element.ts'

// Trees as hostile as the builder lets them be: prefixes rebound on the way down, default namespaces switched on and off,
// characters that need escapes in text or attributes, names and values beyond U+FFFF.

interface Alphabet {
  readonly characters: readonly string[]
  readonly names: readonly string[]
  readonly prefixes: readonly string[]
  readonly namespaces: readonly string[]
  /** What an element without prefix may be in. */
  readonly defaults: readonly string[]
}

/** What every implementation reads alike. */
const shared: Alphabet = {
  characters: ['&', '<', '>', '"', "'", '\t', '\n', '\r', ' ', ']]>', '&amp;', 'ü', 'a', '0', '\u{1f511}', '\ue000'],
  names: ['a', 'b', 'Zeta', '_x-1.2', 'été'],
  prefixes: ['p', 'q', 'saml'],
  namespaces: ['urn:1', 'urn:2', 'http://e.test/?a=1;b'],
  defaults: ['urn:1', 'urn:2'],
}

/**
 * Adds what xmldom reads by the rules of XML 1.1 or warns about, and what xml-crypto does not do as [ExcC14N] asks: it sorts by
 * locale, does not escape namespaces and undoes the default namespace more often than needed. xmlsec1 checks these in tests/lab.
 */
const everything: Alphabet = {
  characters: [...shared.characters, '\u0085', '\u2028', '\ufffd', '\u007f'],
  names: [...shared.names, '\u{20000}', '\uf900', '__proto__', 'constructor'],
  prefixes: [...shared.prefixes, 'P', '\u{20000}', '\uf900', '__proto__'],
  namespaces: [...shared.namespaces, 'urn:\u{1f511}', 'urn:\ufffd', 'urn:\ue000', 'http://e.test/?a=1&b="<2>"'],
  defaults: ['urn:1', 'urn:2', ''],
}

export const arbitraryXml = treesOf(everything)
/** Everything but namespaces that libxml2 takes for no URIs, or leaves escaped twice (`&`). */
export const arbitraryXmlWithUris = treesOf({ ...everything, namespaces: shared.namespaces })
export const arbitrarySharedXml = treesOf(shared)

function treesOf(alphabet: Alphabet): fc.Arbitrary<XmlElement> {
  const value = fc.array(fc.constantFrom(...alphabet.characters), { maxLength: 6 }).map((parts) => parts.join(''))
  const name = fc.constantFrom(...alphabet.names)
  const prefix = fc.constantFrom(...alphabet.prefixes)
  const namespace = fc.constantFrom(...alphabet.namespaces)
  const withPrefix = fc.tuple(prefix, namespace, name, value).map((parts) => qualified(...parts))
  const withoutPrefix = fc.tuple(name, value).map((parts) => plain(...parts))
  const attributes = fc.array(fc.oneof(withPrefix, withoutPrefix), { maxLength: 4 }).map(fitting)
  const elementName = fc.oneof(
    fc.tuple(prefix, namespace, name),
    fc.tuple(fc.constant(''), fc.constantFrom(...alphabet.defaults), name),
  )
  return fc.letrec<{ tree: XmlElement; leaf: XmlElement }>((tie) => ({
    leaf: fc.tuple(elementName, attributes, value).map(([names, list, text]) => build(names, list, [text])),
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('leaf'),
      fc
        .tuple(elementName, attributes, fc.array(fc.oneof(value, tie('tree')), { maxLength: 4 }))
        .map(([names, list, nodes]) => build(names, list, nodes)),
    ),
  })).tree
}

/** Attributes that can stand on one element: no name twice, no prefix bound to two namespaces. */
function fitting(list: readonly XmlAttribute[]): XmlAttribute[] {
  const bound = new Map<string, string>()
  const kept = new Map<string, XmlAttribute>()
  for (const item of list) {
    const other = bound.get(item.prefix) ?? item.namespace
    bound.set(item.prefix, other)
    if (other === item.namespace) kept.set(`${item.namespace} ${item.local}`, item)
  }
  return [...kept.values()]
}

function build(names: [string, string, string], list: XmlAttribute[], nodes: (string | XmlElement)[]): XmlElement {
  const [elementPrefix, elementNamespace, local] = names
  const usable = list.filter(
    (item) => item.prefix !== elementPrefix || item.namespace === elementNamespace || item.prefix === '',
  )
  return element(elementPrefix, elementNamespace, local, usable, ...nodes)
}

/** What the laws compare: all but the scope, which only a parsed tree has. */
export function withoutScope(el: XmlElement): unknown {
  const { scope: _, ...rest } = el
  return { ...rest, children: el.children.map((node) => (typeof node === 'string' ? node : withoutScope(node))) }
}
