import { SaxesParser, type SaxesTagNS } from 'saxes'
import { xml } from '../../../../src/protocol/names/xml.ts'
import {
  isNcName,
  makeElement,
  type NamespaceScope,
  type XmlElement,
  type XmlNode,
} from '../../../../src/protocol/xml/xml-element.ts'

/**
 * What saxes makes of a document, which runs the W3C suites: the yardstick of our own reader. Refused besides: what Joinery refuses
 * on purpose (other encodings, XML 1.1, DTDs, processing instructions, blanks around a namespace name), and a part of a name that is no
 * NCName, `xmlns:26="u"`, which saxes lets pass against [XMLNS §4]. Throws for what is refused.
 */
export function readBySaxes(bytes: Uint8Array): XmlElement {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const parser = new SaxesParser({ xmlns: true })
  const open: { tag: SaxesTagNS; scope: NamespaceScope | undefined; children: XmlNode[] }[] = []
  const roots: XmlElement[] = []
  const refuse = (what: string) => () => {
    throw new Error(what)
  }
  const addText = (run: string): void => {
    const children = open.at(-1)?.children ?? []
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + run
    else if (run !== '') children.push(run)
  }
  parser.on('error', (error) => refuse(error.message)())
  parser.on('xmldecl', ({ version, encoding = 'utf-8' }) => {
    if (version !== '1.0' || encoding.toLowerCase() !== 'utf-8') refuse('declaration')()
  })
  parser.on('doctype', refuse('doctype'))
  parser.on('processinginstruction', refuse('instruction'))
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', (tag) => {
    for (const { local } of [tag, ...Object.values(tag.attributes)]) if (!isNcName(local)) refuse('a name')()
    open.push({ tag, scope: scopeOf(tag, open.at(-1)?.scope), children: [] })
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed === undefined) return
    const { tag, scope, children } = closed
    const attributes = Object.values(tag.attributes)
      .filter(({ uri }) => uri !== xml.declarations)
      .map(({ uri, prefix, local, value }) => ({ namespace: uri, prefix, local, value }))
    const { uri: namespace, prefix, local } = tag
    const made = makeElement({ namespace, prefix, local, attributes, children, declares: [], scope })
    const outer = open.at(-1)?.children ?? roots
    outer.push(made)
  })
  parser.write(text).close()
  const [root] = roots
  if (root === undefined) throw new Error('no element')
  return root
}

function scopeOf(tag: SaxesTagNS, outer: NamespaceScope | undefined): NamespaceScope | undefined {
  let scope = outer
  for (const { uri, prefix, local, value } of Object.values(tag.attributes)) {
    if (uri !== xml.declarations) continue
    if (value.trim() !== value) throw new Error('blanks around a namespace name')
    scope = { prefix: prefix === '' ? '' : local, namespace: value, outer: scope }
  }
  return scope
}
