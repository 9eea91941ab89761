import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { DomainController } from '../readings/active-directory-readings.ts'

/** `nltest /dsgetdc`, `/sc_query` and `/sc_verify`: the domain controller, or why there is none. */
export const nltestReader: LineReader = {
  format: 'nltest',
  starts: (text) => starting.test(text),
  read: readNltest,
}

const starting =
  /^\s*DC: \\\\|^Getting DC name failed|^Trusted DC Name|^Trusted DC Connection Status|I_NetLogonControl failed/

type ControllerFact = keyof DomainController['facts']

/** A table: the facts and where they stand; `nltest` is not translated. */
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
  const [first, last] = [lines[start], lines[index - 1]]
  if (first === undefined || last === undefined) return undefined
  const reading: DomainController = {
    kind: 'domain-controller',
    source,
    firstLine: first.number,
    lastLine: last.number,
    facts,
  }
  return { readings: [reading], next: index }
}

/** Codes as Windows writes them in hexadecimal: 1355 is `0x54b`. */
function printedValue(name: ControllerFact, text: string): string {
  if (name === 'status' || name === 'secureChannelStatus') return `0x${Number(text).toString(16)}`
  return text.trim()
}
