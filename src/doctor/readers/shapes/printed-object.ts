import type { Line } from '../../reader.ts'

/**
 * An object as a tool printed it, before anybody knows what it is. The files of this folder own shapes and nothing else: PowerShell's
 * Format-List and Format-Table, CSV, JSON, LDIF; what the properties mean is for the readers beside it.
 */
export interface PrintedObject {
  readonly properties: readonly PrintedProperty[]
  readonly firstLine: number
  readonly lastLine: number
  /** The text ends in the middle of it. */
  readonly isCut: boolean
}

export interface PrintedProperty {
  readonly name: string
  /** Without blanks around it, wrapped lines joined; empty where nothing was printed. */
  readonly text: string
  /** The members of `{a, b}` and of JSON arrays; the text itself where it is no list; none for an empty value. */
  readonly items: readonly string[]
  readonly line: Line
}

/** By name, whatever its case. */
export function findProperty(object: PrintedObject, name: string): PrintedProperty | undefined {
  const wanted = name.toLowerCase()
  return object.properties.find((property) => property.name.toLowerCase() === wanted)
}

export function printedProperty(name: string, text: string, line: Line): PrintedProperty {
  const trimmed = text.trim()
  return { name, text: trimmed, items: membersOf(trimmed), line }
}

/** `{a, b…}` is how PowerShell prints a list; the dots stand for members that were left out. Without the brace the last one is cut off. */
function membersOf(text: string): readonly string[] {
  if (text === '' || text === '{}') return []
  const inner = /^\{(.*?)\}?$/s.exec(text)?.[1]
  if (inner === undefined || inner.includes('":')) return [text]
  const members = inner
    .replace(/(?:\.\.\.|…)$/, '')
    .split(/,\s*/)
    .filter((member) => member !== '')
  return text.endsWith('}') ? members : members.slice(0, -1)
}
