import { type Attempt, attemptOfDebug, attemptOfEvent, attemptOfStatus } from './attempt.ts'
import type { Case } from './case.ts'
import type { Fact } from './fact.ts'
import { findGuid } from './grammar.ts'
import type { Reading, ReadingKind, ReadingOf } from './reading.ts'
import type { DsregcmdStatus } from './readings/dsregcmd-readings.ts'
import type { JoinerySignIn } from './readings/joinery-readings.ts'

/**
 * Readings -> one case for each device, with everything that is of no one device in each: by device id and name, request ids and time.
 * Outputs that name no device belong to the only one there is, else to the one whose output stands before them in the same file.
 */
export function joinCases(readings: readonly Reading[], now?: Date): readonly Case[] {
  const groups = groupByDevice(readings)
  const shared = readings.filter((reading) => !ofOneDevice.includes(reading.kind))
  if (groups.length > 0)
    return groups.map(({ names, members }) => caseOf([...members, ...shared], nameOf(members) ?? [...names][0], now))
  const computers = [...new Set(shared.flatMap((reading) => computerOf(reading) ?? []))]
  if (computers.length < 2) return shared.length === 0 ? [] : [caseOf(shared, computers[0], now)]
  return computers.map((computer) => {
    const own = shared.filter((reading) => [undefined, computer].includes(computerOf(reading)))
    return caseOf(own, computer, now)
  })
}

/** Of an event that devices log of themselves; a domain controller's events belong to all. */
function computerOf(reading: Reading): string | undefined {
  if (reading.kind !== 'windows-event') return undefined
  const { channel, provider, computer } = reading.facts
  const isOfDevice = /user device registration|\bAAD\b/i.test(`${channel?.value ?? ''} ${provider?.value ?? ''}`)
  return isOfDevice && computer?.value ? computer.value : undefined
}

const ofOneDevice: readonly ReadingKind[] = ['dsregcmd-status', 'join-debug']

interface Group {
  /** Names and ids, lower-case. */
  readonly names: Set<string>
  readonly members: Reading[]
}

function groupByDevice(readings: readonly Reading[]): readonly Group[] {
  const groups: Group[] = []
  let nameless: Reading[] = []
  for (const reading of readings.filter(({ kind }) => ofOneDevice.includes(kind))) {
    const names = reading.kind === 'dsregcmd-status' ? namesOf(reading) : []
    const known = groups.find((group) => names.some((name) => group.names.has(name)))
    if (names.length === 0) {
      nameless.push(reading)
      continue
    }
    const pending = nameless.filter(({ source }) => source === reading.source)
    nameless = nameless.filter(({ source }) => source !== reading.source)
    if (known) addTo(known, names, [...pending, reading])
    else groups.push({ names: new Set(names), members: [...pending, reading] })
  }
  return placeNameless(groups, nameless)
}

function addTo(group: Group, names: readonly string[], members: readonly Reading[]): void {
  for (const name of names) group.names.add(name)
  group.members.push(...members)
}

/** To the device of the same file, or the only device; a file without a name is a device of its own. */
function placeNameless(groups: Group[], nameless: readonly Reading[]): readonly Group[] {
  const bySource = Map.groupBy(nameless, ({ source }) => source)
  const [only, second] = groups
  for (const [source, members] of bySource) {
    const sameFile = groups.filter((group) => group.members.some((member) => member.source === source))
    const host = sameFile.length === 1 ? sameFile[0] : second === undefined ? only : undefined
    if (host) host.members.push(...members)
    else groups.push({ names: new Set(), members: [...members] })
  }
  return groups
}

/** As Windows writes it. */
function nameOf(members: readonly Reading[]): string | undefined {
  const names = members.map((member) => (member.kind === 'dsregcmd-status' ? member.facts['Device Name']?.value : ''))
  return names.find((name) => name !== undefined && name !== '')
}

function namesOf({ facts }: DsregcmdStatus): readonly string[] {
  const name = facts['Device Name']?.value.toLowerCase()
  const id = findGuid(facts.DeviceId?.value ?? '')
  return [name, id].filter((text): text is string => text !== undefined && text !== '')
}

function caseOf(readings: readonly Reading[], device: string | undefined, now: Date | undefined): Case {
  const all = <Kind extends ReadingKind>(kind: Kind): readonly ReadingOf<Kind>[] =>
    readings.filter((reading): reading is ReadingOf<Kind> => reading.kind === kind)
  const statuses = all('dsregcmd-status')
  const attempts = attemptsOf(all, device).map((attempt) => withSignIns(attempt, all('joinery-sign-in'), device))
  return {
    readings,
    all,
    device,
    attempt: attempts.at(-1),
    earlier: attempts.slice(0, -1),
    status: statuses.filter(({ isJoinEnd }) => !isJoinEnd).at(-1) ?? statuses.at(-1),
    now,
  }
}

/** The oldest first. What a status keeps of the last registration is the same try as a debug output of that time. */
function attemptsOf(all: Case['all'], device: string | undefined): readonly Attempt[] {
  const debugs = all('join-debug').map(attemptOfDebug)
  const kept = all('dsregcmd-status').flatMap((status) => attemptOfStatus(status) ?? [])
  const events = all('windows-event')
    .filter(({ facts }) => device === undefined || isSameDevice(facts.computer, device))
    .flatMap((event) => attemptOfEvent(event) ?? [])
  const others = [...kept, ...events].filter((one) => !debugs.some((debug) => isSameTry(one, debug)))
  return [...debugs, ...others]
    .map((attempt, index) => ({ attempt, index }))
    .sort(byTime)
    .map(({ attempt }) => attempt)
}

function byTime(one: { attempt: Attempt; index: number }, other: { attempt: Attempt; index: number }): number {
  const times = [one.attempt.time?.value, other.attempt.time?.value]
  const [first, second] = times
  if (first === undefined || second === undefined || first === second) return one.index - other.index
  return first < second ? -1 : 1
}

function isSameDevice(computer: Fact | undefined, device: string): boolean {
  const [name = ''] = (computer?.value ?? '').toLowerCase().split('.')
  return name === '' || name === device.toLowerCase().split('.')[0] || findGuid(device) !== undefined
}

const sameTryMilliseconds = 120_000

function isSameTry(kept: Attempt, debug: Attempt): boolean {
  if (kept.requestIds.some((id) => debug.requestIds.includes(id))) return true
  if (kept.time === undefined || debug.time === undefined)
    return kept.source === debug.source || kept.cause?.value === debug.cause?.value
  return Math.abs(Date.parse(kept.time.value) - Date.parse(debug.time.value)) < sameTryMilliseconds
}

const nearbyMilliseconds = 600_000

/** By request id: Windows sends the id of the join in its message to the token service. Else by the computer's name and the time. */
function withSignIns(attempt: Attempt, signIns: readonly JoinerySignIn[], device: string | undefined): Attempt {
  const byId = signIns.filter(({ facts }) => {
    const id = findGuid(facts.clientRequestId?.value ?? '')
    return id !== undefined && attempt.requestIds.includes(id)
  })
  const belonging = byId.length > 0 ? byId : signIns.filter((signIn) => isNear(signIn, attempt, device))
  return { ...attempt, signIns: belonging }
}

function isNear(signIn: JoinerySignIn, attempt: Attempt, device: string | undefined): boolean {
  const account = /^([^@]+)\$@/.exec(signIn.facts.principal?.value.toLowerCase() ?? '')?.[1]
  if (account === undefined || device === undefined || account !== device.toLowerCase().split('.')[0]) return false
  if (attempt.time === undefined || signIn.time === undefined) return true
  return Math.abs(Date.parse(signIn.time.value) - Date.parse(attempt.time.value)) < nearbyMilliseconds
}
