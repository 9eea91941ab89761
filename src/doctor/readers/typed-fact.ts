import { guidFromBytes } from '../../protocol/ad/guid.ts'
import type { Evidence, Fact } from '../fact.ts'
import { evidenceAt } from '../fact-at.ts'
import { findBase64Der, findDnsName, findGuid, findSid, findUpn, findUrl } from '../grammar.ts'
import type { Line, ReadNote } from '../reader.ts'
import { findFiletime, findMoment, type Moment } from './moment.ts'

/** Text that a reader found -> a fact in our spelling. What does not fit its type is left out, and a note says so. */

/** Collects what could not be read while one reader runs. */
export interface FactContext {
  readonly source: string
  readonly notes: ReadNote[]
}

export type ValueType = keyof typeof valueTypes

/** A table: each type, how its text becomes a value, and what to call it where the text is no such thing. */
const valueTypes = {
  text: { find: (text: string) => text, called: 'a text' },
  guid: { find: findGuidOrBytes, called: 'a GUID' },
  sid: { find: findSid, called: 'a SID' },
  upn: { find: findUpn, called: 'a user principal name' },
  dns: { find: findDnsName, called: 'a DNS name' },
  url: { find: findUrl, called: 'an address' },
  certificate: { find: findBase64Der, called: 'a certificate' },
  boolean: { find: findBoolean, called: 'yes or no' },
  integer: { find: findInteger, called: 'a number' },
  time: { find: (text: string) => findMoment(text) ?? findFiletime(text), called: 'a time' },
} as const satisfies Record<string, { find(text: string): string | Moment | undefined; called: string }>

/** An empty text is an empty fact, whatever its type. Half a value is none: compared with a whole one it would be a false alarm. */
export function typedFact(
  name: string,
  text: string,
  type: ValueType,
  line: Line,
  context: FactContext,
): Fact | undefined {
  const evidence = evidenceAt(shortLine(line, name, text), context.source)
  if (text === '') return { name, value: '', evidence }
  const isShortened = /(?:\.\.\.|…)$/.test(text)
  const value = isShortened ? undefined : valueTypes[type].find(text)
  if (value !== undefined) return typeof value === 'string' ? { name, value, evidence } : { name, ...value, evidence }
  const why = isShortened ? 'was shortened by the tool that printed it' : `is not ${valueTypes[type].called}`
  if (context.notes.length < maxNotes)
    context.notes.push({
      source: context.source,
      text: `line ${line.number}: the value of ${name.slice(0, 80)} ${why}`,
    })
  return undefined
}

const maxNotes = 20

/** Evidence for a value that is not on a line of its own, such as one of a document on a single line: `name: value`. */
export function quotedEvidence(name: string, value: string, line: Line, source: string): Evidence {
  return evidenceAt({ number: line.number, text: `${name}: ${value}` }, source)
}

const longLine = 500

function shortLine(line: Line, name: string, text: string): Line {
  return line.text.length <= longLine ? line : { number: line.number, text: `${name}: ${text}` }
}

/** `{33, 34, …}` of PowerShell and JSON arrays of bytes count as GUIDs, in the order in which AD stores them. */
function findGuidOrBytes(text: string): string | undefined {
  const bytes = /^\{?((?:\d{1,3}[,\s]+){15}\d{1,3})\}?$/
    .exec(text)?.[1]
    ?.split(/[,\s]+/)
    .map(Number)
  if (bytes === undefined) return findGuid(text)
  return bytes.every((byte) => byte < 256) ? guidFromBytes(Uint8Array.from(bytes)) : undefined
}

const yes: readonly string[] = ['yes', 'true', 'enabled', '1', 'ja', 'oui', 'sí', 'si', 'wahr', 'vrai', 'はい']
const no: readonly string[] = ['no', 'false', 'disabled', '0', 'nein', 'non', 'falsch', 'faux', 'いいえ']

function findBoolean(text: string): string | undefined {
  const word = text.toLowerCase()
  if (yes.includes(word)) return 'true'
  return no.includes(word) ? 'false' : undefined
}

/** Decimal or `0x…` -> decimal text. */
function findInteger(text: string): string | undefined {
  return /^(?:-?\d{1,15}|0x[0-9a-f]{1,12})$/i.test(text) ? String(Number(text)) : undefined
}
