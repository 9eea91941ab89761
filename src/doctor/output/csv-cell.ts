import { plainLine } from './plain-line.ts'

/** [RFC4180]; a cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvCell(text: string): string {
  const plain = plainLine(text)
  const guarded = /^\s*[=+\-@]/.test(plain) ? `'${plain}` : plain
  return `"${guarded.replaceAll('"', '""')}"`
}
