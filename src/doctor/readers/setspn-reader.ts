import { factAt } from '../fact-at.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import type { SpnHolder, SpnHolders } from '../readings/active-directory-readings.ts'

/**
 * `setspn -Q`, `-L` and `-X`: which account holds which service principal name, and that none or several do. In other languages than
 * English only holders are known, by the shape of their lines.
 */
export const setspnReader: LineReader = {
  format: 'setspn',
  starts: (text) => form(text) !== undefined,
  read: readSetspn,
}

type Form = 'query' | 'list' | 'duplicates'

const listed = /^Registered ServicePrincipalNames for (CN=.*?):?\s*$/i
const duplicated = /^(\S+\/\S+) is registered on these accounts:\s*$/i

function form(text: string): Form | undefined {
  if (/^Checking domain DC=/i.test(text) || /^No such SPN found|^Existing SPN found/i.test(text)) return 'query'
  if (/^CN=[^"<>]{1,400},DC=[\w-]+\s*$/i.test(text)) return 'query'
  if (listed.test(text)) return 'list'
  return duplicated.test(text) ? 'duplicates' : undefined
}

const account = /^\s*(CN=.+,DC=.+)$/i
const name = /^\s+([\w-]+\/[^\s,=]+)\s*$/
const over = /^(?:No such|Existing) SPN found|^found \d+ group/i

function readSetspn(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const first = lines[start]
  const kind = form(first?.text ?? '')
  if (first === undefined || kind === undefined) return undefined
  // A list of names, of whatever.
  if (account.test(first.text) && !name.test(lines[start + 1]?.text ?? '')) return { readings: [], next: start + 1 }
  const holders: { account: SpnHolder['account']; spns: SpnHolder['spns'][number][] }[] = []
  const own = listed.exec(first.text)?.[1]
  if (own !== undefined) holders.push({ account: factAt(first, source, 'account', own), spns: [] })
  let last = start
  for (let index = start; index < lines.length && index - last < 3 && !over.test(lines[last]?.text ?? ''); index += 1) {
    const line = lines[index]
    if (line === undefined || (index > start && isNextOne(line.text, kind))) break
    const [holder, spn] = [account.exec(line.text)?.[1], name.exec(line.text)?.[1]]
    if (holder !== undefined && kind !== 'list')
      holders.push({ account: factAt(line, source, 'account', holder), spns: [] })
    if (spn !== undefined) holders.at(-1)?.spns.push(factAt(line, source, 'servicePrincipalName', spn))
    if (holder !== undefined || spn !== undefined || over.test(line.text)) last = index
  }
  const asked = askedSpn(lines, start, source)
  const reading: SpnHolders = {
    kind: 'spn-holders',
    source,
    firstLine: first.number,
    lastLine: lines[last]?.number ?? first.number,
    facts: kind === 'list' || asked === undefined ? {} : { spn: asked },
    holders,
  }
  return { readings: [reading], next: last + 1 }
}

function isNextOne(text: string, kind: Form): boolean {
  if (kind === 'query') return /^Checking domain DC=/i.test(text) || listed.test(text)
  return form(text) !== undefined && !account.test(text)
}

/** In the command in front of the output, or in the heading of a duplicate. */
function askedSpn(lines: readonly Line[], start: number, source: string) {
  for (const line of lines.slice(Math.max(0, start - 3), start + 1).reverse()) {
    const spn =
      duplicated.exec(line.text)?.[1] ?? /\bsetspn(?:\.exe)?\s+.*-Q\s+['"]?([\w-]+\/[^\s'"]+)/i.exec(line.text)?.[1]
    if (spn !== undefined) return factAt(line, source, 'spn', spn)
  }
  return undefined
}
