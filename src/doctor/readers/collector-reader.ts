import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { CollectorRun } from '../readings/windows-readings.ts'
import { type FactContext, typedFact } from './typed-fact.ts'

/** The head of packaging/collector's file. What stands behind it is what the tools printed, and is for their readers. */
export const collectorReader: LineReader = {
  format: 'Joinery collector',
  starts: (text) => /^Joinery collector \d+\s*$/.test(text),
  read: readHead,
}

function readHead(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const context: FactContext = { source, notes: [] }
  const facts: { -readonly [Key in keyof CollectorRun['facts']]: CollectorRun['facts'][Key] } = {}
  let time: Fact | undefined
  let index = start + 1
  for (; index < lines.length && index < start + 8; index += 1) {
    const line = lines[index]
    const [, label, text = ''] = /^(Collected (?:at|on|as)|Time zone): (.*)$/.exec(line?.text ?? '') ?? []
    if (line === undefined || label === undefined) break
    if (label === 'Collected at') time = typedFact(label, text.trim(), 'time', line, context)
    if (label === 'Collected on') facts.computer = factAt(line, source, label, text.split(',')[0]?.trim() ?? '')
    if (label !== 'Collected as') continue
    facts.account = factAt(line, source, label, text.replace(/ \(SYSTEM\)\s*$/, '').trim())
    facts.isSystem = factAt(line, source, label, String(/ \(SYSTEM\)\s*$/.test(text)))
  }
  const [first, last] = [lines[start], lines[index - 1]]
  if (first === undefined || last === undefined) return undefined
  const reading: CollectorRun = {
    kind: 'collector-run',
    source,
    firstLine: first.number,
    lastLine: last.number,
    ...(time && { time }),
    facts,
  }
  return { readings: [reading], next: index, notes: context.notes }
}
