import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { ClientRegistry } from '../readings/windows-readings.ts'
import { type FactTable, hasAny, type ObjectKind, readFacts, stretchOf } from './object-kind.ts'
import { type FactContext, typedFact, type ValueType } from './typed-fact.ts'

/** The registry keys that tell a client its tenant and how to join: `reg query`, .reg files, Get-ItemProperty. */

type RegistryValue = Exclude<keyof ClientRegistry['facts'], 'key'>

const values: Readonly<Record<RegistryValue, ValueType>> = {
  TenantId: 'guid',
  TenantName: 'dns',
  FallbackToSyncJoin: 'integer',
  autoWorkplaceJoin: 'integer',
  BlockAADWorkplaceJoin: 'integer',
}

const keyForm = /^\s*\[?-?((?:HKEY_LOCAL_MACHINE|HKLM|Computer\\HKEY_LOCAL_MACHINE)\\[^\]]{1,250}?)\]?\s*$/i
const cdjKey = /\\CDJ(?:\\AAD)?$|\\WorkplaceJoin$/i
const queryForm = /^\s{1,8}(\w+)\s+REG_(?:SZ|DWORD|EXPAND_SZ)\s*(.*)$/
const fileForm = /^\s*"(\w+)"=(?:"(.*)"|dword:([0-9a-f]{1,8}))\s*$/i

export const registryReader: LineReader = {
  format: 'registry of the CDJ keys',
  starts: (text) => text.includes('\\') && cdjKey.test(keyForm.exec(text)?.[1] ?? ''),
  read: readKey,
}

function readKey(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const first = lines[start]
  const key = keyForm.exec(first?.text ?? '')?.[1]
  if (first === undefined || key === undefined) return undefined
  const context: FactContext = { source, notes: [] }
  const facts: Record<string, Fact> = { key: factAt(first, source, 'key', key.trim()) }
  let last = start
  for (let index = start + 1; index < lines.length && index - last < 4; index += 1) {
    const line = lines[index]
    if (line === undefined || keyForm.test(line.text)) break
    const value = valueOn(line.text)
    if (value === undefined) continue
    last = index
    const { name, text } = value
    const known = knownValue(name)
    const fact = known && typedFact(name, text.trim(), values[known], line, context)
    if (known !== undefined && fact !== undefined) facts[known] = fact
  }
  const reading: ClientRegistry = {
    kind: 'client-registry',
    source,
    firstLine: first.number,
    lastLine: lines[last]?.number ?? first.number,
    facts,
  }
  return { readings: [reading], next: last + 1, notes: context.notes }
}

/** In a .reg file the DWORD is hexadecimal, and backslashes are doubled. */
function valueOn(text: string): { name: string; text: string } | undefined {
  const [, queried, printed = ''] = queryForm.exec(text) ?? []
  if (queried !== undefined) return { name: queried, text: printed }
  const [, name, quoted, dword] = fileForm.exec(text) ?? []
  return name === undefined ? undefined : { name, text: quoted?.replaceAll('\\\\', '\\') ?? `0x${dword}` }
}

function knownValue(name: string): RegistryValue | undefined {
  const wanted = name.toLowerCase()
  return Object.keys(values).find((known): known is RegistryValue => known.toLowerCase() === wanted)
}

const registryTable = {
  key: ['text', 'pspath'],
  TenantId: ['guid', 'tenantid'],
  TenantName: ['dns', 'tenantname'],
  FallbackToSyncJoin: ['integer', 'fallbacktosyncjoin'],
  autoWorkplaceJoin: ['integer', 'autoworkplacejoin'],
  BlockAADWorkplaceJoin: ['integer', 'blockaadworkplacejoin'],
} as const satisfies FactTable<keyof ClientRegistry['facts']>

/** Get-ItemProperty of the same keys. */
export const registryKind: ObjectKind = {
  names: ['fallbacktosyncjoin', 'autoworkplacejoin', 'blockaadworkplacejoin', 'tenantid', 'tenantname'],
  recognises: (names) =>
    hasAny(names, ['fallbacktosyncjoin', 'autoworkplacejoin', 'blockaadworkplacejoin']) ||
    (names.has('pspath') && hasAny(names, ['tenantid', 'tenantname'])),
  read: (object, context): ClientRegistry => ({
    kind: 'client-registry',
    ...stretchOf(object, context),
    facts: readFacts(object, registryTable, context),
  }),
}
