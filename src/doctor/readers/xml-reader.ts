import type { XmlElement } from '../../protocol/xml/xml-element.ts'
import type { Line, LineReader, ReadNote, ReadResult } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { printedFormat } from './printed-format.ts'
import { readEventAt } from './xml/event-element.ts'
import { readFederationMetadata } from './xml/federation-metadata.ts'
import { type DocumentPlace, readMexDocument } from './xml/mex-document.ts'
import { readAssertions, readSoapFaults } from './xml/saml-element.ts'
import { everyNamed, readXmlStretch } from './xml/xml-stretch.ts'

/** XML among other lines: events, metadata exchange, federation metadata, responses and faults, assertions. */
export const xmlReader: LineReader = {
  format: 'XML: events, metadata exchange, federation metadata, responses, faults, assertions',
  starts: (text) => text.includes('<') && opening.test(text),
  read: readXml,
}

const names =
  'Event|definitions|EntityDescriptor|EntitiesDescriptor|Envelope|Assertion|RequestSecurityTokenResponse(?:Collection)?'
const opening = new RegExp(`<((?:[A-Za-z][\\w.-]*:)?(?:${names}))[\\s>]`)

function readXml(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const text = lines[start]?.text ?? ''
  const match = opening.exec(text)
  if (match === null) return undefined
  const [, name = ''] = match
  if (name === 'Event') return readEvents(lines, start, match.index, source)
  const stretch = readXmlStretch(lines, start, match.index, name)
  if ('problem' in stretch) return { readings: [], next: start, notes: [noteAt(lines[start], source, stretch.problem)] }
  const before = lines.slice(Math.max(0, start - 4), start).map((line) => line.text)
  const hasDocumentType = /<!DOCTYPE/i.test([...before, text.slice(0, match.index)].join('\n').slice(-4000))
  const readings = readDocument(stretch.root, { source, lines: stretch.lines, hasDocumentType })
  const is20 = readings.length === 0 && everyNamed(stretch.root, 'Assertion').length > 0
  const notes = is20 ? [noteAt(lines[start], source, 'is an assertion of another SAML than 1.1')] : []
  return { readings, next: stretch.lastIndex + 1, notes, format: printedFormat('XML', readings) }
}

/** What a document holds, whichever it is. */
export function readDocument(root: XmlElement, place: DocumentPlace): readonly Reading[] {
  const document = readMexDocument(root, place) ?? readFederationMetadata(root, place)
  if (document !== undefined) return [document]
  return [...readAssertions(root, place.lines, place.source), ...readSoapFaults(root, place.lines, place.source)]
}

/** Event Viewer exports a whole log as one line; wevtutil writes one event after the other. */
function readEvents(lines: readonly Line[], start: number, column: number, source: string): ReadResult {
  const readings: Reading[] = []
  const notes: ReadNote[] = []
  let next = start
  let index = start
  for (let at = column; at >= 0; ) {
    const read = readEventAt(lines, index, at, source)
    if (read?.event !== undefined) readings.push(read.event)
    else if (notes.length < 5)
      notes.push(noteAt(lines[index], source, read === undefined ? 'has no end' : 'cannot be read'))
    if (read === undefined) break
    next = read.next
    index = next - 1
    const offset = (lines[index]?.text ?? '').slice(read.column).search(/<Event[\s>]/)
    at = offset < 0 ? -1 : read.column + offset
  }
  return { readings, next, notes, format: printedFormat('XML', readings) }
}

function noteAt(line: Line | undefined, source: string, what: string): ReadNote {
  return { source, text: `line ${line?.number ?? 0}: the XML that begins there ${what}` }
}
