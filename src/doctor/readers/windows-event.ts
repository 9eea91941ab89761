import type { Evidence, Fact } from '../fact.ts'
import { evidenceAt } from '../fact-at.ts'
import { findAadsts, findGuid, findHexCode } from '../grammar.ts'
import type { Line } from '../reader.ts'
import type { WindowsEvent } from '../readings/windows-readings.ts'
import { findMoment } from './moment.ts'

/** An event, whatever it was printed by, as its parts -> the reading. */
export interface EventParts {
  readonly channel?: EventPart | undefined
  readonly provider?: EventPart | undefined
  readonly eventId: EventPart
  readonly level?: EventPart | undefined
  readonly time?: EventPart | undefined
  readonly computer?: EventPart | undefined
  readonly user?: EventPart | undefined
  readonly activityId?: EventPart | undefined
  /** Its lines. */
  readonly message?: readonly Line[] | undefined
  /** EventData by name; `Data1`, `Data2` where it has no names. */
  readonly data?: readonly (readonly [string, EventPart])[]
}

export interface EventPart {
  readonly text: string
  readonly line: Line
}

export interface EventStretch {
  readonly source: string
  readonly firstLine: number
  readonly lastLine: number
  readonly isCut?: boolean | undefined
}

type EventFact = keyof WindowsEvent['facts']

/** Undefined where there is no number of an event. */
export function windowsEvent(parts: EventParts, { isCut, ...stretch }: EventStretch): WindowsEvent | undefined {
  const eventId = /^\d{1,5}$/.exec(parts.eventId.text.trim())?.[0]
  if (eventId === undefined) return undefined
  const { source } = stretch
  const fact = (
    name: EventFact,
    part: EventPart | undefined,
    value = part?.text.trim(),
  ): Partial<Record<EventFact, Fact>> =>
    part === undefined || value === undefined || value === ''
      ? {}
      : { [name]: { name, value, evidence: partEvidence(name, part, source) } }
  const message = messageOf(parts.message ?? [])
  const data = { ...pairsOf(parts.message ?? [], source), ...dataFacts(parts.data ?? [], source) }
  const activityId = parts.activityId && findGuid(parts.activityId.text)
  const correlation = findCorrelation(data)
  return {
    kind: 'windows-event',
    ...stretch,
    ...(isCut === true && { isCut }),
    ...timeOf(parts.time, source),
    facts: {
      ...fact('channel', parts.channel, channelOf(parts.channel?.text ?? '')),
      ...fact('provider', parts.provider),
      ...fact('eventId', parts.eventId, eventId),
      ...fact('level', parts.level, levelOf(parts.level?.text ?? '')),
      ...fact('computer', parts.computer),
      ...fact('user', parts.user),
      ...fact('activityId', parts.activityId, activityId),
      ...(message && {
        message: { name: 'message', value: message, evidence: messageEvidence(parts.message, source) },
      }),
      ...(correlation && { correlationId: { ...correlation, name: 'correlationId' } }),
    },
    data,
    codes: codesOf(parts.message ?? [], Object.values(data), source),
  }
}

function partEvidence(name: string, { text, line }: EventPart, source: string): Evidence {
  const isLine = line.text !== '' && line.text.length <= 500
  return evidenceAt(isLine ? line : { number: line.number, text: `${name}: ${text}` }, source)
}

function messageEvidence(message: readonly Line[] | undefined, source: string): Evidence {
  return evidenceAt(message?.find(({ text }) => text.trim() !== '') ?? { number: 0, text: '' }, source)
}

const maxMessage = 8000

function messageOf(lines: readonly Line[]): string {
  const text = lines
    .map((line) => line.text.trim())
    .join('\n')
    .trim()
  return text.length > maxMessage ? `${text.slice(0, maxMessage)}…` : text
}

function timeOf(part: EventPart | undefined, source: string): { time?: Fact } {
  const moment = part && findMoment(part.text)
  if (part === undefined || moment === undefined) return {}
  return { time: { name: 'time', ...moment, evidence: partEvidence('time', part, source) } }
}

/** Event Viewer's tree shows names without the provider's; the text has the whole one. */
function channelOf(text: string): string {
  return text.trim().replace(/^Applications and Services Logs[\\/]/i, '')
}

const levels: readonly (readonly [string, RegExp])[] = [
  ['critical', /^(?:1|critical|kritisch|critique|crítico|重大)$/i],
  ['error', /^(?:2|error|fehler|erreur|エラー)$/i],
  ['warning', /^(?:3|warning|warnung|avertissement|advertencia|警告)$/i],
  ['information', /^(?:0|4|information(?:en)?|informational|información|情報|info|loglevel(?:always|info))$/i],
  ['verbose', /^(?:5|verbose|ausführlich|détaillé|detallado|詳細)$/i],
]

function levelOf(text: string): string | undefined {
  return levels.find(([, form]) => form.test(text.trim()))?.[0]
}

const pairForm = /^\s*([\p{L}][\p{L}\w ./()-]{0,60}?)\s*:\s+(\S.*)$/u

/** Where the message says it otherwise than EventData. */
const otherNames: Readonly<Record<string, string>> = {
  ResultCode: 'Status',
  FailureCode: 'Status',
  AccountName: 'TargetUserName',
  SuppliedRealmName: 'TargetDomainName',
  AccountDomain: 'TargetDomainName',
  ClientAddress: 'IpAddress',
}

/** `Ticket Encryption Type` -> `TicketEncryptionType`, as EventData has it. */
function dataName(name: string): string {
  const joined = name.replace(/(?:^|[\s/()-]+)(\p{L})?/gu, (_, letter: string | undefined) =>
    (letter ?? '').toUpperCase(),
  )
  return otherNames[joined] ?? joined
}

/** `Exit code: 0x801c001d` and `tenantId: …`; the first of a name counts. Several may stand on one line, ended by full stops. */
function pairsOf(message: readonly Line[], source: string): Record<string, Fact> {
  const pairs: Record<string, Fact> = Object.create(null)
  for (const line of message.slice(0, 400)) {
    for (const piece of line.text.slice(0, 8000).split(/(?<=[.,;])\s+(?=[A-Z][A-Za-z ]{2,40}: )/)) {
      const [, name, text] = pairForm.exec(piece) ?? []
      const key = dataName(name ?? '')
      if (name === undefined || text === undefined || key in pairs || Object.keys(pairs).length >= maxData) continue
      pairs[key] = { name, value: dataValue(text), evidence: evidenceAt({ number: line.number, text: piece }, source) }
    }
  }
  return pairs
}

const maxData = 100

function dataFacts(data: readonly (readonly [string, EventPart])[], source: string): Record<string, Fact> {
  const facts: Record<string, Fact> = Object.create(null)
  for (const [name, { text, line }] of data.slice(0, maxData)) {
    const evidence = evidenceAt({ number: line.number, text: `${name}: ${text}` }, source)
    facts[name] ??= { name, value: dataValue(text), evidence }
  }
  return facts
}

/** `Unknown HResult Error code: 0x801c001d.` and `… (0x80070002)` are their codes; EventData has nothing else. */
const spelledCode = /^(?:Unknown HResult )?Error code: (0x[0-9a-f]{8})\.?$|\((0x[0-9a-f]{8})\)\.?$/i

function dataValue(text: string): string {
  const value = text.trim().slice(0, maxMessage)
  const [, alone, inBrackets] = spelledCode.exec(value) ?? []
  const code = alone ?? inBrackets ?? (/^(?:0x|-)/i.test(value) ? value.replace(/\.$/, '') : '')
  return findGuid(value) ?? findHexCode(code) ?? value
}

/** Whatever case and spacing the message has it in. */
function findCorrelation(data: Readonly<Record<string, Fact>>): Fact | undefined {
  const found = Object.values(data).find(({ name }) => /^(?:adal ?)?correlation ?id$/i.test(name))
  const value = found && findGuid(found.value)
  return found !== undefined && value !== undefined ? { ...found, value } : undefined
}

const codeForm = /\bAADSTS\d{4,8}\b|\b0x[0-9a-f]{8}\b|(?<![\w-])-\d{10}\b/gi

/** Of failures, each once, in the order in which they stand there. */
function codesOf(message: readonly Line[], data: readonly Fact[], source: string): readonly Fact[] {
  const found = new Map<string, Fact>()
  const add = (text: string, evidence: (around: string) => Evidence): void => {
    for (const match of text.slice(0, 32_000).matchAll(codeForm)) {
      const value = findAadsts(match[0]) ?? findHexCode(match[0])
      const isFailure = value !== undefined && /^(?:0x[89a-f][0-9a-f]{7}|AADSTS\d+)$/.test(value)
      if (!isFailure || found.has(value) || found.size >= maxCodes) continue
      const around = text.slice(Math.max(0, match.index - 100), match.index + 300)
      found.set(value, { name: 'code', value, evidence: evidence(around) })
    }
  }
  for (const line of message) add(line.text, (around) => evidenceAt({ number: line.number, text: around }, source))
  for (const { value, evidence } of data) add(value, () => evidence)
  return [...found.values()]
}

const maxCodes = 40
