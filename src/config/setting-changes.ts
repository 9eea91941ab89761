/** One setting that is not the same before and after. */
export interface SettingChange {
  readonly path: string
  /** undefined: it is new. */
  readonly before?: unknown
  /** undefined: it is taken away. */
  readonly after?: unknown
}

/** The differences of two documents, leaf by leaf; entries of lists by id or name, where they all have one. */
export function settingChanges(before: unknown, after: unknown, path = ''): SettingChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [left, right] = [partsOf(before), partsOf(after)]
  if (left === undefined || right === undefined || Array.isArray(before) !== Array.isArray(after))
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  const changes = names.flatMap((name) =>
    settingChanges(left.get(name), right.get(name), path === '' ? name : `${path}/${name}`),
  )
  // The same entries in another order.
  return changes.length > 0 ? changes : [{ path, before: [...left.keys()], after: [...right.keys()] }]
}

function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(value))
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
  const named = new Map(value.flatMap((entry) => nameOf(entry).map((name) => [name, entry] as const)))
  return named.size === value.length ? named : undefined
}

function nameOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null) return []
  const name: unknown = Reflect.get(entry, 'id') ?? Reflect.get(entry, 'name')
  return typeof name === 'string' ? [name] : []
}
