import { aadstsCodes } from './codes/aadsts-codes.ts'
import { adalCodes } from './codes/adal-codes.ts'
import { deviceRegistrationCodes } from './codes/device-registration-codes.ts'
import { eventCodes } from './codes/event-codes.ts'
import { kerberosCodes } from './codes/kerberos-codes.ts'
import { networkCodes } from './codes/network-codes.ts'
import { signInCodes } from './codes/sign-in-codes.ts'

/** What Microsoft's side says, in our words: AADSTS numbers, HRESULTs, NTSTATUS, events, faults. */

export const codeKinds = [
  'aadsts',
  'adal',
  'adal-http',
  'dsreg',
  'drs',
  'oauth',
  'phase',
  'mdm',
  'tpm',
  'win32',
  'event-udr',
  'event-aad',
  'event-kdc',
  'event-security',
  'krb',
  'sspi',
  'network',
  'winhttp',
  'msal',
  'ntstatus',
  'soap-fault',
] as const
export type CodeKind = (typeof codeKinds)[number]

export interface CodeRow {
  readonly kind: CodeKind
  /** As it is written where it is met: `AADSTS51004`, `0xcaa20003`, `304`. Empty for a name without a published number. */
  readonly code: string
  /** Microsoft's name; empty where none is known. */
  readonly symbol: string
  /** Where on the way to a join or a sign-in it is met. */
  readonly phase: string
  readonly meaning: string
  /** Empty where there is nothing to do, or nothing is known. */
  readonly remedy: string
  /** Names in code-sources.ts. */
  readonly sources: readonly string[]
}

const tables = [aadstsCodes, adalCodes, deviceRegistrationCodes, eventCodes, kerberosCodes, networkCodes, signInCodes]

let parsed: readonly CodeRow[] | undefined

/** Every row of every table; read once, when first asked for. */
export function listCodes(): readonly CodeRow[] {
  parsed ??= tables.flatMap((table) => table.trim().split('\n').map(parseRow))
  return parsed
}

/**
 * The rows for a code as an administrator has it: `AADSTS51004` or `51004`, an HRESULT in hex or as signed decimal, an event id, a symbol.
 * Several where a number means several things; none for one that is not known.
 */
export function findCodes(text: string): readonly CodeRow[] {
  const wanted = spellings(text.trim().toLowerCase())
  return listCodes().filter(
    ({ code, symbol }) =>
      wanted.includes(code.toLowerCase()) || (symbol !== '' && wanted.includes(symbol.toLowerCase())),
  )
}

function spellings(text: string): readonly string[] {
  if (/^\d{5,9}$/.test(text)) return [text, `aadsts${text}`]
  if (/^-\d{1,10}$/.test(text)) return [text, `0x${(Number(text) >>> 0).toString(16).padStart(8, '0')}`]
  if (/^[0-9a-f]{8}$/.test(text)) return [text, `0x${text}`]
  return text === '' ? [] : [text]
}

function parseRow(line: string): CodeRow {
  const [kind = '', code = '', symbol = '', phase = '', meaning = '', remedy = '', sources = ''] = line.split('|')
  return { kind: kindOf(kind), code, symbol, phase, meaning, remedy, sources: sources.split(' ') }
}

function kindOf(text: string): CodeKind {
  const found = codeKinds.find((kind) => kind === text)
  if (found === undefined) throw new TypeError(`${text} is no kind of code`)
  return found
}
