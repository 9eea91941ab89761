import { type ErrorCode, errorTable } from '../errors.ts'
import { type SignInRecord, stageNames } from '../ports.ts'
import { storableText } from './storable-text.ts'
import type { SignInRow } from './tables.ts'

/** What came from outside is cut: nobody can fill the disk with one request. */
const shortText = 500
const longText = 4000
const stagesText = 32_000

/** A record as it is stored: a few texts, where the record is a hundred objects. */
export function signInRow(record: SignInRecord): SignInRow {
  const principal = storable(record.principal, shortText)
  return {
    trace_id: record.traceId,
    started_at: record.startedAt.getTime(),
    application_id: storable(record.applicationId, shortText),
    endpoint: storable(record.endpoint, shortText) ?? '',
    remote_address: storable(record.remoteAddress, shortText) ?? '',
    client_request_id: storable(record.clientRequestId, shortText),
    outcome: record.outcome,
    code: record.code ?? null,
    means: storable(record.means, longText),
    fix: storable(record.fix, longText),
    principal,
    principal_key: principal && principalKey(principal),
    stages: stagesOf(record),
    failed_stage: record.stages.findLast(({ outcome }) => outcome === 'failed')?.stage ?? null,
  }
}

function storable(text: string | undefined, limit: number): string | null {
  if (text === undefined) return null
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text
  return storableText(cut)
}

function stagesOf(record: SignInRecord): string {
  const whole = JSON.stringify(record.stages)
  if (whole.length <= stagesText) return whole
  return JSON.stringify(record.stages.map((stage) => ({ ...stage, facts: { tooLong: true } })))
}

export function signInRecordOf(row: SignInRow): SignInRecord {
  return {
    traceId: row.trace_id,
    startedAt: new Date(row.started_at),
    applicationId: row.application_id ?? undefined,
    endpoint: row.endpoint,
    remoteAddress: row.remote_address,
    clientRequestId: row.client_request_id ?? undefined,
    outcome: outcomeOf(row.outcome),
    code: codeOf(row.code),
    means: row.means ?? undefined,
    fix: row.fix ?? undefined,
    principal: row.principal ?? undefined,
    stages: stageRecordsOf(JSON.parse(row.stages)),
  }
}

export function outcomeOf(text: string): SignInRecord['outcome'] {
  return outcomes.find((outcome) => outcome === text) ?? 'failed'
}

const outcomes: readonly SignInRecord['outcome'][] = ['issued', 'signedOut', 'challenged', 'refused', 'failed']

function codeOf(code: string | null): ErrorCode | undefined {
  return code !== null && isErrorCode(code) ? code : undefined
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}

function stageRecordsOf(value: unknown): SignInRecord['stages'] {
  return Array.isArray(value) ? value.filter(isStageRecord) : []
}

function isStageRecord(value: unknown): value is SignInRecord['stages'][number] {
  return (
    typeof value === 'object' && value !== null && 'stage' in value && stageNames.some((name) => name === value.stage)
  )
}

/** Names are compared without case. */
export function principalKey(principal: string): string {
  return principal.toLowerCase()
}
