import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import { findAadsts, findGuid, findHexCode, findUtcTime, guidPattern } from '../grammar.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { JoinDebug, JoinDebugFact } from '../readings/dsregcmd-readings.ts'
import { readStatus } from './dsregcmd-status-reader.ts'

/** `dsregcmd /join /debug`, succeeding and failing, newer and older builds, whole or cut; prompts and time stamps may stand around. */

/** Whole: a log may end anywhere, also in a code. */
const hex = '(0x(?:[89a-fA-F][0-9a-fA-F]{7}|[0-7][0-9a-fA-F]{0,7})(?![0-9a-fA-F]))'

/** Facts by the text they stand in. The first group is the value; without a group the fact is `true`. The first line that says it counts. */
const patterns: readonly (readonly [JoinDebugFact, RegExp])[] = [
  ['clientRequestId', new RegExp(`ClientRequestId:\\s*(${guidPattern})`)],
  ['dnsDomain', /DsGetDcName success \{ domain:(\S+)/],
  ['forest', /DsGetDcName success \{.* forest:(\S+)/],
  ['domainController', /DsGetDcName success \{.* domainController:\\*(\S+)/],
  ['domainControllerError', new RegExp(`DsGetDcName (?!success).*?${hex}`)],
  ['domainControllerError', /DsGetDcName (?!success).*?:\s*(\d{3,5})\b/],
  ['preCheckResult', /\bpreCheckResult:\s*(\S+)/],
  ['deviceKeysHealthy', /\b(?:deviceKeysHealthy|isPrivateKeyFound):\s*(\S+)/],
  ['isJoined', /\bisJoined:\s*(\S+)/],
  ['isDcAvailable', /\bisDcAvailable:\s*(YES|NO)/i],
  ['isSystem', /\bisSystem:\s*(\S+)/],
  ['resultCode', new RegExp(`\\bresultCode:\\s*${hex}`)],
  ['registrationDataError', new RegExp(`Failed reading registration data from AD\\..*?${hex}`)],
  ['discoverError', new RegExp(`TenantInfo::Discover failed with error code ${hex}`)],
  ['tenantType', /Join Info \{ TenantType = (\w+)\s*;/],
  ['tenantId', new RegExp(`Join Info \\{.*Tenan[dt]I[dD] = (${guidPattern})`)],
  ['tenantName', /Join Info \{.*TenantName = ([^\s;}]*)/],
  ['authCodeUrl', /Auth code URL: "([^"]*)"/],
  ['authority', /Token request authority: "([^"]*)"/],
  ['appliesTo', /using resource ID "([^"]*)"/],
  ['realmReceived', /received realm info/],
  ['oauthSuccess', /Webrequest returns success for oauth response/],
  ['oauthError', /returns error code:(\S+) and error description/],
  ['oauthError', /"error":\s*"(\w+)"/],
  ['oauthDescription', /and error description:(.*?)(?: ; HRESULT|$)/],
  ['aadsts', /(AADSTS\d{4,8})(?=\D)/],
  ['traceId', new RegExp(`Trace ID: (${guidPattern})`)],
  ['tokenTime', /Timestamp: (\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}Z)/],
  ['adalErrorCode', new RegExp(`AdalErrorCode: ${hex}`)],
  ['adalCorrelationId', new RegExp(`AdalCorrelationId: (${guidPattern})`)],
  ['noAccessToken', new RegExp(`GetComputerTokenForADRS failed with error ${hex}`)],
  ['federatedJoinFailed', new RegExp(`Federated ADRS join failed with error ${hex}`)],
  ['trySynchronized', /Try synchronized join/],
  ['joinRequestId', new RegExp(`Join request ID: (${guidPattern})`)],
  ['joinResponseTime', /Join response time: (.*)$/],
  ['joinHttpStatus', /Join HTTP status: (\d{3})/],
  ['joinErrorCode', /Join error code: (\S+)/],
  ['joinErrorSubcode', /Join error subcode: (\S+)/],
  ['joinErrorMessage', /Join error message: (.*)$/],
  ['federatedJoinSucceeded', /AutoEnrollAsComputer completed successfully/],
  ['joinSucceeded', /DsrCmdJoinHelper::Join: completed successfully/],
  ['joinFailed', new RegExp(`DsrCmdJoinHelper::Join: failed with error ${hex}`)],
]
const ours =
  /DsrCLI|DsrCmd|dsregcmd::|PreJoinChecks|pre-check tasks|TenantInfo::|ComputerTokenForADRS|Adal(?:Log|Correlation)|AutoEnrollAsComputer|Join (?:request ID|response time|HTTP status|error (?:sub)?code|error message):|GetStatus returned failure|can NOT be joined|(?:^|\s)(?:preCheckResult|deviceKeysHealthy|isPrivateKeyFound|isJoined|isDcAvailable|isSystem|keyProvider|keyContainer|dsrInstance|elapsedSeconds|resultCode):/
const begins =
  /DsrCLI: logging|dsregcmd::wmain|DsrCmdJoinHelper::|DsrCmdAccountMgr::|PreJoinChecks Complete|TenantInfo::Discover|GetComputerTokenForADRS|AdalLog: |AutoEnrollAsComputer:/
const end = /DSREGCMD_END_STATUS/
const adalError = /AdalLog:.*HRESULT: (0x[89a-fA-F][0-9a-fA-F]{7})/
const httpStatus = /WebRequest Status:\s*(\d{3})/
/** Lines of something else, or of a wrapped line, before the run is taken to be over. */
const foreignLines = 12

/** A run says something sooner. */
const silentLines = 60

export const joinDebugReader: LineReader = {
  format: 'dsregcmd /join /debug',
  starts: (text) => begins.test(text),
  read: readJoinDebug,
}

interface Run {
  readonly facts: Map<JoinDebugFact, Fact>
  readonly adalErrors: Map<string, Fact>
  readonly httpStatuses: Fact[]
}

function readJoinDebug(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const run: Run = { facts: new Map(), adalErrors: new Map(), httpStatuses: [] }
  let next = start
  for (let index = start; index < lines.length && index - next < foreignLines; index += 1) {
    const line = lines[index]
    if (line === undefined || isNextRun(line.text, run)) break
    if (run.facts.size + run.adalErrors.size === 0 && index - start > silentLines) return undefined
    if (end.test(line.text)) return withStatus(run, lines, start, index, source)
    if (!ours.test(line.text)) continue
    addLine(run, line, source)
    next = index + 1
  }
  return run.facts.size + run.adalErrors.size === 0
    ? undefined
    : { readings: [runOf(run, lines, start, next, source, true)], next }
}

const isNextRun = (text: string, { facts }: Run): boolean =>
  /ClientRequestId:/.test(text) && facts.size > 0 && facts.has('clientRequestId')

/** The status after the end carries the time of the join. */
function withStatus(run: Run, lines: readonly Line[], start: number, index: number, source: string): ReadResult {
  const debug = runOf(run, lines, start, index + 1, source, false)
  const status = readStatus(lines, index + 1, source, true)
  if (status === undefined) return { readings: [debug], next: index + 1 }
  const timed = status.readings.map((reading) => ({ ...reading, ...(debug.time && { time: debug.time }) }))
  return { readings: [debug, ...timed], next: status.next }
}

function addLine({ facts, adalErrors, httpStatuses }: Run, line: Line, source: string): void {
  for (const [name, pattern] of patterns) {
    if (facts.has(name)) continue
    const match = pattern.exec(line.text)
    if (match) facts.set(name, factAt(line, source, name, typed(name, match[1] ?? 'true')))
  }
  // After the code that went up, the log is printed again, backwards.
  if (facts.has('adalErrorCode') && adalErrors.size > 0) return
  const code = findHexCode(adalError.exec(line.text)?.[1] ?? '')
  if (code !== undefined && !adalErrors.has(code)) adalErrors.set(code, factAt(line, source, 'HRESULT', code))
  const status = httpStatus.exec(line.text)?.[1]
  if (status !== undefined) httpStatuses.push(factAt(line, source, 'HTTP status', status))
}

function typed(name: JoinDebugFact, text: string): string {
  const value = text.trim()
  if (name === 'aadsts') return findAadsts(value) ?? value
  if (name.endsWith('Time')) return findUtcTime(value) ?? value
  return findGuid(value) ?? findHexCode(value) ?? value
}

function runOf(
  { facts, adalErrors, httpStatuses }: Run,
  lines: readonly Line[],
  start: number,
  next: number,
  source: string,
  isCut: boolean,
): JoinDebug {
  const time = [facts.get('joinResponseTime'), facts.get('tokenTime')].find(
    (fact) => fact !== undefined && findUtcTime(fact.value) !== undefined,
  )
  return {
    kind: 'join-debug',
    source,
    firstLine: lines[start]?.number ?? 0,
    lastLine: lines[next - 1]?.number ?? 0,
    facts: Object.fromEntries(facts),
    adalErrors: [...adalErrors.values()],
    httpStatuses,
    ...(time && { time }),
    ...(isCut && { isCut: true }),
  }
}
