import type { Line } from '../../reader.ts'
import type { Reading } from '../../reading.ts'
import { dsregcmdStatusReader } from '../dsregcmd-status-reader.ts'
import { joinDebugReader } from '../join-debug-reader.ts'
import { findMember, type JsonObject } from '../shapes/json-tree.ts'
import type { FactContext } from '../typed-fact.ts'

/** `joinery rehearse --json`: what the simulated Windows printed stands in one of its texts. */
export function readRehearsal(node: JsonObject, { source }: FactContext): readonly Reading[] {
  const printed = findMember(node, 'dsregcmd')
  if (printed?.type !== 'text' || findMember(node, 'steps') === undefined) return []
  const lines: readonly Line[] = printed.text.split(/\r?\n/).map((text) => ({ number: printed.line.number, text }))
  const readings: Reading[] = []
  for (let index = 0; index < lines.length; ) {
    const text = lines[index]?.text ?? ''
    const reader = [joinDebugReader, dsregcmdStatusReader].find((candidate) => candidate.starts(text))
    const result = reader?.read(lines, index, source)
    readings.push(...(result?.readings ?? []))
    index = Math.max(index + 1, result?.next ?? 0)
  }
  return readings
}
