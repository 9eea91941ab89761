import type { Evidence, Fact } from './fact.ts'
import type { Line } from './reader.ts'

/** A value as read from a line. */
export function factAt(line: Line, source: string, name: string, value: string): Fact {
  return { name, value, evidence: evidenceAt(line, source) }
}

const evidenceLength = 500

export function evidenceAt(line: Line, source: string): Evidence {
  const text = line.text.trim()
  return {
    source,
    line: line.number,
    text: text.length > evidenceLength ? `${text.slice(0, evidenceLength)}…` : text,
  }
}
