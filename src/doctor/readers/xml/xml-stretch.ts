import { IdpError } from '../../../errors.ts'
import { documentLimits, parseXml } from '../../../protocol/xml/parse-xml.ts'
import { childElements } from '../../../protocol/xml/read-xml.ts'
import type { XmlElement } from '../../../protocol/xml/xml-element.ts'
import type { Fact } from '../../fact.ts'
import { factAt } from '../../fact-at.ts'
import type { Line } from '../../reader.ts'

/**
 * XML that stands among other lines: where it ends, its tree, and on which line of it a value stands. This folder owns the documents of
 * federation and of the event log as XML; the strict parser refuses entities and document types, and so does everything here.
 */
export interface XmlStretch {
  readonly root: XmlElement
  readonly lines: readonly Line[]
  /** Where the element ends: the index of its last line, and the column behind it. */
  readonly lastIndex: number
  readonly column: number
}

export interface XmlFailure {
  /** Why there is no tree, in words. */
  readonly problem: string
  /** Where the element ends all the same. */
  readonly end?: { readonly index: number; readonly column: number }
}

/** So far is looked for the end of an element. */
const maxLines = 4000
const maxCharacters = 1_000_000

/** The element that begins at this place; `name` as it is written there, with its prefix. */
export function readXmlStretch(
  lines: readonly Line[],
  start: number,
  column: number,
  name: string,
): XmlStretch | XmlFailure {
  const end = findEnd(lines, start, column, name)
  if (end === undefined) return { problem: 'has no end' }
  const whole = lines.slice(start, end.index + 1)
  const text = whole.map((line, index) =>
    cutLine(line.text, index === 0 ? column : 0, index === whole.length - 1 ? end.column : undefined),
  )
  try {
    const root = parseXml(Buffer.from(text.join('\n')), documentLimits)
    return { root, lines: whole, lastIndex: end.index, column: end.column }
  } catch (error) {
    return {
      problem: `cannot be read: ${error instanceof IdpError ? error.message.slice(0, 200) : 'it is broken'}`,
      end,
    }
  }
}

function cutLine(text: string, from: number, to: number | undefined): string {
  return text.slice(from, to)
}

/** Elements of the same name may stand inside: AD FS puts an Event into its event. */
function findEnd(lines: readonly Line[], start: number, column: number, name: string) {
  const tags = new RegExp(`<(/?)${name.replaceAll('.', '\\.')}(?:\\s[^<>]*?)?(/?)>`, 'g')
  let depth = 0
  let characters = 0
  for (let index = start; index < lines.length && index - start < maxLines && characters < maxCharacters; index += 1) {
    const text = lines[index]?.text ?? ''
    tags.lastIndex = index === start ? column : 0
    for (let tag = tags.exec(text); tag !== null; tag = tags.exec(text)) {
      const [, isClosing, isEmpty] = tag
      if (isEmpty !== '/') depth += isClosing === '/' ? -1 : 1
      if (depth <= 0) return { index, column: tags.lastIndex }
    }
    characters += text.length
  }
  return undefined
}

/** The line of the stretch that shows the value; evidence is `name: value` where the line is long, so that no other value shows. */
export function xmlFact(name: string, value: string, lines: readonly Line[], source: string): Fact {
  const needle = value.slice(0, 60)
  const line = lines.length === 1 ? lines[0] : lines.find(({ text }) => needle !== '' && text.includes(needle))
  const number = (line ?? lines[0])?.number ?? 0
  const fact = factAt({ number, text: `${name}: ${value}` }, source, name, value)
  return fact
}

/** Whatever its namespace and prefix: documents are copied without their declarations. */
export function childNamed(el: XmlElement | undefined, local: string): XmlElement | undefined {
  return el && childElements(el).find((node) => node.local === local)
}

export function childrenNamed(el: XmlElement, local: string): readonly XmlElement[] {
  return childElements(el).filter((node) => node.local === local)
}

/** Its own text, trimmed, without that of elements inside. */
export function ownText(el: XmlElement | undefined): string {
  return (el?.children ?? [])
    .flatMap((node) => (typeof node === 'string' ? [node] : []))
    .join('')
    .trim()
}

export function attributeNamed(el: XmlElement | undefined, local: string): string | undefined {
  return el?.attributes.find((item) => item.local === local)?.value
}

/** The element itself and everything below it that has the name. */
export function everyNamed(el: XmlElement, local: string): readonly XmlElement[] {
  const inner = childElements(el).flatMap((node) => everyNamed(node, local))
  return el.local === local ? [el, ...inner] : inner
}
