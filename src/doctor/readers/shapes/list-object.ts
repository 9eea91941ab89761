import type { Line } from '../../reader.ts'
import { type PrintedObject, type PrintedProperty, printedProperty } from './printed-object.ts'

/**
 * One object of Format-List: `Name : value`, a value wrapped under its column or, where it holds line breaks itself (certificates), at the
 * left edge. It ends at an empty line, at a name it has already, or at text of another kind.
 */
export interface ListObject {
  readonly object: PrintedObject
  /** Index of the first line that is not part of it. */
  readonly next: number
}

/** A hostile object without end costs no more than this at each try. */
const maxLines = 400

/** Undefined when no property stands on the first line. */
export function readListObject(lines: readonly Line[], start: number): ListObject | undefined {
  const parts: Part[] = []
  let index = start
  for (; index < lines.length && index - start < maxLines; index += 1) {
    const line = lines[index]
    if (line === undefined) break
    const read = readProperty(line.text)
    const last = parts.at(-1)
    if (last !== undefined && continues(last, line.text, read !== undefined)) last.texts.push(line.text.trim())
    else if (read !== undefined && !parts.some(({ name }) => name.toLowerCase() === read.name.toLowerCase()))
      parts.push({ name: read.name, texts: [read.value], line, column: read.column })
    else if (last === undefined || line.text.trim() !== '' || !isInside(last, lines[index + 1]?.text)) break
  }
  const properties = parts.map(joined)
  const [first] = properties
  if (first === undefined) return undefined
  const lastLine = lines[index - 1]?.number ?? first.line.number
  return { object: { properties, firstLine: first.line.number, lastLine, isCut: false }, next: index }
}

interface Part {
  readonly name: string
  readonly texts: string[]
  readonly line: Line
  /** Where the value begins; a line indented as far goes on with it. */
  readonly column: number
}

const property = /^(\s{0,60}([A-Za-z@][\w.@$-]{0,79})\s{1,80}:)(?:\s(.*))?$/

/** A name without blanks, a colon between blanks: PowerShell puts one in front of it even behind the longest name, source code does not. */
function readProperty(text: string): { name: string; value: string; column: number } | undefined {
  const [, label = '', name, value = ''] = property.exec(text) ?? []
  return name === undefined ? undefined : { name, value, column: label.length + 1 }
}

/** The name of the property a line begins with. */
export function listPropertyName(text: string): string | undefined {
  return property.exec(text)?.[2]
}

function continues(part: Part, text: string, isProperty: boolean): boolean {
  if (text.trim() === '') return false
  if (isUnder(part, text)) return true
  if (isProperty) return false
  const before = part.texts.at(-1)?.trim() ?? ''
  const isBase64 = /^[A-Za-z0-9+/=]{4,}$/.test(text.trim()) && /^[A-Za-z0-9+/]{48,}$/.test(before)
  return isBase64 || isOpenList(part)
}

function isUnder({ column }: Part, text: string): boolean {
  return column > 3 && text.length - text.trimStart().length >= column
}

function isOpenList({ texts: [first = '', ...more] }: Part): boolean {
  return /^\s*\{/.test(first) && !/\}\s*$/.test(more.at(-1) ?? first)
}

/** An empty line inside a value of several lines, such as an event's message. */
function isInside(part: Part, next: string | undefined): boolean {
  return next !== undefined && next.trim() !== '' && isUnder(part, next)
}

/** A wrapped value without blanks is one word and is joined as such, anything else keeps its lines. */
function joined({ name, texts, line }: Part): PrintedProperty {
  const isOneWord = texts.every((text) => !/\s/.test(text.trim()))
  return printedProperty(name, texts.join(isOneWord ? '' : '\n'), line)
}
