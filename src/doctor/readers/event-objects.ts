import type { Line } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { findProperty, type PrintedObject, type PrintedProperty } from './shapes/printed-object.ts'
import type { FactContext } from './typed-fact.ts'
import { type EventPart, windowsEvent } from './windows-event.ts'

/** Events that came as objects: Get-WinEvent and Get-EventLog as list, table, JSON or CSV, and Event Viewer's own CSV in four languages. */

const names = {
  eventId: [
    'id',
    'eventid',
    'event id',
    'ereignis-id',
    'id de l’événement',
    "id de l'événement",
    'id. del evento',
    'イベント id',
  ],
  provider: ['providername', 'source', 'quelle', 'origen', 'ソース'],
  channel: ['logname', 'log', 'containerlog', 'log name'],
  level: ['leveldisplayname', 'level', 'entrytype', 'ebene', 'niveau', 'nivel', 'レベル'],
  time: [
    'timecreated.value',
    'timecreated',
    'timegenerated',
    'date and time',
    'datum und uhrzeit',
    'date et heure',
    'fecha y hora',
    '日付と時刻',
  ],
  computer: ['machinename', 'computer'],
  user: ['userid', 'username'],
  activityId: ['activityid'],
  message: ['message', 'more'],
} as const

/** Lower-case names that tell such an object. */
export const eventObjectNames: readonly string[] = Object.values(names).flat()

/** What a heading or a list must have besides the number of the event. */
const besides: ReadonlySet<string> = new Set(
  [...names.provider, ...names.channel, ...names.level, ...names.time].filter((name) => name !== 'log'),
)

export function isEventObject(found: ReadonlySet<string>): boolean {
  const hasNumber = names.eventId.some((name) => found.has(name))
  const others = [...found].filter((name) => besides.has(name)).length
  return hasNumber && (others > 1 || (others === 1 && found.has('message')))
}

/** `provider`: where a heading above the table names it. */
export function readEventObject(
  object: PrintedObject,
  { source }: FactContext,
  provider?: EventPart | undefined,
): Reading | undefined {
  const part = (key: keyof typeof names): EventPart | undefined => {
    const found = names[key].map((name) => findProperty(object, name)).find((property) => property !== undefined)
    return found === undefined || found.text === '' ? undefined : { text: found.text, line: found.line }
  }
  const eventId = part('eventId')
  const message = names.message.map((name) => findProperty(object, name)).find((property) => property !== undefined)
  return (
    eventId &&
    windowsEvent(
      {
        channel: part('channel'),
        provider: part('provider') ?? provider,
        eventId,
        level: part('level'),
        time: part('time'),
        computer: part('computer'),
        user: part('user'),
        activityId: part('activityId'),
        message: message && messageLines(message),
      },
      { source, firstLine: object.firstLine, lastLine: object.lastLine, isCut: object.isCut },
    )
  )
}

/** The number of a line within the message cannot be known: values were joined. */
function messageLines({ text, line }: PrintedProperty): readonly Line[] {
  return text.split(/\r?\n/).map((piece) => ({ number: line.number, text: piece }))
}
