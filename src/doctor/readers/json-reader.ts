import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { readHttpExchange } from './json/http-exchange.ts'
import { readJsonEvent } from './json/json-event.ts'
import { readLiveEvidence } from './json/live-evidence.ts'
import { readRehearsal } from './json/rehearsal.ts'
import { readSignIn } from './json/sign-in.ts'
import { readObject } from './object-kinds.ts'
import { printedFormat } from './printed-format.ts'
import { jsonProperties } from './shapes/json-properties.ts'
import { type JsonNode, type JsonObject, readJsonTree } from './shapes/json-tree.ts'
import type { FactContext } from './typed-fact.ts'

/** JSON, whole or cut: Graph's answers, ConvertTo-Json, events, HAR, Joinery's sign-in log and rehearsals. */
export const jsonReader: LineReader = {
  format: 'JSON: Graph, ConvertTo-Json, log shippers, HAR, SAML-tracer, sign-in log and rehearsals of Joinery',
  starts: (text) => /^\s*(?:\[\s*(?:$|["{[\]])|\{\s*(?:$|["}]))/.test(text),
  read: readJson,
}

function readJson(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const document = readJsonTree(lines, start)
  if (document === undefined) return undefined
  const context: FactContext = { source, notes: [] }
  const readings: Reading[] = []
  const rest = document.next - start > longDocument ? findCutItem(document.root) : undefined
  const next = rest === undefined ? document.next : lines.indexOf(rest.line, start)
  collect(document.root, { lines, start }, context, readings, rest)
  return { readings, next, notes: context.notes, format: printedFormat('JSON', readings) }
}

/** A longer one may end where the window ends. */
const longDocument = 2000

/** The last of many items, where the document ends in the middle of it: it is read again, with the lines that follow. */
function findCutItem(root: JsonNode): JsonObject | undefined {
  let node: JsonNode | undefined = root
  while (node !== undefined) {
    if (node.type === 'object') node = node.isCut ? node.members.at(-1)?.value : undefined
    else if (node.type !== 'array') return undefined
    else {
      const last: JsonNode | undefined = node.items.at(-1)
      if (node.items.length > 1 && last?.type === 'object' && last.isCut) return last
      node = last
    }
  }
  return undefined
}

interface Place {
  readonly lines: readonly Line[]
  readonly start: number
}

/** The first way of reading an object that fits has it, with all that is in it; else its members are looked at. */
function collect(
  node: JsonNode,
  place: Place,
  context: FactContext,
  readings: Reading[],
  without: JsonObject | undefined,
): void {
  if (node.type === 'array') for (const item of node.items) collect(item, place, context, readings, without)
  if (node.type !== 'object' || node === without) return
  const found = readJsonObject(node, place, context)
  readings.push(...found)
  if (found.length === 0) for (const { value } of node.members) collect(value, place, context, readings, without)
}

function readJsonObject(node: JsonObject, place: Place, context: FactContext): readonly Reading[] {
  for (const read of [readSignIn, readLiveEvidence, readRehearsal, readHttpExchange, readJsonEvent]) {
    const found = read(node, context)
    if (found.length > 0) return found
  }
  const hasPlain = node.members.some(({ value }) => value.type !== 'object')
  const reading = hasPlain ? readObject(jsonProperties(node), place, context) : undefined
  return reading === undefined ? [] : [reading]
}
