import type { Fact } from '../fact.ts'
import { factAt } from '../fact-at.ts'
import { findDnsName, findGuid } from '../grammar.ts'
import type { Line, LineReader, ReadNote, ReadResult } from '../reader.ts'
import type { ServiceConnectionPoint } from '../readings/windows-readings.ts'

/** The service connection point by its keywords, wherever they are printed: ADSI Edit, PowerShell, ldapsearch, ldifde, on one line or two. */

const keyword = /\bazureAD(Name|Id)\s*:\s*([^;,}\s"'\\]{1,253})/gi
const container = /(CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=[^"';}]*?(?:,DC=[\w-]+)+)/i

export const connectionPointReader: LineReader = {
  format: 'service connection point',
  starts: (text) => /\bazureAD(?:Name|Id)\s*:/i.test(text),
  read: readConnectionPoint,
}

type Keyword = 'azureADName' | 'azureADId'

function readConnectionPoint(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const facts: { [Key in Keyword]?: Fact } = {}
  const notes: ReadNote[] = []
  let last = start
  for (let index = start; index < lines.length && index - last < 4; index += 1) {
    const line = lines[index]
    const found = line === undefined ? [] : keywordsOf(line.text)
    if (line === undefined || found.some(({ name }) => facts[name] !== undefined)) break
    for (const { name, text } of found) {
      const value = name === 'azureADName' ? findDnsName(text) : findGuid(text)
      if (value !== undefined) facts[name] = factAt(line, source, name, value)
      else notes.push({ source, text: `line ${line.number}: the value of ${name} cannot be read` })
      last = index
    }
  }
  const [first, end] = [lines[start], lines[last]]
  // Prose names the keywords as well.
  if (first === undefined || end === undefined || Object.keys(facts).length === 0)
    return { readings: [], next: start + 1 }
  const dn = findContainer(lines.slice(Math.max(0, start - 12), last + 8), source)
  const reading: ServiceConnectionPoint = {
    kind: 'service-connection-point',
    source,
    firstLine: first.number,
    lastLine: end.number,
    facts: { ...facts, ...(dn && { dn }) },
  }
  return { readings: [reading], next: last + 1, notes }
}

function keywordsOf(text: string): readonly { name: Keyword; text: string }[] {
  return [...text.slice(0, 4000).matchAll(keyword)].map(([, which = '', value = '']) => ({
    name: which.toLowerCase() === 'name' ? 'azureADName' : 'azureADId',
    text: value,
  }))
}

function findContainer(lines: readonly Line[], source: string): Fact | undefined {
  for (const line of lines) {
    const name = container.exec(line.text.slice(0, 4000))?.[1]
    if (name !== undefined) return factAt(line, source, 'dn', name.trim())
  }
  return undefined
}
