import { type CodeRow, findCodes } from '../entra/codes.ts'
import { ours, say, type Words } from './words.ts'

/** What the code table says of a code, as words of a report. */

/** The row that fits best: a code may mean several things, of which one belongs to the phase. */
function findCodeRow(code: string, phase?: string): CodeRow | undefined {
  const rows = findCodes(code)
  return rows.find((row) => phase !== undefined && row.phase.includes(phase)) ?? rows[0]
}

/** `AADSTS51004 (account not found in the directory)` */
export function codeWords(code: string, phase?: string): Words {
  const meaning = findCodeRow(code, phase)?.meaning
  return meaning === undefined || meaning === '' ? say`${code}` : [...say`${code} (`, ...ours(meaning), ')']
}

export function remedyWords(code: string, phase?: string): Words | undefined {
  const remedy = findCodeRow(code, phase)?.remedy
  return remedy === undefined || remedy === '' ? undefined : ours(remedy)
}
