import { csvCell } from '../../doctor/output/csv-cell.ts'
import type { SignInFilter, SignInSearch } from '../../ports/sign-in-search.ts'
import type { SignInRecord } from '../../ports.ts'
import { signInView, stagesView } from './sign-in-schema.ts'

/** The log as a file, a page in memory at a time, newest first. */

export const exportForms = ['ndjson', 'csv'] as const
export type ExportForm = (typeof exportForms)[number]

const pageSize = 500

export async function* exportSignIns(
  signIns: Pick<SignInSearch, 'list'>,
  filter: SignInFilter,
  form: ExportForm,
  limit: number,
): AsyncGenerator<string> {
  if (form === 'csv') yield `${columns.map(csvCell).join(',')}\r\n`
  let left = limit
  let cursor: string | undefined
  do {
    const page = await signIns.list(filter, Math.min(pageSize, left), cursor)
    left -= page.records.length
    cursor = page.cursor
    if (page.records.length > 0) yield page.records.map(form === 'csv' ? csvLine : jsonLine).join('')
  } while (cursor !== undefined && left > 0)
}

/** As GET …/signIns/{traceId} has it; `joinery doctor` reads it too. */
function jsonLine(record: SignInRecord): string {
  return `${JSON.stringify({ ...signInView(record), fix: record.fix ?? null, stages: stagesView(record) })}\n`
}

const columns = [
  ...(['startedAt', 'outcome', 'principal', 'applicationId', 'endpoint', 'remoteAddress', 'failedStage'] as const),
  ...(['code', 'means', 'milliseconds', 'clientRequestId', 'traceId'] as const),
]

function csvLine(record: SignInRecord): string {
  const view = signInView(record)
  return `${columns.map((column) => csvCell(String(view[column] ?? ''))).join(',')}\r\n`
}
