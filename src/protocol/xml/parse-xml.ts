import { SaxesParser, type SaxesTagNS } from 'saxes'
import { IdpError } from '../../errors.ts'
import { xml } from '../names/xml.ts'
import {
  isNcName,
  makeElement,
  type NamespaceScope,
  type XmlAttribute,
  type XmlElement,
  type XmlNode,
} from './xml-element.ts'

/**
 * Reads a document once, strictly, within limits.
 * In: bytes from outside (untrusted). Out: an immutable tree, well-formed [XML10 §2.1] and namespace-correct [XMLNS §7].
 * Refused: every encoding but UTF-8, XML 1.1, DTDs, processing instructions. Comments vanish, and the text on both sides of one
 * is a single string, as in canonical form [C14N11 §2.1], so that no reader can be shown the half of a value.
 * Not verified: any vocabulary, any signature.
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = requestLimits): XmlElement {
  if (bytes.length > limits.bytes) throw new IdpError('XML_TOO_LARGE', { bytes: bytes.length, limit: limits.bytes })
  const text = decodeUtf8(bytes)
  const tree = new TreeBuilder(limits)
  const parser = new SaxesParser({ xmlns: true })
  // The parser's own words quote the document, which may be a password that its sender did not escape: only the place is told.
  parser.on('error', () => {
    throw malformed(`${parser.line}:${parser.column}: markup that is none, or not closed`)
  })
  parser.on('xmldecl', (declaration) => {
    if (declaration.version !== '1.0') throw malformed('an XML version other than 1.0')
    if (declaration.encoding !== undefined && declaration.encoding.toLowerCase() !== 'utf-8')
      throw new IdpError('XML_ENCODING', { encoding: declaration.encoding.slice(0, 40) })
  })
  parser.on('doctype', () => {
    throw new IdpError('XML_DOCTYPE', { line: parser.line })
  })
  parser.on('processinginstruction', () => {
    throw new IdpError('XML_PROCESSING_INSTRUCTION', { line: parser.line })
  })
  parser.on('opentag', (tag) => tree.open(tag))
  parser.on('text', (run) => tree.text(run))
  parser.on('cdata', (run) => tree.text(run))
  parser.on('closetag', () => tree.close())
  parser.write(text).close()
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

interface OpenElement {
  readonly tag: SaxesTagNS
  readonly scope: NamespaceScope | undefined
  readonly children: XmlNode[]
}

/** Lives for one document; the limits are enforced as it grows, not afterwards. */
class TreeBuilder {
  readonly #limits: XmlLimits
  readonly #open: OpenElement[] = []
  #elements = 0
  #root: XmlElement | undefined

  constructor(limits: XmlLimits) {
    this.#limits = limits
  }

  open(tag: SaxesTagNS): void {
    this.#elements += 1
    const limits = this.#limits
    if (this.#elements > limits.elements) throw new IdpError('XML_TOO_MANY_ELEMENTS', { limit: limits.elements })
    if (this.#open.length >= limits.depth) throw new IdpError('XML_TOO_DEEP', { limit: limits.depth })
    const values = Object.values(tag.attributes)
    if (values.length > limits.attributes)
      throw new IdpError('XML_TOO_MANY_ATTRIBUTES', { element: tag.local.slice(0, 40), limit: limits.attributes })
    for (const { value } of values) this.#checkLength(value)
    this.#open.push({ tag, scope: scopeOf(tag, this.#open.at(-1)?.scope), children: [] })
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
    const made = elementOf(closed)
    const outer = this.#open.at(-1)
    if (outer === undefined) this.#root = made
    else outer.children.push(made)
  }

  root(): XmlElement {
    if (this.#root === undefined) throw malformed('the document has no element')
    return this.#root
  }

  #checkLength(value: string): void {
    if (value.length > this.#limits.text) throw new IdpError('XML_TEXT_TOO_LONG', { limit: this.#limits.text })
  }
}

function elementOf({ tag, scope, children }: OpenElement): XmlElement {
  const attributes: XmlAttribute[] = []
  for (const { uri, prefix, local, value } of Object.values(tag.attributes))
    if (uri !== xml.declarations) attributes.push({ namespace: uri, prefix, local, value })
  return makeElement({
    namespace: tag.uri,
    prefix: tag.prefix,
    local: tag.local,
    attributes,
    children,
    declares: [],
    scope,
  })
}

function scopeOf(tag: SaxesTagNS, outer: NamespaceScope | undefined): NamespaceScope | undefined {
  let scope = outer
  for (const { uri, prefix, local, value } of Object.values(tag.attributes)) {
    if (uri !== xml.declarations) continue
    // The parser takes `xmlns:26`, which is no name [XMLNS §4].
    if (prefix !== '' && !isNcName(local)) throw malformed('a prefix that is no name')
    // The parser trims namespace names, other software does not: the two would see different documents.
    if (value.trim() !== value) throw malformed('a namespace name begins or ends with a blank')
    scope = { prefix: prefix === '' ? '' : local, namespace: value, outer: scope }
  }
  return scope
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

function malformed(detail: string): IdpError {
  return new IdpError('XML_MALFORMED', { detail: detail.slice(0, 200) })
}
