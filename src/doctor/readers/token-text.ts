import { documentLimits, parseXml } from '../../protocol/xml/parse-xml.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { printedFormat } from './printed-format.ts'
import { readDocument } from './xml-reader.ts'

/** XML that is wrapped in something: base64 as SAMLResponse and `assertion` carry it, percent signs of a form, entities of a page. */

/** `<saml`, `<Assertion`, `<t:Request`, `<trust:`, `<s:Envelope`, `<?xml` in base64, whatever follows. */
const base64Beginning = /(?:PHNhbW|PEFzc2Vyd|PHQ6UmVx|PHRydXN0|PHM6RW52|PHNvYX|PD94bW)[A-Za-z0-9+/_-]{40}/
const escapedBeginning =
  /&lt;(?:\w+:)?(?:Assertion|RequestSecurityTokenResponse|Envelope)|%3C(?:\w+(?:%3A|:))?(?:Assertion|RequestSecurityTokenResponse|Envelope)/i

export const tokenTextReader: LineReader = {
  format: 'assertion or response in base64, in a form or in a page',
  starts: (text) => text.length > 40 && (base64Beginning.test(text) || escapedBeginning.test(text)),
  read: readLines,
}

const maxLines = 400

/** Base64 is often wrapped: the lines that are nothing else go on with it. */
function readLines(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const first = lines[start]
  if (first === undefined) return undefined
  let text = first.text
  let next = start + 1
  while (
    next < lines.length &&
    next - start < maxLines &&
    /^[A-Za-z0-9+/=_-]{4,}$/.test(lines[next]?.text.trim() ?? '')
  ) {
    text += lines[next]?.text.trim()
    next += 1
  }
  const readings = readTokenText(text, first.number, source)
  return readings.length === 0 ? undefined : { readings, next, format: printedFormat('encoded', readings) }
}

/** Everything in a text that unwraps to XML we know. The text itself goes nowhere. */
export function readTokenText(text: string, lineNumber: number, source: string): readonly Reading[] {
  for (const unwrap of [plain, fromBase64, fromPercent, fromEntities]) {
    const xml = unwrap(text)
    const readings = xml === undefined ? [] : readXmlText(xml, lineNumber, source)
    if (readings.length > 0) return readings
  }
  return []
}

function plain(text: string): string | undefined {
  return text.trimStart().startsWith('<') ? text : undefined
}

function fromBase64(text: string): string | undefined {
  const at = base64Beginning.exec(text)
  if (at === null) return undefined
  const [encoded = ''] = /^[A-Za-z0-9+/_=\s-]+/.exec(text.slice(at.index)) ?? []
  return Buffer.from(encoded.replace(/\s+/g, ''), 'base64').toString('utf8')
}

function fromPercent(text: string): string | undefined {
  const [encoded] = /%3C(?:%[0-9a-f]{2}|[^&\s"'<>])+/i.exec(text) ?? []
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

function fromEntities(text: string): string | undefined {
  const at = text.search(/&lt;(?:\w+:)?(?:Assertion|RequestSecurityTokenResponse|Envelope)/i)
  if (at < 0) return undefined
  const encoded = text.slice(at)
  const end = encoded.search(/["<]/)
  return (end < 0 ? encoded : encoded.slice(0, end)).replace(
    /&(?:lt|gt|quot|#39|amp);/g,
    (entity) => entities[entity] ?? '',
  )
}

const element =
  /<(?:\w[\w.-]*:)?(?:Envelope|RequestSecurityTokenResponse(?:Collection)?|Assertion|definitions|EntityDescriptor)[\s>]/

/** Samlp's Response is left around an assertion, and what stands in front of a document. */
function readXmlText(xml: string, number: number, source: string): readonly Reading[] {
  const at = xml.search(element)
  if (at < 0) return []
  const name = /^<([\w.:-]+)/.exec(xml.slice(at))?.[1] ?? ''
  const end = xml.lastIndexOf(`</${name}>`)
  if (end < 0) return []
  const text = xml.slice(at, end + name.length + 3)
  try {
    const place = { source, lines: [{ number, text: '' }], hasDocumentType: /<!DOCTYPE/i.test(xml.slice(0, at)) }
    return readDocument(parseXml(Buffer.from(text), documentLimits), place)
  } catch {
    return []
  }
}
