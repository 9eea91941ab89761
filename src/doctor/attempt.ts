import type { Fact } from './fact.ts'
import { findAadsts, findGuid, findHexCode, findUtcTime } from './grammar.ts'
import type { DsregcmdStatus, JoinDebug } from './readings/dsregcmd-readings.ts'
import type { JoinerySignIn } from './readings/joinery-readings.ts'
import type { WindowsEvent } from './readings/windows-readings.ts'

/** One try of a device to join, from `/join /debug`, from what `/status` keeps of the last one, or from the event log. */
export interface Attempt {
  readonly told: 'join-debug' | 'status' | 'event'
  readonly source: string
  readonly time: Fact | undefined
  /** Null: it did not join. Undefined: the input does not show the end. */
  readonly path: 'federated' | 'sync' | null | undefined
  /** Where the first leg failed; undefined when nothing failed. */
  readonly phase: JoinPhase | undefined
  /** The first code that says why. */
  readonly cause: Fact | undefined
  readonly aadsts: Fact | undefined
  /** Every error code in order, each once. */
  readonly codes: readonly Fact[]
  /** A federated join failed; what followed does not undo that. */
  readonly federatedFailure: Fact | undefined
  /** The code of a failed fallback, or of a registration that failed after the token. */
  readonly joinFailure: Fact | undefined
  readonly tenantType: Fact | undefined
  readonly tenantId: Fact | undefined
  readonly tenantName: Fact | undefined
  /** Ids that other logs know it by. */
  readonly requestIds: readonly string[]
  /** Entries of Joinery's sign-in log that belong to it. */
  readonly signIns: readonly JoinerySignIn[]
  readonly debug: JoinDebug | undefined
}

export type JoinPhase = 'pre-check' | 'discover' | 'auth' | 'join'

/** ADAL's codes for "it failed": they say nothing of why. */
const passedUpward: readonly string[] = ['0xcaa1000e', '0xcaa90006']

export function attemptOfDebug(debug: JoinDebug): Attempt {
  const { facts, adalErrors } = debug
  const auth = [...adalErrors, facts.noAccessToken, facts.adalErrorCode, facts.federatedJoinFailed]
  const firstOfAuth = auth.find((fact) => fact !== undefined && !passedUpward.includes(fact.value))
  const authFailed = facts.noAccessToken ?? facts.federatedJoinFailed ?? firstOfAuth
  const preCheck = facts.isDcAvailable?.value.toUpperCase() === 'NO' ? facts.isDcAvailable : undefined
  const pre = facts.domainControllerError ?? preCheck
  const discover = facts.discoverError ?? facts.registrationDataError
  const refused = facts.joinHttpStatus && !facts.joinHttpStatus.value.startsWith('2') ? facts.joinHttpStatus : undefined
  const joinFailure = facts.joinFailed ?? facts.joinErrorCode ?? refused
  const phase = pre ? 'pre-check' : discover ? 'discover' : authFailed ? 'auth' : joinFailure ? 'join' : undefined
  const isStarted = phase !== undefined || facts.tenantType !== undefined
  return {
    told: 'join-debug',
    source: debug.source,
    time: debug.time,
    path: pathOfDebug(debug, isStarted && (phase !== undefined || debug.isCut !== true)),
    phase,
    cause: pre ?? discover ?? firstOfAuth ?? authFailed ?? joinFailure,
    aadsts: facts.aadsts,
    codes: distinct([pre, discover, facts.aadsts, ...auth, joinFailure]),
    federatedFailure: facts.federatedJoinFailed ?? authFailed,
    joinFailure,
    tenantType: facts.tenantType,
    tenantId: facts.tenantId,
    tenantName: facts.tenantName,
    requestIds: idsOf([facts.clientRequestId, facts.adalCorrelationId, facts.joinRequestId]),
    signIns: [],
    debug,
  }
}

function pathOfDebug({ facts, isCut }: JoinDebug, hasEnded: boolean): Attempt['path'] {
  if (facts.federatedJoinSucceeded) return 'federated'
  if (facts.joinSucceeded) return 'sync'
  return isCut && facts.joinFailed === undefined ? undefined : hasEnded ? null : undefined
}

/** `/status` keeps what went wrong with the last registration, on a device that is not joined. */
export function attemptOfStatus(status: DsregcmdStatus): Attempt | undefined {
  const { facts } = status
  const phase = joinPhases.find((name) => name === facts['Error Phase']?.value)
  const code = facts['Client ErrorCode']
  const failedTest = failedTests.find(([name]) => facts[name]?.value.startsWith('FAIL'))
  if (code === undefined && failedTest === undefined) return undefined
  const testCode = failedTest && codeOfTest(facts[failedTest[0]])
  const message = facts['Server Message']
  const number = findAadsts(message?.value ?? '')
  const aadsts = message && number !== undefined ? { ...message, value: number } : undefined
  const cause = code ?? testCode
  const where = phase ?? failedTest?.[1]
  const registration = facts['Previous Registration']
  const isTimed = registration !== undefined && findUtcTime(registration.value) !== undefined
  const isFederated = facts['Registration Type']?.value !== 'sync'
  return {
    told: 'status',
    source: status.source,
    time: isTimed ? registration : status.time,
    path: null,
    phase: where,
    cause,
    aadsts,
    codes: distinct([aadsts, cause, testCode]),
    federatedFailure: where === 'auth' && isFederated ? cause : undefined,
    joinFailure: where === 'join' ? cause : undefined,
    tenantType: undefined,
    tenantId: undefined,
    tenantName: undefined,
    requestIds: idsOf([facts['Request Id']]),
    signIns: [],
    debug: undefined,
  }
}

/** Events 304 and 305 name the error code and the phase; 306 is a join that succeeded. */
export function attemptOfEvent(event: WindowsEvent): Attempt | undefined {
  const id = event.facts.eventId?.value
  if (!/user device registration/i.test(event.facts.channel?.value ?? event.facts.provider?.value ?? ''))
    return undefined
  if (id !== '304' && id !== '305' && id !== '306') return undefined
  const named = Object.entries(event.data).find(([name]) => /errorphase/i.test(name))?.[1]
  const phase = joinPhases.find((name) => name === named?.value.toLowerCase())
  const aadsts = event.codes.find(({ value }) => value.startsWith('AADSTS'))
  const codes = event.codes.filter(({ value }) => /^0x[89c]/.test(value))
  const cause = codes.find(({ value }) => !passedUpward.includes(value)) ?? codes[0]
  const isFailure = id !== '306'
  const at = isFailure ? (phase ?? (id === '305' ? 'auth' : phaseOfCode(cause))) : undefined
  return {
    told: 'event',
    source: event.source,
    time: event.time,
    path: isFailure ? null : undefined,
    phase: at,
    cause: isFailure ? cause : undefined,
    aadsts: isFailure ? aadsts : undefined,
    codes: isFailure ? distinct([aadsts, ...codes]) : [],
    federatedFailure: at === 'auth' ? cause : undefined,
    joinFailure: at === 'join' ? cause : undefined,
    tenantType: Object.entries(event.data).find(([name]) => /tenanttype/i.test(name))?.[1],
    tenantId: Object.entries(event.data).find(([name]) => /tenantid/i.test(name))?.[1],
    tenantName: undefined,
    requestIds: idsOf([event.facts.correlationId, event.facts.activityId]),
    signIns: [],
    debug: undefined,
  }
}

const joinPhases = ['pre-check', 'discover', 'auth', 'join'] as const satisfies readonly JoinPhase[]
const failedTests = [
  ['AD Connectivity Test', 'pre-check'],
  ['AD Configuration Test', 'discover'],
  ['DRS Discovery Test', 'discover'],
  ['DRS Connectivity Test', 'discover'],
  ['Token acquisition Test', 'auth'],
] as const satisfies readonly (readonly [string, JoinPhase])[]

/** `FAIL [0x801c001d/0x80072030]` */
function codeOfTest(fact: Fact | undefined): Fact | undefined {
  const code = findHexCode(/\[(0x[0-9a-fA-F]+)/.exec(fact?.value ?? '')?.[1] ?? '')
  return fact && code !== undefined ? { ...fact, value: code } : undefined
}

function phaseOfCode(code: Fact | undefined): JoinPhase | undefined {
  if (code === undefined) return undefined
  return code.value.startsWith('0xcaa') ? 'auth' : 'join'
}

function distinct(facts: readonly (Fact | undefined)[]): readonly Fact[] {
  const byValue = new Map<string, Fact>()
  for (const fact of facts) if (fact !== undefined && !byValue.has(fact.value)) byValue.set(fact.value, fact)
  return [...byValue.values()]
}

function idsOf(facts: readonly (Fact | undefined)[]): readonly string[] {
  return [...new Set(facts.flatMap((fact) => findGuid(fact?.value ?? '') ?? []))]
}
