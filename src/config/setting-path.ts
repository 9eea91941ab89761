/**
 * Paths of settings in a document: `gateways/ad/userTypes/devices/searchBaseDn`. An entry of a list is named by its id,
 * else its name, else its place: so a path survives a change of order, and is the name of a secret too.
 */

export type RawPath = readonly (string | number)[]

/** The readable path of `gateways, 0, userTypes, 1`. Follows the document as far as it has such an entry. */
export function pathText(document: unknown, raw: RawPath): string {
  const segments: string[] = []
  let at: unknown = document
  for (const step of raw) {
    segments.push(typeof step === 'number' && Array.isArray(at) ? entryName(at, step) : String(step))
    at = inside(at, step)
  }
  return segments.join('/')
}

/** The place of a readable path in the document; undefined when the document has nothing there. */
export function findRawPath(document: unknown, path: string): (string | number)[] | undefined {
  const raw: (string | number)[] = []
  let at: unknown = document
  for (const segment of path === '' ? [] : path.split('/')) {
    const step = Array.isArray(at) ? placeOf(at, segment) : segment
    if (step === undefined || inside(at, step) === undefined) return undefined
    raw.push(step)
    at = inside(at, step)
  }
  return raw
}

/** What stands at a raw path. */
export function valueAt(document: unknown, raw: RawPath): unknown {
  return raw.reduce<unknown>((at, step) => inside(at, step), document)
}

function inside(at: unknown, step: string | number): unknown {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined
}

/** Only a name that no other entry has, and that cannot be taken for a place or a step. */
function entryName(list: readonly unknown[], place: number): string {
  const name = nameOf(list[place])
  const unique = name !== undefined && list.filter((entry) => nameOf(entry) === name).length === 1
  return unique && !/^\d+$/.test(name) && !name.includes('/') ? name : String(place)
}

/** Digits are a place first: an entry whose name is digits is never named by it. */
function placeOf(list: readonly unknown[], segment: string): number | undefined {
  if (/^\d+$/.test(segment) && Number(segment) < list.length) return Number(segment)
  const place = list.findIndex((entry) => nameOf(entry) === segment)
  return place >= 0 ? place : undefined
}

function nameOf(entry: unknown): string | undefined {
  const name = inside(entry, 'id') ?? inside(entry, 'name')
  return typeof name === 'string' ? name : undefined
}
