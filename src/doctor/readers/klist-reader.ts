import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { KerberosTicket } from '../readings/active-directory-readings.ts'
import { type FactContext, typedFact } from './typed-fact.ts'

/** `klist`, `klist tgt`, of whatever logon session. The encoded ticket that `klist tgt` shows is passed over and goes nowhere. */
export const klistReader: LineReader = {
  format: 'klist',
  starts: (text) =>
    /LogonId is 0x?[0-9a-f]*:0x|^\s*#\d+>\s|^\s*Cached (?:Tickets|TGT):|^\s*ServiceName\s+: krbtgt/.test(text),
  read: readTickets,
}

type TicketFact = keyof KerberosTicket['facts']

/** A table: the fact, the label (klist is not translated), and whether it is a time. */
const labels: readonly (readonly [TicketFact, RegExp])[] = [
  ['client', /^\s*(?:#\d+>\s+)?Client(?:Name)?\s*: (.*)$/],
  ['server', /^\s*(?:Server|TargetName \(SPN\))\s*: (.*)$/],
  ['encryptionType', /^\s*KerbTicket Encryption Type: (.*)$/],
  ['startTime', /^\s*Start ?Time\s*: +(.*)$/],
  ['endTime', /^\s*End ?Time\s*: +(.*)$/],
  ['renewTime', /^\s*Renew(?: Time|Until)\s*: +(.*)$/],
  ['sessionKeyType', /^\s*Session Key(?: Type: |\s+: KeyType 0x[0-9a-f]+ - )(.*)$/i],
  ['kdc', /^\s*Kdc Called: (.*)$/],
]
const logonId = /LogonId is (0(?:x0)?:0x[0-9a-f]+)/
const begins = /^\s*#\d+>\s|^\s*ServiceName\s+:/
/** Lines of a ticket that say nothing we keep. */
const ours =
  /^\s*$|^\s*(?:Cached (?:Tickets|TGT)|Ticket Flags|Cache Flags|DomainName|TargetDomainName|AltTargetDomainName|ServiceName|TimeSkew|EncodedTicket|Targeted LogonId|Current LogonId)|^\s+: KeyLength|^[0-9a-f]{4}\s+[0-9a-f]{2} /i

function readTickets(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const context: FactContext = { source, notes: [] }
  const tickets: KerberosTicket[] = []
  let session: Fact | undefined
  let open: OpenTicket | undefined
  let index = start
  for (; index < lines.length; index += 1) {
    const line = lines[index]
    if (line === undefined) break
    const found = labelOn(line.text)
    if (begins.test(line.text)) {
      if (open !== undefined) tickets.push(ticketOf(open, session, source))
      open = { facts: {}, first: line.number, last: line.number }
    }
    session = sessionOn(line, source) ?? session
    if (found !== undefined && open !== undefined) addFact(open, found, line, context)
    else if (!ours.test(line.text) && !begins.test(line.text)) break
  }
  if (open !== undefined) tickets.push(ticketOf(open, session, source))
  return { readings: tickets, next: Math.max(index, start + 1), notes: context.notes }
}

interface OpenTicket {
  readonly facts: { [Key in TicketFact]?: Fact }
  readonly first: number
  last: number
}

/** The last of them counts: the current session is named before the one that was asked for. */
function sessionOn(line: Line, source: string): Fact | undefined {
  const id = logonId.exec(line.text)?.[1]?.replace('0x0:', '0:')
  return id === undefined ? undefined : factAt(line, source, 'LogonId', id)
}

function labelOn(text: string): readonly [TicketFact, string] | undefined {
  for (const [name, form] of labels) {
    const value = form.exec(text)?.[1]
    if (value !== undefined) return [name, value.trim()]
  }
  return undefined
}

function addFact(
  open: OpenTicket,
  [name, text]: readonly [TicketFact, string],
  line: Line,
  context: FactContext,
): void {
  const type = name.endsWith('Time') ? 'time' : 'text'
  const fact = typedFact(name, name.endsWith('Type') ? encryptionName(text) : withoutBlanks(text), type, line, context)
  if (fact !== undefined) open.facts[name] ??= fact
  open.last = line.number
}

/** `HTTP/sts.example.test @ EXAMPLE.TEST` */
function withoutBlanks(text: string): string {
  return text.replace(/ @ ?/, '@')
}

function encryptionName(text: string): string {
  const known = [
    ['AES256', /AES-256|AES256/i],
    ['AES128', /AES-128|AES128/i],
    ['RC4', /RC4/i],
    ['DES', /\bDES/i],
  ] as const
  return known.find(([, form]) => form.test(text))?.[0] ?? text
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
