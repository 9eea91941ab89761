/** One entry of `ldapsearch -LLL -o ldif-wrap=no`, attribute names in lower case. */
export interface LdifEntry {
  readonly dn: string
  readonly attributes: ReadonlyMap<string, readonly Buffer[]>
}

/** Entries of a search result; comments and referrals are passed over [RFC2849]. */
export function parseLdif(text: string): readonly LdifEntry[] {
  return text
    .split(/\n{2,}/)
    .map(parseEntry)
    .filter((entry) => entry !== undefined)
}

function parseEntry(block: string): LdifEntry | undefined {
  const attributes = new Map<string, Buffer[]>()
  for (const line of block.split('\n')) {
    const read = parseLine(line)
    if (read === undefined) continue
    const values = attributes.get(read.name)
    if (values === undefined) attributes.set(read.name, [read.value])
    else values.push(read.value)
  }
  const dn = attributes.get('dn')?.[0]?.toString('utf8')
  attributes.delete('dn')
  return dn === undefined ? undefined : { dn, attributes }
}

/** `name: text` or `name:: base64`. */
function parseLine(line: string): { name: string; value: Buffer } | undefined {
  const match = /^([^#:\s][^:]*):(:?) ?(.*)$/.exec(line)
  if (match === null) return undefined
  const [, name = '', isBase64, value = ''] = match
  return { name: name.toLowerCase(), value: Buffer.from(value, isBase64 ? 'base64' : 'utf8') }
}

/** The first value as text. */
export function findText(entry: LdifEntry, name: string): string | undefined {
  return entry.attributes.get(name.toLowerCase())?.[0]?.toString('utf8')
}
