import type { Filter, Literal } from './parse-filter.ts'

/** Whether an entry is one that the filter asks for. Text is compared without regard to case [RFC7644 §3.4.2.2]; of a list, any value counts. */
export function isMatch(filter: Filter, entry: unknown): boolean {
  switch (filter.kind) {
    case 'and':
      return isMatch(filter.left, entry) && isMatch(filter.right, entry)
    case 'or':
      return isMatch(filter.left, entry) || isMatch(filter.right, entry)
    case 'not':
      return !isMatch(filter.inner, entry)
    case 'present':
      return valuesAt(entry, filter.path).some((value) => value !== null && value !== '')
    case 'compare':
      return compareAny(filter, valuesAt(entry, filter.path))
  }
}

/** `ne` is true where no value is equal, and so where there is none. */
function compareAny({ comparison, value }: Extract<Filter, { kind: 'compare' }>, found: readonly unknown[]): boolean {
  if (comparison === 'ne') return !found.some((one) => compare.eq(folded(one), folded(value)))
  if (comparison === 'eq' && value === null) return found.every((one) => one === null)
  return found.some((one) => compare[comparison](folded(one), folded(value)))
}

type Comparable = Literal | undefined

const ordered =
  (holds: (sign: number) => boolean) =>
  (a: Comparable, b: Comparable): boolean =>
    typeof a === typeof b && (typeof a === 'number' || typeof a === 'string') && holds(order(a, b))

const textual =
  (holds: (a: string, b: string) => boolean) =>
  (a: Comparable, b: Comparable): boolean =>
    typeof a === 'string' && typeof b === 'string' && holds(a, b)

const compare = {
  eq: (a: Comparable, b: Comparable): boolean => a === b,
  co: textual((a, b) => a.includes(b)),
  sw: textual((a, b) => a.startsWith(b)),
  ew: textual((a, b) => a.endsWith(b)),
  gt: ordered((sign) => sign > 0),
  ge: ordered((sign) => sign >= 0),
  lt: ordered((sign) => sign < 0),
  le: ordered((sign) => sign <= 0),
} as const

function order(a: string | number, b: Comparable): number {
  if (b === undefined || b === null || a === b) return 0
  return a > b ? 1 : -1
}

function folded(value: unknown): Comparable {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined
}

/** The values at a path; an entry of a list is passed through. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => valuesAt(one, name === undefined ? [] : [name, ...rest]))
  if (name === undefined) return value === undefined ? [] : [value]
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return []
  return valuesAt(Reflect.get(value, name), rest)
}
