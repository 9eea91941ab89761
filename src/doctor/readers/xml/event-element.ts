import { childElements } from '../../../protocol/xml/read-xml.ts'
import type { XmlElement } from '../../../protocol/xml/xml-element.ts'
import type { Line } from '../../reader.ts'
import type { WindowsEvent } from '../../readings/windows-readings.ts'
import { type EventPart, type EventStretch, windowsEvent } from '../windows-event.ts'
import { attributeNamed, childNamed, everyNamed, ownText, readXmlStretch } from './xml-stretch.ts'

/** One `<Event>` of wevtutil or Event Viewer. Namespaces are not asked for: people copy events without them. */
export interface EventElement {
  /** Undefined where it has an end and cannot be read. */
  readonly event: WindowsEvent | undefined
  readonly next: number
  /** Where on line `next - 1` it ends. */
  readonly column: number
}

/** The event that begins on the first line with anything on it; undefined when none does. */
export function readEventElement(lines: readonly Line[], start: number, source: string): EventElement | undefined {
  let index = start
  while (index < lines.length && index < start + 3 && (lines[index]?.text ?? '').trim() === '') index += 1
  const column = (lines[index]?.text ?? '').search(/<Event[\s>]/)
  return column < 0 ? undefined : readEventAt(lines, index, column, source)
}

/** Undefined when it has no end. */
export function readEventAt(
  lines: readonly Line[],
  index: number,
  column: number,
  source: string,
): EventElement | undefined {
  const stretch = readXmlStretch(lines, index, column, 'Event')
  if ('problem' in stretch)
    return stretch.end && { event: undefined, next: stretch.end.index + 1, column: stretch.end.column }
  const [first, last] = [stretch.lines[0], stretch.lines.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const place = { source, firstLine: first.number, lastLine: last.number }
  return {
    event: eventOfElement(stretch.root, stretch.lines, place),
    next: stretch.lastIndex + 1,
    column: stretch.column,
  }
}

export function eventOfElement(
  root: XmlElement,
  lines: readonly Line[],
  stretch: EventStretch,
): WindowsEvent | undefined {
  const system = childNamed(root, 'System')
  const rendering = childNamed(root, 'RenderingInfo')
  const part = (text: string | undefined): EventPart | undefined =>
    text === undefined || text === '' ? undefined : { text, line: lineOf(text, lines) }
  const eventId = part(ownText(childNamed(system, 'EventID')))
  const message = ownText(childNamed(rendering, 'Message'))
  return (
    eventId &&
    windowsEvent(
      {
        channel: part(ownText(childNamed(system, 'Channel'))),
        provider: part(attributeNamed(childNamed(system, 'Provider'), 'Name')),
        eventId,
        level: part(ownText(childNamed(system, 'Level'))),
        time: part(attributeNamed(childNamed(system, 'TimeCreated'), 'SystemTime')),
        computer: part(ownText(childNamed(system, 'Computer'))),
        user: part(attributeNamed(childNamed(system, 'Security'), 'UserID')),
        activityId: part(attributeNamed(childNamed(system, 'Correlation'), 'ActivityID')),
        message:
          message === '' ? [] : message.split('\n').map((text) => ({ number: lineOf(text, lines).number, text })),
        data: dataOf(root).map(([name, text]) => [name, { text, line: lineOf(text, lines) }]),
      },
      stretch,
    )
  )
}

/** Data by name or position, wherever it stands: AD FS has it in an event within UserData. Other UserData by the names of its elements. */
function dataOf(root: XmlElement): readonly (readonly [string, string])[] {
  const leaves = leavesOf(childNamed(root, 'UserData')).filter(({ local }) => local !== 'Data')
  return [
    ...everyNamed(root, 'Data').map(
      (el, index) => [attributeNamed(el, 'Name') ?? `Data${index + 1}`, ownText(el)] as const,
    ),
    ...leaves.map((el) => [el.local, ownText(el)] as const),
  ]
}

function leavesOf(el: XmlElement | undefined): readonly XmlElement[] {
  if (el === undefined) return []
  const inner = childElements(el)
  return inner.length === 0 ? [el] : inner.flatMap(leavesOf)
}

/** The line that shows it, or that of the event. */
function lineOf(text: string, lines: readonly Line[]): Line {
  const needle = text.trim().slice(0, 60)
  const first = lines[0] ?? { number: 0, text: '' }
  return lines.length === 1 || needle === '' ? first : (lines.find((line) => line.text.includes(needle)) ?? first)
}
