import type { Diagnosis } from '../../doctor/diagnosis.ts'

/** The forms of the report; each is loaded when it is asked for. */
export const reportForms = ['text', 'json', 'markdown', 'html', 'sarif'] as const
export type ReportForm = (typeof reportForms)[number]

/** Forms that are passed on hold no values of the input but those that say nothing of anyone. */
export const sharedForms: readonly ReportForm[] = ['markdown', 'html', 'sarif']

export async function printDiagnosis(diagnosis: Diagnosis, form: ReportForm, isVerbose: boolean): Promise<string> {
  if (form === 'json') return `${JSON.stringify(diagnosis, null, 2)}\n`
  if (form === 'markdown') return (await import('../../doctor/output/markdown-report.ts')).markdownReport(diagnosis)
  if (form === 'html') return (await import('../../doctor/output/html-report.ts')).htmlReport(diagnosis)
  if (form === 'sarif') return (await import('../../doctor/output/sarif-report.ts')).sarifReport(diagnosis)
  const { textReport } = await import('../../doctor/output/text-report.ts')
  const { columns = 100, isTTY = false } = process.stdout
  return textReport(diagnosis, { width: columns, hasColour: isTTY && !process.env.NO_COLOR, isVerbose })
}
