import { IdpError } from '../../errors.ts'
import { xml } from '../names/xml.ts'
import { type ScannedTag, XmlScanner } from './scan-xml.ts'
import { makeElement, type NamespaceScope, type XmlAttribute, type XmlElement, type XmlNode } from './xml-element.ts'

/**
 * Reads a document once, strictly, within limits.
 * In: bytes from outside (untrusted). Out: an immutable tree, well-formed [XML10 §2.1] and namespace-correct [XMLNS §7].
 * Refused: every encoding but UTF-8, XML 1.1, DTDs, processing instructions. Comments vanish, and the text on both sides of one
 * is a single string, as in canonical form [C14N11 §2.1], so that no reader can be shown the half of a value.
 * Not verified: any vocabulary, any signature.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = requestLimits): XmlElement {
  if (bytes.length > limits.bytes) throw new IdpError('XML_TOO_LARGE', { bytes: bytes.length, limit: limits.bytes })
  const scanner = new XmlScanner(decodeUtf8(bytes))
  const tree = new TreeBuilder(limits, (detail) => scanner.malformed(detail))
  for (let token = scanner.next(); token !== undefined; token = scanner.next()) {
    if (token.kind === 'open') tree.open(token)
    else if (token.kind === 'text') tree.text(token.text)
    else tree.close()
  }
  return tree.root()
}

export interface XmlLimits {
  readonly bytes: number
  /** Elements within elements. */
  readonly depth: number
  /** On one element, xmlns declarations included. */
  readonly attributes: number
  /** In the whole document. */
  readonly elements: number
  /** UTF-16 units of one text or attribute value. */
  readonly text: number
}

/** For what anyone may send us: a certificatemixed request, the largest a client sends, stays under 20 KB. */
export const requestLimits: XmlLimits = { bytes: 65_536, depth: 32, attributes: 32, elements: 1_000, text: 32_768 }

/** For documents that we went and fetched, such as metadata: AD FS writes MEX documents of 70 KB. */
export const documentLimits: XmlLimits = {
  bytes: 1_048_576,
  depth: 64,
  attributes: 64,
  elements: 20_000,
  text: 262_144,
}

interface OpenElement extends Pick<XmlElement, 'namespace' | 'prefix' | 'local' | 'attributes' | 'scope'> {
  readonly children: XmlNode[]
}

type Malformed = (detail: string) => IdpError

/** Lives for one document; the limits are enforced as it grows, not afterwards. */
class TreeBuilder {
  readonly #limits: XmlLimits
  readonly #malformed: Malformed
  readonly #open: OpenElement[] = []
  #elements = 0
  #root: XmlElement | undefined

  constructor(limits: XmlLimits, malformed: Malformed) {
    this.#limits = limits
    this.#malformed = malformed
  }

  open(tag: ScannedTag): void {
    this.#elements += 1
    const limits = this.#limits
    if (this.#elements > limits.elements) throw new IdpError('XML_TOO_MANY_ELEMENTS', { limit: limits.elements })
    if (this.#open.length >= limits.depth) throw new IdpError('XML_TOO_DEEP', { limit: limits.depth })
    const { prefix, local } = tag.name
    if (tag.attributes.length > limits.attributes)
      throw new IdpError('XML_TOO_MANY_ATTRIBUTES', { element: local.slice(0, 40), limit: limits.attributes })
    for (const { value } of tag.attributes) this.#checkLength(value)
    const scope = scopeOf(tag, this.#open.at(-1)?.scope, this.#malformed)
    const namespace = namespaceOf(prefix, scope, this.#malformed)
    const attributes = attributesOf(tag, scope, this.#malformed)
    this.#open.push({ namespace, prefix, local, attributes, scope, children: [] })
  }

  text(run: string): void {
    const children = this.#open.at(-1)?.children
    if (children === undefined || run === '') return
    const last = children.at(-1)
    const whole = typeof last === 'string' ? last + run : run
    this.#checkLength(whole)
    if (typeof last === 'string') children[children.length - 1] = whole
    else children.push(whole)
  }

  close(): void {
    const closed = this.#open.pop()
    if (closed === undefined) return
    const made = makeElement({ ...closed, declares: [] })
    const outer = this.#open.at(-1)
    if (outer === undefined) this.#root = made
    else outer.children.push(made)
  }

  root(): XmlElement {
    if (this.#root === undefined) throw this.#malformed('the document has no element')
    return this.#root
  }

  #checkLength(value: string): void {
    if (value.length > this.#limits.text) throw new IdpError('XML_TEXT_TOO_LONG', { limit: this.#limits.text })
  }
}

/** [XMLNS §3] The prefix a declaration declares, empty for the default namespace; undefined for any other attribute. */
function declaredPrefix({ prefix, local }: { readonly prefix: string; readonly local: string }): string | undefined {
  if (prefix === 'xmlns') return local
  return prefix === '' && local === 'xmlns' ? '' : undefined
}

function scopeOf(tag: ScannedTag, outer: NamespaceScope | undefined, malformed: Malformed): NamespaceScope | undefined {
  let scope = outer
  for (const attribute of tag.attributes) {
    const prefix = declaredPrefix(attribute)
    if (prefix === undefined) continue
    const namespace = attribute.value
    // Some software trims namespace names, other does not: the two would see different documents.
    if (namespace.trim() !== namespace) throw malformed('a namespace name begins or ends with a blank')
    const isReserved = prefix === 'xmlns' || namespace === xml.declarations
    const isHalfXml = (prefix === 'xml') !== (namespace === xml.namespace)
    if (isReserved || isHalfXml || (prefix !== '' && namespace === ''))
      throw malformed('a prefix bound to what it cannot be')
    scope = { prefix, namespace, outer: scope }
  }
  return scope
}

/** [XMLNS §6.2] The default namespace is none until one is declared. */
function namespaceOf(prefix: string, scope: NamespaceScope | undefined, malformed: Malformed): string {
  if (prefix === 'xml') return xml.namespace
  for (let at = scope; at !== undefined; at = at.outer) if (at.prefix === prefix) return at.namespace
  if (prefix !== '') throw malformed('a prefix that is not bound')
  return ''
}

/** [XMLNS §6.3] No two of one expanded name, even by two prefixes. */
function attributesOf(tag: ScannedTag, scope: NamespaceScope | undefined, malformed: Malformed): XmlAttribute[] {
  const attributes: XmlAttribute[] = []
  for (const scanned of tag.attributes) {
    if (declaredPrefix(scanned) !== undefined) continue
    const { prefix, local, value } = scanned
    const namespace = prefix === '' ? '' : namespaceOf(prefix, scope, malformed)
    if (attributes.some((other) => other.local === local && other.namespace === namespace))
      throw malformed('an attribute twice in one tag')
    attributes.push({ namespace, prefix, local, value })
  }
  return attributes
}

function decodeUtf8(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe) || first === 0 || second === 0)
    throw new IdpError('XML_ENCODING', { encoding: 'UTF-16 or UTF-32' })
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw new IdpError('XML_ENCODING', { encoding: 'bytes that are not UTF-8' }, error)
  }
}
