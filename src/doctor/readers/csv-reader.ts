import type { Line, LineReader, ReadResult } from '../reader.ts'
import { isKnownHeading, readObject } from './object-kinds.ts'
import { printedFormat } from './printed-format.ts'
import { readCsvObjects, splitHeading } from './shapes/csv-objects.ts'
import type { FactContext } from './typed-fact.ts'

/** CSV under a heading whose names are known: the portal's devices, Export-Csv, Event Viewer. */
export const csvReader: LineReader = {
  format: "CSV: the portal's devices, Export-Csv, Event Viewer",
  starts: isHeading,
  read: readCsv,
}

function isHeading(text: string): boolean {
  if (!/^["\p{L}]/u.test(text) || !/[,;\t]/.test(text)) return false
  const heading = splitHeading(text)
  return heading !== undefined && isKnownHeading(heading.names)
}

function readCsv(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const rows = readCsvObjects(lines, start)
  if (rows === undefined || rows.objects.length === 0) return undefined
  const context: FactContext = { source, notes: [] }
  const readings = rows.objects.flatMap((object) => readObject(object, { lines, start }, context) ?? [])
  return {
    readings,
    next: rows.next,
    notes: context.notes,
    format: printedFormat('CSV', readings),
    heading: lines.slice(start, start + 1),
  }
}
