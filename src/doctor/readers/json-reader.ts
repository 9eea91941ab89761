import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { readHttpExchange } from './json/http-exchange.ts'
import { readJsonEvent } from './json/json-event.ts'
import { readRehearsal } from './json/rehearsal.ts'
import { readSignIn } from './json/sign-in.ts'
import { readObject } from './object-kinds.ts'
import { printedFormat } from './printed-format.ts'
import { jsonProperties } from './shapes/json-properties.ts'
import { type JsonNode, type JsonObject, readJsonTree } from './shapes/json-tree.ts'
import type { FactContext } from './typed-fact.ts'

/** JSON, whole or cut: Graph's answers, ConvertTo-Json, events, HAR, Joinery's sign-in log and rehearsals. */
export const jsonReader: LineReader = {
  format: 'JSON',
  starts: (text) => /^\s*(?:\[\s*(?:$|["{[\]])|\{\s*(?:$|["}]))/.test(text),
  read: readJson,
}

function readJson(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const document = readJsonTree(lines, start)
  if (document === undefined) return undefined
  const context: FactContext = { source, notes: [] }
  const readings: Reading[] = []
  collect(document.root, { lines, start }, context, readings)
  return { readings, next: document.next, notes: context.notes, format: printedFormat('JSON', readings) }
}

interface Place {
  readonly lines: readonly Line[]
  readonly start: number
}

/** The first way of reading an object that fits has it, with all that is in it; else its members are looked at. */
function collect(node: JsonNode, place: Place, context: FactContext, readings: Reading[]): void {
  if (node.type === 'array') for (const item of node.items) collect(item, place, context, readings)
  if (node.type !== 'object') return
  const found = readJsonObject(node, place, context)
  readings.push(...found)
  if (found.length === 0) for (const { value } of node.members) collect(value, place, context, readings)
}

function readJsonObject(node: JsonObject, place: Place, context: FactContext): readonly Reading[] {
  for (const read of [readSignIn, readRehearsal, readHttpExchange, readJsonEvent]) {
    const found = read(node, context)
    if (found.length > 0) return found
  }
  const hasPlain = node.members.some(({ value }) => value.type !== 'object')
  const reading = hasPlain ? readObject(jsonProperties(node), place, context) : undefined
  return reading === undefined ? [] : [reading]
}
