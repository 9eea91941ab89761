import type { Line, LineReader, ReadResult } from '../reader.ts'
import { isKnownHeading, isKnownName, readObject } from './object-kinds.ts'
import { printedFormat } from './printed-format.ts'
import { readTableObjects } from './shapes/table-objects.ts'
import type { FactContext } from './typed-fact.ts'
import type { EventPart } from './windows-event.ts'

/** Format-Table under a heading whose names are known. */
export const powershellTableReader: LineReader = {
  format: 'PowerShell tables of the same',
  starts: isHeading,
  read: readTable,
}

function isHeading(text: string): boolean {
  if (text.length > 2000 || text.includes(':')) return false
  const names = text.trim().split(/\s+/)
  return names.length > 1 && isKnownName(names[0] ?? '') && names.every((name) => /^[\w.@-]+$/.test(name))
}

function readTable(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const table = readTableObjects(lines, start)
  const [first] = table?.objects ?? []
  if (table === undefined || first === undefined) return undefined
  if (!isKnownHeading(first.properties.map(({ name }) => name))) return { readings: [], next: start + 2 }
  const context: FactContext = { source, notes: [] }
  const place = { lines, start, provider: findProvider(lines, start) }
  const readings = table.objects.flatMap((object) => readObject(object, place, context) ?? [])
  return {
    readings,
    next: table.next,
    notes: context.notes,
    format: printedFormat('table', readings),
    heading: lines.slice(start, start + 2),
  }
}

/** Get-WinEvent groups its table by the provider: `   ProviderName: Microsoft-Windows-AAD`. */
function findProvider(lines: readonly Line[], start: number): EventPart | undefined {
  for (const line of lines.slice(Math.max(0, start - 3), start)) {
    const text = /^\s*ProviderName:\s*(\S.*)$/.exec(line.text)?.[1]
    if (text !== undefined) return { text, line }
  }
  return undefined
}
