import type { Line, LineReader, ReadNote } from '../reader.ts'
import type { Reading } from '../reading.ts'
import type { InputPart } from './input-part.ts'

/** Goes through the lines of one input, window by window, and gives each stretch to the reader that knows it. */
export interface LineScan {
  /** Returns the lines that belong in front of the next window. */
  read(window: readonly Line[], isLast: boolean): Line[]
  readonly readings: Reading[]
  readonly parts: InputPart[]
  readonly notes: ReadNote[]
}

/** Who begins in vain so often reads no more of this input: hostile text could cost the square of its length. */
const vainReads = 200
const noteLimit = 100

export function scanLines(source: string, lineReaders: readonly LineReader[]): LineScan {
  const vain = new Map<LineReader, number>()
  const scan: LineScan = { read, readings: [], parts: [], notes: [] }
  let heading: readonly Line[] = []

  function read(window: readonly Line[], isLast: boolean): Line[] {
    let index = 0
    heading = []
    while (index < window.length) {
      const next = takeAt(window, index, isLast)
      if (next === 'open') return window.slice(index)
      index = next
    }
    return [...heading, ...window.slice(index)]
  }

  function takeAt(window: readonly Line[], index: number, isLast: boolean): number | 'open' {
    const text = window[index]?.text ?? ''
    for (const reader of lineReaders) {
      if (!reader.starts(text) || (vain.get(reader) ?? 0) > vainReads) continue
      const result = reader.read(window, index, source)
      if (result === undefined || result.next <= index) {
        vain.set(reader, (vain.get(reader) ?? 0) + 1)
        if (result?.notes && scan.notes.length < noteLimit) scan.notes.push(...result.notes)
        continue
      }
      if (result.next >= window.length && !isLast && index > 0) return 'open'
      if (result.next >= window.length && !isLast) heading = result.heading ?? []
      for (const reading of result.readings) scan.readings.push(reading)
      if (result.notes && scan.notes.length < noteLimit) scan.notes.push(...result.notes)
      if (result.readings.length > 0) note(result.format ?? reader.format, window[index], window[result.next - 1])
      return result.next
    }
    return index + 1
  }

  /** Neighbours of one kind, such as the events of a log, are one part. */
  function note(kind: string, first: Line | undefined, last: Line | undefined): void {
    const part = { source, kind, firstLine: first?.number ?? 0, lastLine: last?.number ?? 0 }
    const before = scan.parts.at(-1)
    if (before?.kind === kind) scan.parts[scan.parts.length - 1] = { ...before, lastLine: part.lastLine }
    else scan.parts.push(part)
  }

  return scan
}
