import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { KerberosTicket } from '../readings/active-directory-readings.ts'
import { findMoment } from './moment.ts'
import { type FactContext, typedFact } from './typed-fact.ts'

/**
 * `klist` and `klist tgt`, of whatever logon session, in any language: the lines of a ticket are known by what stands on them and by their
 * order, since Windows translates the labels. The encoded ticket and session key of `klist tgt` are passed over and go nowhere.
 */
export const klistReader: LineReader = {
  format: 'klist',
  starts: (text) => begins.test(text),
  read: readTickets,
}

type TicketFact = keyof KerberosTicket['facts']

/** A ticket of the list, or the first line of `klist tgt`. */
const begins = /^\s*#\d{1,4}>\s|^\s*ServiceName\s+:/
/** Labels of `klist tgt` that the values alone do not tell. */
const tgtLabels: readonly (readonly [TicketFact, RegExp])[] = [
  ['client', /^\s*ClientName\s*: (.*)$/],
  ['server', /^\s*TargetName \(SPN\)\s*: (.*)$/],
  ['sessionKeyType', /^\s*Session Key\s+: KeyType 0x[0-9a-f]+ - (.*)$/i],
]
const labelled = /^\s*(?:#\d{1,4}>\s+)?(\p{L}[\p{L}\p{M} ()'’-]{1,46}?)\s*[:\uff1a]\s*(.*)$/u
/** Lines of a ticket that say nothing we keep: flags, and bytes. */
const passedOver = /^\s*$|0x[0-9a-f]+ ->|^\s+: KeyLength|^[0-9a-f]{4}\s+[0-9a-f]{2} /i
const logonId = /\b(0(?:x0)?:0x[0-9a-f]{1,16})\s*$/

function readTickets(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const context: FactContext = { source, notes: [] }
  const tickets: KerberosTicket[] = []
  const session = findSession(lines, start, source)
  let open: OpenTicket | undefined
  let index = start
  for (; index < lines.length; index += 1) {
    const line = lines[index]
    // An empty line stands between two tickets, never inside one.
    const isApart = index > start && lines[index - 1]?.text.trim() === '' && line?.text.trim() !== ''
    if (line === undefined || logonId.test(line.text) || (isApart && !begins.test(line.text))) break
    if (begins.test(line.text)) {
      if (open !== undefined) tickets.push(ticketOf(open, session, source))
      open = { facts: {}, first: line.number, last: line.number }
    }
    const found = partOn(line.text)
    if (found === undefined && !passedOver.test(line.text)) break
    if (open !== undefined && found !== undefined) addPart(open, found, line, context)
  }
  if (open !== undefined) tickets.push(ticketOf(open, session, source))
  const named = tickets.filter(({ facts }) => facts.client !== undefined || facts.server !== undefined)
  return { readings: named, next: Math.max(index, start + 1), notes: context.notes }
}

/** In front of the list. The nearest counts: the current session is named before the one that was asked for. */
function findSession(lines: readonly Line[], start: number, source: string): Fact | undefined {
  for (const line of lines.slice(Math.max(0, start - 6), start).reverse()) {
    const id = logonId.exec(line.text)?.[1]?.replace('0x0:', '0:')
    if (id !== undefined) return factAt(line, source, 'LogonId', id)
  }
  return undefined
}

interface OpenTicket {
  readonly facts: { [Key in TicketFact]?: Fact }
  readonly first: number
  last: number
}

interface TicketPart {
  /** Undefined where the value tells. */
  readonly name: TicketFact | undefined
  readonly label: string
  readonly value: string
}

function partOn(text: string): TicketPart | undefined {
  for (const [name, form] of tgtLabels) {
    const value = form.exec(text)?.[1]
    if (value !== undefined) return { name, label: name, value: value.trim() }
  }
  const [, label, value = ''] = labelled.exec(text) ?? []
  return label === undefined ? undefined : { name: undefined, label, value: value.trim() }
}

function addPart(open: OpenTicket, { name, label, value }: TicketPart, line: Line, context: FactContext): void {
  open.last = line.number
  const key = name ?? nameByValue(open, label, value)
  if (key === undefined) return
  const type = key.endsWith('Time') ? 'time' : 'text'
  const text = key.endsWith('Type') ? encryptionName(value) : value.replace(/ @ ?/, '@').replace(/\s*\(\S+\)$/, '')
  const fact = typedFact(label, text, type, line, context)
  if (fact !== undefined) open.facts[key] ??= fact
}

/** Client before server, the ticket's key before the session's, begin before end before renewal. */
function nameByValue({ facts }: OpenTicket, label: string, value: string): TicketFact | undefined {
  if (/ @/.test(value)) return facts.client === undefined ? 'client' : 'server'
  if (/^(?:AES|RSADSI|Kerberos DES|DES)/i.test(value))
    return facts.encryptionType === undefined && !isTgt(facts) ? 'encryptionType' : 'sessionKeyType'
  if (findMoment(value.replace(/\s*\(\S+\)$/, '')) !== undefined)
    return (['startTime', 'endTime', 'renewTime'] as const).find((key) => facts[key] === undefined)
  return /\bKDC\b/i.test(label) ? 'kdc' : undefined
}

/** `klist tgt` does not say by which key the ticket is encrypted. */
function isTgt(facts: OpenTicket['facts']): boolean {
  return facts.sessionKeyType !== undefined
}

const encryptionNames = [
  ['AES256', /AES-256|AES256/i],
  ['AES128', /AES-128|AES128/i],
  ['RC4', /RC4/i],
  ['DES', /\bDES/i],
] as const

function encryptionName(text: string): string {
  return encryptionNames.find(([, form]) => form.test(text))?.[0] ?? text
}

function ticketOf({ facts, first, last }: OpenTicket, session: Fact | undefined, source: string): KerberosTicket {
  return {
    kind: 'kerberos-ticket',
    source,
    firstLine: first,
    lastLine: last,
    facts: { ...facts, ...(session && { logonId: session }) },
  }
}
