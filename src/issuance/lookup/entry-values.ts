/**
 * Values of a found entry that a decision rests on. In: an entry as the directory gave it. Out: its numbers and lists.
 * What must be there and is not is refused: the bind account may not read it, and a rule that cannot be checked is not met.
 */
import { IdpError } from '../../errors.ts'
import type { DirectoryEntry } from '../../ports.ts'

export function getText(entry: DirectoryEntry, attribute: string): string {
  const value = entry.attributes[attribute]?.[0]
  if (value === undefined) throw new IdpError('LOOKUP_ATTRIBUTE_UNREADABLE', { dn: entry.dn, attribute })
  return value
}

export function getInteger(entry: DirectoryEntry, attribute: string): number {
  const value = getText(entry, attribute)
  if (!/^-?\d{1,15}$/.test(value)) throw new IdpError('LOOKUP_ATTRIBUTE_UNREADABLE', { dn: entry.dn, attribute })
  return Number(value)
}

/** Lower case: object classes and the like are compared so. */
export function lowerCaseValues(entry: DirectoryEntry, attribute: string): readonly string[] {
  return (entry.attributes[attribute] ?? []).map((value) => value.toLowerCase())
}
