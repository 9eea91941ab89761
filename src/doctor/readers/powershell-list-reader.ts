import type { Line, LineReader, ReadResult } from '../reader.ts'
import { isKnownName, readObject } from './object-kinds.ts'
import { printedFormat } from './printed-format.ts'
import { listPropertyName, readListObject } from './shapes/list-object.ts'
import type { FactContext } from './typed-fact.ts'

/** Format-List, and everything that looks like it: one object at a time. */
export const powershellListReader: LineReader = {
  format: 'PowerShell lists: Graph, MSOnline, ActiveDirectory, Get-WinEvent, Get-ItemProperty',
  starts: (text) => text.includes(':') && isKnownName(listPropertyName(text) ?? ''),
  read: readList,
}

function readList(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const found = readListObject(lines, start)
  if (found === undefined) return undefined
  const context: FactContext = { source, notes: [] }
  const reading = readObject(found.object, { lines, start }, context)
  // Another reader may know the next line.
  return reading === undefined
    ? { readings: [], next: start + 1 }
    : {
        readings: [reading],
        next: found.next,
        notes: context.notes,
        format: printedFormat('list', [reading]),
      }
}
