/** One setting that is not the same before and after. */
export interface SettingChange {
  readonly path: string
  /** undefined: it is new. */
  readonly before?: unknown
  /** undefined: it is taken away. */
  readonly after?: unknown
}

/** The differences of two values, leaf by leaf; entries of lists by id or name, where they have one. */
export function differencesOf(before: unknown, after: unknown, path = ''): SettingChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [left, right] = [partsOf(before), partsOf(after)]
  if (left === undefined || right === undefined || Array.isArray(before) !== Array.isArray(after))
    return [{ path, before, after }]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  return names.flatMap((name) => differencesOf(left.get(name), right.get(name), path === '' ? name : `${path}/${name}`))
}

function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const named = value.map((entry) => [nameOf(entry), entry] as const)
    const names = new Set(named.map(([name]) => name))
    if (names.has(undefined) || names.size < named.length) return undefined
    return new Map(named.map(([name, entry]) => [name ?? '', entry]))
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

function nameOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const name: unknown = Reflect.get(entry, 'id') ?? Reflect.get(entry, 'name')
  return typeof name === 'string' ? name : undefined
}
