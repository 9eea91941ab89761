import type { Line } from '../reader.ts'
import type { Reading } from '../reading.ts'
import { adAccountKind } from './ad-account-object.ts'
import { deviceKind, domainKind, federationSettingsKind, userKind, withDomain } from './entra-objects.ts'
import { eventObjectNames, isEventObject, readEventObject } from './event-objects.ts'
import type { ObjectKind } from './object-kind.ts'
import { registryKind } from './registry-reader.ts'
import type { PrintedObject } from './shapes/printed-object.ts'
import type { FactContext } from './typed-fact.ts'
import type { EventPart } from './windows-event.ts'

/** What printed objects can be, the surest first. */
const kinds: readonly ObjectKind[] = [
  federationSettingsKind,
  adAccountKind,
  deviceKind,
  userKind,
  domainKind,
  registryKind,
]

const knownNames: ReadonlySet<string> = new Set([...kinds.flatMap(({ names }) => names), ...eventObjectNames])

export function isKnownName(name: string): boolean {
  return knownNames.has(name.toLowerCase())
}

/** Whether objects under these headings would be of any kind. */
export function isKnownHeading(names: readonly string[]): boolean {
  const found = new Set(names.map((name) => name.toLowerCase()))
  return isEventObject(found) || kinds.some((kind) => kind.recognises(found))
}

export interface ObjectPlace {
  /** The lines the object stands among, for what is said of it in front of it. */
  readonly lines: readonly Line[]
  readonly start: number
  readonly provider?: EventPart | undefined
}

/** Undefined for an object of no kind that is known, and for one that says nothing. */
export function readObject(object: PrintedObject, place: ObjectPlace, context: FactContext): Reading | undefined {
  const names = new Set(object.properties.map(({ name }) => name.toLowerCase()))
  if (isEventObject(names)) return readEventObject(object, context, place.provider)
  const reading = kinds.find((kind) => kind.recognises(names))?.read(object, context)
  if (reading === undefined || Object.keys(reading.facts).length === 0) return undefined
  return reading.kind === 'federation-settings' ? withDomain(reading, place.lines, place.start) : reading
}
