import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { Reading } from '../reading.ts'
import type { WindowsEvent } from '../readings/windows-readings.ts'
import { printedFormat } from './printed-format.ts'
import { type EventPart, windowsEvent } from './windows-event.ts'
import { readEventElement } from './xml/event-element.ts'

/**
 * Events as Event Viewer copies them to the clipboard and `wevtutil /f:text` prints them. Headings in English, German, French, Spanish
 * and Japanese. Where the XML of the same event follows, both make one reading.
 */
export const eventTextReader: LineReader = {
  format: 'events as text: Event Viewer in five languages, wevtutil',
  starts: (text) => headingOf(text)?.name === 'channel',
  read: readEventText,
}

type Heading = 'channel' | 'provider' | 'time' | 'eventId' | 'level' | 'user' | 'computer' | 'message' | 'xml' | 'other'

/** A table: the heading in each language, lower-case, without the colon. */
const headings: Readonly<Record<string, Heading>> = {
  'log name': 'channel',
  protokollname: 'channel',
  'nom du journal': 'channel',
  'nombre de registro': 'channel',
  ログの名前: 'channel',
  source: 'provider',
  quelle: 'provider',
  origen: 'provider',
  ソース: 'provider',
  date: 'time',
  datum: 'time',
  fecha: 'time',
  日付: 'time',
  'event id': 'eventId',
  'ereignis-id': 'eventId',
  "id de l'événement": 'eventId',
  'id. del evento': 'eventId',
  'id del evento': 'eventId',
  'イベント id': 'eventId',
  level: 'level',
  ebene: 'level',
  niveau: 'level',
  nivel: 'level',
  レベル: 'level',
  user: 'user',
  benutzer: 'user',
  utilisateur: 'user',
  usuario: 'user',
  ユーザー: 'user',
  computer: 'computer',
  ordinateur: 'computer',
  equipo: 'computer',
  コンピューター: 'computer',
  description: 'message',
  beschreibung: 'message',
  descripción: 'message',
  説明: 'message',
  'event xml': 'xml',
  'ereignis-xml': 'xml',
  "xml de l'événement": 'xml',
  'xml de evento': 'xml',
  'イベント xml': 'xml',
  'task category': 'other',
  task: 'other',
  opcode: 'other',
  keyword: 'other',
  keywords: 'other',
  'user name': 'other',
  aufgabenkategorie: 'other',
  schlüsselwörter: 'other',
  'catégorie de la tâche': 'other',
  'mots clés': 'other',
  'categoría de la tarea': 'other',
  'palabras clave': 'other',
  タスクのカテゴリ: 'other',
  キーワード: 'other',
}

function headingOf(text: string): { name: Heading; value: string } | undefined {
  const [, label = '', value = ''] =
    /^\s{0,8}([\p{L}][\p{L}. '’-]{1,24}?)\s?[:\uff1a]\s*(.*)$/u.exec(text.slice(0, 4000)) ?? []
  const name = label === '' ? undefined : headings[label.toLowerCase().replaceAll('’', "'")]
  return name && { name, value }
}

/** A prompt, another tool's output, or the next event of `wevtutil`. */
const foreign = /^\s*(?:PS )?[A-Za-z]:\\[^>]*>|^\s*\+-{10,}|^Event\[\d+\]|^\s*Dsr(?:CLI|Cmd)/
const maxMessageLines = 400

function readEventText(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const parts = new Map<Heading, EventPart>()
  let index = start
  for (; index < lines.length && !parts.has('message'); index += 1) {
    const line = lines[index]
    const heading = line && headingOf(line.text)
    if (line === undefined || heading === undefined || parts.has(heading.name)) break
    if (heading.name !== 'other' && heading.name !== 'xml') parts.set(heading.name, { text: heading.value, line })
  }
  const message = parts.has('message') ? messageFrom(lines, index - 1) : []
  const xml = xmlAfter(lines, index + message.length - 1, source)
  const next = xml?.next ?? Math.max(index, index - 1 + message.length)
  const event = eventOf(parts, message, {
    source,
    firstLine: lines[start]?.number ?? 0,
    lastLine: lines[next - 1]?.number ?? 0,
  })
  return event && { readings: [merged(event, xml?.event)], next, format: printedFormat('text', [event]) }
}

function eventOf(
  parts: ReadonlyMap<Heading, EventPart>,
  message: readonly Line[],
  stretch: { source: string; firstLine: number; lastLine: number },
): WindowsEvent | undefined {
  const eventId = parts.get('eventId')
  if (eventId === undefined) return undefined
  const [channel, provider, level] = [parts.get('channel'), parts.get('provider'), parts.get('level')]
  const [time, computer, user] = [parts.get('time'), parts.get('computer'), parts.get('user')]
  const isCut = !parts.has('message')
  return windowsEvent({ channel, provider, eventId, level, time, computer, user, message }, { ...stretch, isCut })
}

/** From the line of the heading, whose own rest may be its beginning, to the next event or to text of another kind. */
function messageFrom(lines: readonly Line[], heading: number): readonly Line[] {
  const first = lines[heading]
  if (first === undefined) return []
  const message: Line[] = [{ number: first.number, text: headingOf(first.text)?.value ?? '' }]
  let blank = 0
  for (const line of lines.slice(heading + 1, heading + maxMessageLines)) {
    const name = headingOf(line.text)?.name
    blank = line.text.trim() === '' ? blank + 1 : 0
    if (name === 'channel' || name === 'xml' || foreign.test(line.text) || blank > 1) break
    message.push(line)
  }
  return message
}

function xmlAfter(
  lines: readonly Line[],
  index: number,
  source: string,
): { event: WindowsEvent | undefined; next: number } | undefined {
  if (headingOf(lines[index]?.text ?? '')?.name !== 'xml') return undefined
  const read = readEventElement(lines, index + 1, source)
  return read === undefined ? undefined : { event: read.event, next: read.next }
}

/** The XML has the exact time and the data, the text has the words. */
function merged(event: WindowsEvent, xml: WindowsEvent | undefined): Reading {
  if (xml === undefined) return event
  const codes = [...event.codes, ...xml.codes.filter(({ value }) => !event.codes.some((code) => code.value === value))]
  return {
    ...event,
    ...(xml.time && { time: xml.time }),
    facts: { ...xml.facts, ...event.facts },
    data: { ...event.data, ...xml.data },
    codes,
  }
}
