import { joinEndFields } from '../../entra/dsregcmd-status-fields.ts'
import {
  adalStatusFailure,
  type DebugLineName,
  fillDebugLine,
  joinDebugLines,
  type PreCheckField,
  preCheckFields,
} from '../../entra/join-debug-lines.ts'
import { type FieldValues, printFields } from './print-fields.ts'

/** One line of ADAL's log; `GetStatus returned failure` stands in it by itself. */
export type AdalLogEntry = { readonly text: string; readonly hresult: string } | 'statusFailure'

export type PreCheck = Readonly<Record<PreCheckField, string>>

/** What happened in one `dsregcmd /join /debug`, as far as it came; every HRESULT is `0x` and hex digits as Windows has them. */
export interface JoinDebugFacts {
  readonly clientRequestId: string
  readonly domainController:
    | { readonly dnsDomain: string; readonly forest: string; readonly host: string }
    | { readonly hresult: string }
  readonly preCheck: PreCheck
  readonly discovery?: Discovery
  readonly token?: TokenRequest
  readonly join?: JoinResponse
  readonly end?: JoinEnd
  /** Printed after DSREGCMD_END_STATUS; absent where the pre-check ended the run. */
  readonly status?: FieldValues
}

export type Discovery =
  | { readonly tenantType: 'Federated' | 'Managed'; readonly tenantId: string; readonly tenantName: string }
  | { readonly readError?: string; readonly hresult: string }

export interface TokenRequest {
  readonly authCodeUrl: string
  readonly authority: string
  readonly adalLog: readonly AdalLogEntry[]
  readonly failure?: {
    readonly adalErrorCode: string
    readonly correlationId: string
    /** The first error of the log: what really happened. */
    readonly cause: string
    readonly trySynchronized: boolean
  }
}

export interface JoinResponse {
  readonly requestId: string
  readonly time: Date
  readonly httpStatus: number
  readonly refusal?: { readonly code: string; readonly subcode?: string; readonly message: string }
}

export type JoinEnd =
  | { readonly path: 'federated' }
  | { readonly path: 'sync' }
  | { readonly path: null; readonly hresult: string }

/** What `dsregcmd /join /debug` prints, layout and order as captured; no line break at the end. */
export function printJoinDebug(facts: JoinDebugFacts): string {
  return [
    line('loggingInitialized'),
    line('loggingInitialized'),
    line('clientRequest', { clientRequestId: facts.clientRequestId }) + printDomainController(facts.domainController),
    ...printPreCheck(facts),
    ...(facts.discovery ? printDiscovery(facts.discovery) : []),
    ...(facts.token ? printToken(facts.token) : []),
    ...(facts.join ? printJoin(facts.join) : []),
    ...(facts.end ? [printEnd(facts.end)] : []),
    ...(facts.status ? [line('endStatus'), ...printFields(joinEndFields, facts.status)] : []),
  ].join('\n')
}

function line(name: DebugLineName, facts: Readonly<Record<string, string>> = {}): string {
  return fillDebugLine(joinDebugLines[name], facts)
}

function printDomainController(found: JoinDebugFacts['domainController']): string {
  return 'hresult' in found ? line('domainControllerMissing', found) : line('domainControllerFound', found)
}

function printPreCheck(facts: JoinDebugFacts): readonly string[] {
  return [
    line('preJoinChecksComplete'),
    ...preCheckFields.map((name) => line('preCheckField', { name, value: facts.preCheck[name] })),
    'hresult' in facts.domainController ? line('noDomainController') : line('preCheckCompleted'),
  ]
}

function printDiscovery(discovery: Discovery): readonly string[] {
  if ('tenantType' in discovery) return [line('joinInfo', discovery)]
  const { readError, hresult } = discovery
  const unreadable = readError === undefined ? [] : [line('registrationDataUnreadable', { hresult: readError })]
  return [...unreadable, line('discoverFailed', { hresult })]
}

/** A refused request's log is printed a second time, last line first. */
function printToken({ authCodeUrl, authority, adalLog, failure }: TokenRequest): readonly string[] {
  const log = adalLog.map(printAdalEntry)
  const asked = [line('getToken'), line('authCodeUrl', { authCodeUrl }), line('authority', { authority }), ...log]
  if (failure === undefined) return asked
  const { adalErrorCode, correlationId, cause, trySynchronized } = failure
  return [
    ...asked,
    line('adalErrorCode', { hresult: adalErrorCode }),
    line('adalCorrelationId', { correlationId }),
    ...log.toReversed(),
    line('noAccessToken', { hresult: cause }),
    line(trySynchronized ? 'federatedJoinFailedTrySync' : 'federatedJoinFailed', { hresult: adalErrorCode }),
  ]
}

function printAdalEntry(entry: AdalLogEntry): string {
  if (entry === 'statusFailure') return adalStatusFailure
  return `AdalLog: ${entry.text === '' ? '' : `${entry.text} ;`} HRESULT: ${entry.hresult}`
}

function printJoin({ requestId, time, httpStatus, refusal }: JoinResponse): readonly string[] {
  const lines = [
    line('joinRequestId', { requestId }),
    line('joinResponseTime', { time: time.toUTCString() }),
    line('joinHttpStatus', { status: String(httpStatus) }),
  ]
  if (refusal === undefined) return lines
  const { code, subcode, message } = refusal
  return [
    ...lines,
    line('joinErrorCode', { code }),
    ...(subcode === undefined ? [] : [line('joinErrorSubcode', { subcode })]),
    line('joinErrorMessage', { message }),
  ]
}

function printEnd(end: JoinEnd): string {
  if (end.path === 'federated') return line('federatedJoinSucceeded')
  return end.path === 'sync' ? line('syncJoinSucceeded') : line('joinFailed', { hresult: end.hresult })
}
