import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import { findGuid } from '../grammar.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { DomainController } from '../readings/active-directory-readings.ts'

/** `nltest /dsgetdc`, `/sc_query` and `/sc_verify`: the domain controller, or why there is none. The first in any language, by its order. */
export const nltestReader: LineReader = {
  format: 'nltest',
  starts: (text) => starting.test(text),
  read: readNltest,
}

const starting =
  /^\s*[\p{L} ]{2,48}?\s?[:\uff1a] ?\\\\[\w.-]+\s*$|^Getting DC name failed|^Trusted DC Name|^Trusted DC Connection Status|I_NetLogonControl failed/u

type ControllerFact = keyof DomainController['facts']

/** A table: the facts and where they stand in English. */
const forms: readonly (readonly [ControllerFact, RegExp])[] = [
  ['domainController', /^\s*(?:DC: |Trusted DC Name )\\\\(\S+)/],
  ['dnsDomain', /^\s*Dom Name: (\S+)/],
  ['forest', /^\s*Forest Name: (\S+)/],
  ['site', /^\s*Our Site Name: (.+)$/],
  ['status', /^Getting DC name failed: Status = (\d+)/],
  ['secureChannelStatus', /^(?:Trusted DC Connection Status|.*I_NetLogonControl failed:) Status = (\d+)/],
]
const ours = /^\s*(?:Address|Dom Guid|Dc Site Name|Flags|Trust Verification Status)\b|^The command completed/

function readNltest(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const listed = readInOrder(lines, start, source)
  if (listed !== undefined) return listed
  const facts: { [Key in ControllerFact]?: Fact } = {}
  let index = start
  for (; index < lines.length; index += 1) {
    const line = lines[index]
    const found = line && forms.find(([, form]) => form.test(line.text))
    const isNew = found !== undefined && facts[found[0]] === undefined
    if (line === undefined || (!isNew && !ours.test(line.text))) break
    const value = found?.[1].exec(line.text)?.[1]
    if (found !== undefined && value !== undefined)
      facts[found[0]] = factAt(line, source, found[0], printedValue(found[0], value))
  }
  return Object.keys(facts).length === 0 ? undefined : resultOf(facts, lines, start, index, source)
}

function resultOf(
  facts: DomainController['facts'],
  lines: readonly Line[],
  start: number,
  next: number,
  source: string,
): ReadResult {
  const [firstLine, lastLine] = [lines[start]?.number ?? 0, lines[next - 1]?.number ?? 0]
  return { readings: [{ kind: 'domain-controller', source, firstLine, lastLine, facts }], next }
}

/** `/dsgetdc`: controller, address, GUID, domain, forest, its site, ours, flags; undefined where it is not that. */
function readInOrder(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const values = lines
    .slice(start, start + 7)
    .map(({ text }) => /^\s*[^:\uff1a]{2,48}[:\uff1a]\s*(\S.*)$/.exec(text)?.[1]?.trim())
  const [controller, address, guid, dnsDomain, forest, , site] = values
  if (!controller?.startsWith('\\\\') || !address?.startsWith('\\\\') || findGuid(guid ?? '') === undefined)
    return undefined
  const fact = (name: ControllerFact, value: string | undefined, offset: number): DomainController['facts'] => {
    const line = lines[start + offset]
    return line === undefined || value === undefined ? {} : { [name]: factAt(line, source, name, value) }
  }
  const facts = {
    ...fact('domainController', controller.slice(2), 0),
    ...fact('dnsDomain', dnsDomain, 3),
    ...fact('forest', forest, 4),
    ...fact('site', site, 6),
  }
  const read = values.indexOf(undefined)
  return resultOf(facts, lines, start, start + (read < 0 ? values.length : read), source)
}

/** Codes as Windows writes them in hexadecimal: 1355 is `0x54b`. */
function printedValue(name: ControllerFact, text: string): string {
  if (name === 'status' || name === 'secureChannelStatus') return `0x${Number(text).toString(16)}`
  return text.trim()
}
