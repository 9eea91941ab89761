import { guidFromBytes } from '../../protocol/ad/guid.ts'
import { sidFromBytes } from '../../protocol/ad/sid.ts'
import type { Line, LineReader, ReadResult } from '../reader.ts'
import { readObject } from './object-kinds.ts'
import { printedFormat } from './printed-format.ts'
import type { PrintedObject, PrintedProperty } from './shapes/printed-object.ts'
import type { FactContext } from './typed-fact.ts'

/** Entries of ldapsearch and ldifde: accounts. A folded line begins with one blank, binary values are base64 [RFC2849]. */
export const ldifReader: LineReader = {
  format: 'LDIF: ldapsearch, ldifde',
  starts: (text) => /^dn:{1,2} ?\S/i.test(text),
  read: readEntry,
}

const maxLines = 2000

function readEntry(lines: readonly Line[], start: number, source: string): ReadResult | undefined {
  const attributes = new Map<string, Attribute>()
  let current: Attribute | undefined
  let index = start
  for (; index < lines.length && index - start < maxLines; index += 1) {
    const line = lines[index]
    if (line === undefined || line.text.trim() === '' || (index > start && /^dn:/i.test(line.text))) break
    if (current !== undefined && line.text.startsWith(' ')) {
      current.values[current.values.length - 1] += line.text.slice(1)
      continue
    }
    const [, name, isBase64, value = ''] = /^([A-Za-z][\w;.-]*):(:?) ?(.*)$/.exec(line.text) ?? []
    if (name === undefined) {
      if (!line.text.startsWith('#')) break
      continue
    }
    // Binary and text values of one attribute do not mix.
    current = attributes.get(name.toLowerCase()) ?? { name, isBase64: isBase64 === ':', values: [], line }
    current.values.push(value)
    attributes.set(name.toLowerCase(), current)
  }
  const object = objectOf([...attributes.values()], lines[start], lines[index - 1])
  const context: FactContext = { source, notes: [] }
  const reading = readObject(object, { lines, start }, context)
  // An entry of another class may hold what another reader knows.
  if (reading === undefined) return { readings: [], next: start + 1 }
  return {
    readings: [reading],
    next: Math.max(index, start + 1),
    notes: context.notes,
    format: printedFormat('LDIF', [reading]),
  }
}

interface Attribute {
  readonly name: string
  readonly isBase64: boolean
  readonly values: string[]
  readonly line: Line
}

function objectOf(attributes: readonly Attribute[], first: Line | undefined, last: Line | undefined): PrintedObject {
  const properties = attributes.map((attribute): PrintedProperty => {
    const items = attribute.values.map((value) => (attribute.isBase64 ? decoded(attribute.name, value) : value.trim()))
    return {
      name: attribute.name,
      text: items.join(', '),
      items: items.filter((item) => item !== ''),
      line: attribute.line,
    }
  })
  return { properties, firstLine: first?.number ?? 0, lastLine: last?.number ?? 0, isCut: false }
}

/** Certificates stay base64, GUIDs and SIDs become text, the rest is text that LDIF could not carry as such. */
function decoded(name: string, value: string): string {
  const bytes = Buffer.from(value, 'base64')
  if (/guid$/i.test(name) && bytes.length === 16) return guidFromBytes(bytes)
  if (/^usercertificate/i.test(name)) return value.trim()
  try {
    return /sid$/i.test(name) ? sidFromBytes(bytes) : bytes.toString('utf8')
  } catch {
    return ''
  }
}
