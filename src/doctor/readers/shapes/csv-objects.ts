import type { Line } from '../../reader.ts'
import { type PrintedObject, printedProperty } from './printed-object.ts'
import type { ObjectRows } from './table-objects.ts'

/**
 * CSV under a heading: commas, semicolons or tabs, quoted as usual [RFC4180 §2], a quoted value over several lines. The rows end at the
 * first that has no separator. A value that no heading names, as Event Viewer's export has, is called `more`.
 */
export function readCsvObjects(lines: readonly Line[], start: number): ObjectRows | undefined {
  const heading = splitHeading(lines[start]?.text ?? '')
  if (heading === undefined) return undefined
  const objects: PrintedObject[] = []
  let index = start + 1
  for (let row = readRow(lines, index, heading); row !== undefined; row = readRow(lines, index, heading)) {
    objects.push(row.object)
    index = row.next
  }
  return { objects, next: index }
}

export interface CsvHeading {
  readonly names: readonly string[]
  readonly separator: string
}

const maxHeading = 8000

/** The names of a heading row, whatever they are; undefined when it is not even that. */
export function splitHeading(text: string): CsvHeading | undefined {
  if (text.length > maxHeading) return undefined
  for (const separator of [',', ';', '\t']) {
    const names = text.includes(separator) ? splitRow(text, separator)?.map((name) => name.trim()) : undefined
    if (names?.every((name) => /^[\p{L}@_][\p{L}\p{N}@_.()’' -]{0,60}$/u.test(name))) return { names, separator }
  }
  return undefined
}

const maxRowLines = 400

function readRow(
  lines: readonly Line[],
  index: number,
  { names, separator }: CsvHeading,
): { object: PrintedObject; next: number } | undefined {
  const first = lines[index]
  if (first === undefined || !first.text.includes(separator)) return undefined
  const pieces = [first.text]
  let last = index
  let isOpen = hasOddQuotes(first.text)
  while (isOpen && last + 1 < lines.length && last - index < maxRowLines) {
    last += 1
    pieces.push(lines[last]?.text ?? '')
    isOpen = isOpen !== hasOddQuotes(pieces.at(-1) ?? '')
  }
  const text = pieces.join('\n')
  const values = isOpen ? undefined : splitRow(text, separator)
  const isCut = values === undefined
  // Prose has commas as well, but not as many on every line.
  if (values !== undefined && values.length !== names.length && values.length !== names.length + 1) return undefined
  // Of a value that is cut off nobody knows the rest.
  const complete = values ?? splitRow(`${text}"`, separator)?.slice(0, -1) ?? []
  const properties = complete.map((value, column) => printedProperty(names[column] ?? 'more', value, first))
  const lastLine = lines[last]?.number ?? first.number
  return { object: { properties, firstLine: first.number, lastLine, isCut }, next: last + 1 }
}

function hasOddQuotes(text: string): boolean {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1
  return count % 2 === 1
}

/** Undefined when a quoted value is still open at the end. */
function splitRow(text: string, separator: string): readonly string[] | undefined {
  const values: string[] = []
  let position = 0
  while (position <= text.length) {
    const isQuoted = text[position] === '"'
    const close = isQuoted ? closingQuote(text, position + 1) : position
    if (close < 0) return undefined
    const next = text.indexOf(separator, close)
    const end = next < 0 ? text.length : next
    values.push(isQuoted ? text.slice(position + 1, close).replaceAll('""', '"') : text.slice(position, end))
    position = end + 1
  }
  return values
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
  return -1
}
