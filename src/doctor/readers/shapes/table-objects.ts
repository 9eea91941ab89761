import type { Line } from '../../reader.ts'
import { type PrintedObject, printedProperty } from './printed-object.ts'

/** Format-Table: names, a line of dashes that says where the columns are, rows until an empty line. */
export interface ObjectRows {
  readonly objects: readonly PrintedObject[]
  /** Index of the first line that is not part of it. */
  readonly next: number
}

/** Undefined when the line at `start` is no heading with dashes under it. */
export function readTableObjects(lines: readonly Line[], start: number): ObjectRows | undefined {
  const heading = lines[start]?.text ?? ''
  const columns = columnsOf(heading, lines[start + 1]?.text ?? '')
  if (columns === undefined) return undefined
  const objects: PrintedObject[] = []
  let index = start + 2
  for (let line = lines[index]; line !== undefined && isRow(line.text); line = lines[index]) {
    objects.push(readRow(columns, line))
    index += 1
  }
  return { objects, next: index }
}

interface Column {
  readonly name: string
  readonly start: number
}

/** A single column is as likely a heading underlined. */
function columnsOf(heading: string, rule: string): readonly Column[] | undefined {
  if (rule.length > 2000 || !/^\s*-+(?:\s+-+)+\s*$/.test(rule)) return undefined
  const starts = [...rule.matchAll(/-+/g)].map((match) => match.index)
  const columns = starts.map((start, index) => ({ name: heading.slice(start, starts[index + 1]).trim(), start }))
  return columns.every(({ name }) => name !== '') ? columns : undefined
}

function isRow(text: string): boolean {
  return text.trim() !== '' && !/^\s*(?:PS )?[A-Za-z]:\\[^>]*>/.test(text)
}

function readRow(columns: readonly Column[], line: Line): PrintedObject {
  const starts = columns.map(({ start }) => beginningOf(line.text, start))
  const properties = columns.map(({ name }, index) =>
    printedProperty(name, line.text.slice(starts[index], starts[index + 1]), line),
  )
  return { properties, firstLine: line.number, lastLine: line.number, isCut: false }
}

/** Numbers stand at the right of their column, and a long one begins before its heading. */
function beginningOf(text: string, start: number): number {
  if (start === 0 || (text[start - 1] ?? ' ') === ' ' || (text[start] ?? ' ') === ' ') return start
  return text.lastIndexOf(' ', start) + 1
}
