import { IdpError } from '../errors.ts'
import type { DirectoryEntry } from '../ports.ts'

/** Single values of an entry. What must be there and is not is DIRECTORY_VALUE_INVALID: usually a missing right to read it. */

export function findText(entry: DirectoryEntry, attribute: string): string | undefined {
  return entry.attributes[attribute]?.[0]
}

export function getText(entry: DirectoryEntry, attribute: string): string {
  const value = findText(entry, attribute)
  if (value === undefined) throw invalid(entry, attribute, 'nothing')
  return value
}

export function findInteger(entry: DirectoryEntry, attribute: string): number | undefined {
  const value = findText(entry, attribute)
  if (value === undefined) return undefined
  if (!/^-?\d{1,15}$/.test(value)) throw invalid(entry, attribute, value)
  return Number(value)
}

export function getInteger(entry: DirectoryEntry, attribute: string): number {
  const value = findInteger(entry, attribute)
  if (value === undefined) throw invalid(entry, attribute, 'nothing')
  return value
}

function invalid(entry: DirectoryEntry, attribute: string, observed: string): IdpError {
  return new IdpError('DIRECTORY_VALUE_INVALID', {
    dn: entry.dn || 'the rootDSE',
    attribute,
    observed: observed.slice(0, 64),
  })
}
