import type { Reading } from '../../reading.ts'
import { findMember, findPath, type JsonNode, type JsonObject } from '../shapes/json-tree.ts'
import type { FactContext } from '../typed-fact.ts'
import { type EventPart, windowsEvent } from '../windows-event.ts'

/**
 * One event as a log shipper writes it: evtx_dump (the XML as JSON, attributes under `#attributes`), Winlogbeat (`winlog`), and flat
 * ones with `system` and `event_data`. ConvertTo-Json of Get-WinEvent is a plain object and is read as one.
 */
export function readJsonEvent(node: JsonObject, { source }: FactContext): readonly Reading[] {
  const parts = xmlParts(findMember(node, 'Event') ?? node) ?? shipperParts(node)
  if (parts === undefined) return []
  const stretch = { source, firstLine: node.line.number, lastLine: node.lastLine.number, isCut: node.isCut }
  const event = windowsEvent(parts, stretch)
  return event === undefined ? [] : [event]
}

function xmlParts(event: JsonNode) {
  const system = findMember(event, 'System')
  const eventId = part(findPath(system, 'EventID')) ?? part(findPath(system, 'event_id'))
  if (system === undefined || eventId === undefined) return undefined
  return {
    eventId,
    channel: part(findMember(system, 'Channel')),
    provider: part(attribute(findMember(system, 'Provider'), 'Name') ?? findMember(system, 'provider')),
    level: part(findMember(system, 'Level')),
    time: part(attribute(findMember(system, 'TimeCreated'), 'SystemTime') ?? findMember(system, 'time_created')),
    computer: part(findMember(system, 'Computer')),
    user: part(attribute(findMember(system, 'Security'), 'UserID') ?? findPath(system, 'security', 'user_id')),
    activityId: part(attribute(findMember(system, 'Correlation'), 'ActivityID')),
    data: [
      ...dataOf(findMember(event, 'EventData') ?? findMember(event, 'event_data')),
      ...dataOf(innerOf(findMember(event, 'UserData'))),
    ],
    message: messageLines(findMember(event, 'message') ?? findPath(event, 'RenderingInfo', 'Message')),
  }
}

function shipperParts(node: JsonObject) {
  const winlog = findMember(node, 'winlog')
  const eventId = part(findMember(winlog, 'event_id'))
  if (eventId === undefined) return undefined
  return {
    eventId,
    channel: part(findMember(winlog, 'channel')),
    provider: part(findMember(winlog, 'provider_name')),
    level: part(findPath(node, 'log', 'level')),
    time: part(findMember(node, '@timestamp')),
    computer: part(findMember(winlog, 'computer_name')),
    user: part(findPath(winlog, 'user', 'identifier')),
    activityId: part(findMember(winlog, 'activity_id')),
    data: dataOf(findMember(winlog, 'event_data')),
    message: messageLines(findMember(node, 'message')),
  }
}

/** A value, or the text of an element that has attributes as well. */
function part(node: JsonNode | undefined): EventPart | undefined {
  const plain = node?.type === 'object' ? findMember(node, '#text') : node
  return plain !== undefined && 'text' in plain && plain.text !== ''
    ? { text: plain.text, line: plain.line }
    : undefined
}

function attribute(element: JsonNode | undefined, name: string): JsonNode | undefined {
  return findPath(element, '#attributes', name) ?? findMember(element, name) ?? findMember(element, `@${name}`)
}

function innerOf(node: JsonNode | undefined): JsonNode | undefined {
  return node?.type === 'object' ? node.members.find(({ value }) => value.type === 'object')?.value : undefined
}

function dataOf(node: JsonNode | undefined): readonly (readonly [string, EventPart])[] {
  if (node?.type !== 'object') return []
  return node.members.flatMap(({ name, value }) => {
    const found = part(value)
    return found === undefined || name.startsWith('#') ? [] : [[name, found] as const]
  })
}

function messageLines(node: JsonNode | undefined) {
  if (node === undefined || !('text' in node)) return []
  return node.text.split('\n').map((text) => ({ number: node.line.number, text }))
}
