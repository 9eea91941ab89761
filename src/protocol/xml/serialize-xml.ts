import { IdpError } from '../../errors.ts'
import { xml } from '../names/xml.ts'
import { compareCodePoints, type XmlAttribute, type XmlDeclaration, type XmlElement } from './xml-element.ts'

/**
 * Writes a tree, always in exclusive canonical form without comments [ExcC14N §3], on one line, without XML declaration.
 * In: a tree. Out: the text whose UTF-8 bytes are both what is sent and what is digested. This is the only place that writes
 * angle brackets. `declares` of an element act as that element's own InclusiveNamespaces [ExcC14N §3 step 2.1].
 */
export function serializeXml(el: XmlElement): CanonicalXml {
  return write(el, undefined, undefined) as CanonicalXml
}

/** Text that this file wrote: one element in exclusive canonical form, which declares every prefix it uses. */
export type CanonicalXml = string & { readonly [canonical]: true }

declare const canonical: unique symbol

/**
 * As `serializeXml`, with text that is canonical already as the only content of `holder`, an empty element of the tree. What was signed
 * goes out untouched so: exclusive form does not change with what stands around it [ExcC14N §1.3], as long as `root` sets no default namespace.
 */
export function serializeXmlAround(root: XmlElement, holder: XmlElement, content: CanonicalXml): CanonicalXml {
  return write(root, undefined, { holder, content }) as CanonicalXml
}

/**
 * What `serializeXml` gives for `el` with `last` as one more child at its end, made from `text`, which is `serializeXml(el)`: so what was
 * digested is what is sent, and a big element is written only once.
 */
export function serializeXmlWithLast(el: XmlElement, text: CanonicalXml, last: XmlElement): CanonicalXml {
  const end = endTag(el)
  return `${text.slice(0, -end.length)}${write(last, declare(neededDeclarations(el, undefined), undefined), undefined)}${end}` as CanonicalXml
}

interface Embedded {
  readonly holder: XmlElement
  readonly content: CanonicalXml
}

/** What is already declared in the output above; the innermost first. */
interface Rendered extends XmlDeclaration {
  readonly outer: Rendered | undefined
}

function write(el: XmlElement, above: Rendered | undefined, embedded: Embedded | undefined): string {
  const needed = neededDeclarations(el, above)
  const rendered = declare(needed, above)
  let text = `<${nameOf(el)}`
  for (const { prefix, namespace } of needed)
    text += ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(namespace)}"`
  for (const item of el.attributes) text += ` ${nameOf(item)}="${escapeAttribute(item.value)}"`
  text += '>'
  for (const node of el.children) text += typeof node === 'string' ? escapeText(node) : write(node, rendered, embedded)
  if (el === embedded?.holder) text += embedded.content
  return text + endTag(el)
}

function declare(declarations: readonly XmlDeclaration[], above: Rendered | undefined): Rendered | undefined {
  let rendered = above
  for (const { prefix, namespace } of declarations) rendered = { prefix, namespace, outer: rendered }
  return rendered
}

function endTag(el: XmlElement): string {
  return `</${nameOf(el)}>`
}

function nameOf({ prefix, local }: XmlElement | XmlAttribute): string {
  return prefix === '' ? local : `${prefix}:${local}`
}

/** [ExcC14N §3] A declaration is written where its prefix is visibly used and the output above does not already say it. */
function neededDeclarations(el: XmlElement, above: Rendered | undefined): readonly XmlDeclaration[] {
  if (el.declares.length === 0 && el.attributes.every((item) => item.prefix === ''))
    return renderedAs(el.prefix, above) === el.namespace ? [] : [el]
  const needed: XmlDeclaration[] = []
  const use = (prefix: string, namespace: string): void => {
    const same = needed.find((item) => item.prefix === prefix)
    if (same !== undefined && same.namespace !== namespace)
      throw new IdpError('XML_PREFIX_CONFLICT', { element: el.local, name: prefix })
    if (same === undefined) needed.push({ prefix, namespace })
  }
  use(el.prefix, el.namespace)
  for (const item of el.attributes) if (item.prefix !== '') use(item.prefix, item.namespace)
  for (const item of el.declares) use(item.prefix, item.namespace)
  const missing = needed.filter((item) => renderedAs(item.prefix, above) !== item.namespace)
  return missing.length < 2 ? missing : missing.sort((a, b) => compareCodePoints(a.prefix, b.prefix))
}

/** `xml` always is what it is, the default namespace is nothing until something is declared, any other prefix is undeclared. */
function renderedAs(prefix: string, above: Rendered | undefined): string | undefined {
  if (prefix === 'xml') return xml.namespace
  for (let item = above; item !== undefined; item = item.outer) if (item.prefix === prefix) return item.namespace
  return prefix === '' ? '' : undefined
}

const textEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

/** [C14N11 §2.3] text nodes */
function escapeText(value: string): string {
  if (!/[&<>\r]/.test(value)) return value
  return value.replace(/[&<>\r]/g, (character) => textEscapes[character] ?? '')
}

/** [C14N11 §2.3] attribute nodes; namespace nodes follow the same rule */
function escapeAttribute(value: string): string {
  if (!/[&<"\t\n\r]/.test(value)) return value
  return value.replace(/[&<"\t\n\r]/g, (character) => attributeEscapes[character] ?? '')
}
