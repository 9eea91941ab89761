import { diagnose } from '../../../src/doctor/diagnose.ts'
import type { DiagnosedFinding, Diagnosis } from '../../../src/doctor/diagnosis.ts'

/** Texts, each an input of its own, through the whole doctor. */
export function diagnoseTexts(...texts: readonly string[]): Diagnosis {
  return diagnose(texts.map((text, index) => ({ source: `input-${index + 1}.txt`, chunks: [Buffer.from(text)] })))
}

export function findFinding(diagnosis: Diagnosis, id: string): DiagnosedFinding | undefined {
  return diagnosis.findings.find((finding) => finding.id === id)
}

/** A check, what makes it fail (or warn) and what makes it pass. */
export interface CheckExample {
  readonly id: string
  readonly wrong: readonly string[]
  readonly right: readonly string[]
  readonly outcome?: 'fail' | 'warn'
}

/** `Label : value` lines of `dsregcmd /status` as Windows aligns them. */
export function statusText(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([label, value]) => `${label.padStart(26)} : ${value}`)
    .join('\n')
}
