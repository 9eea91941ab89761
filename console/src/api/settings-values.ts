import type { Problem } from '../../../src/config/problem.ts'
import type { SettingSchema } from '../../../src/config/setting-schema.ts'

/** Values of settings in a form: names in words, problems at their fields, what was left empty left out. */

/** `idleMinutes` is "Idle, minutes", `bindDN` is "Bind DN". */
export function titleOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(' ')
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : (acronyms[word.toLowerCase()] ?? word.toLowerCase())))
    .join(' ')
    .replace(/ (days|hours|minutes|seconds)$/, ', $1')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const acronyms: Readonly<Record<string, string>> = {
  url: 'URL',
  uri: 'URI',
  dn: 'DN',
  id: 'ID',
  tls: 'TLS',
  upn: 'UPN',
  totp: 'TOTP',
}

/**
 * Problems as the errors of a form: by the path of the field, `staySignedIn.days`. `base` is where the form's object stands in the
 * document, `sessions` or `gateways/ad`; entries of lists are found by id or name, as the server names them.
 */
export function fieldErrors(problems: readonly Problem[], base: string, values: unknown): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, reason, fix, severity } of problems) {
    if (severity !== 'error') continue
    const field = fieldOf(path, base, values)
    if (field !== undefined) errors[field] ??= `${reason}; ${fix}`
  }
  return errors
}

/** undefined: not in this form. */
export function fieldOf(path: string, base: string, values: unknown): string | undefined {
  if (path !== base && base !== '' && !path.startsWith(`${base}/`)) return undefined
  const segments = path.slice(base === '' ? 0 : base.length + 1).split('/')
  let at = values
  const steps = segments.filter(Boolean).map((segment) => {
    const step = Array.isArray(at) ? String(placeOf(at, segment)) : segment
    at = isRecord(at) || Array.isArray(at) ? Reflect.get(at, step) : undefined
    return step
  })
  return steps.length === 0 ? undefined : steps.join('.')
}

function placeOf(list: readonly unknown[], segment: string): number {
  if (/^\d+$/.test(segment)) return Number(segment)
  return list.findIndex((entry) => isRecord(entry) && (entry.id ?? entry.name) === segment)
}

/** As it is sent: an optional text or number that is empty is left out. */
export function withoutEmpty(values: unknown, schema: SettingSchema): unknown {
  if (Array.isArray(values)) {
    const { items } = schema
    return items === undefined ? values : values.map((entry) => withoutEmpty(entry, items))
  }
  if (!isRecord(values)) return values
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const field = schema.properties[name]
    if (field === undefined) return [[name, value] as const]
    const isEmpty = value === '' || value === null || value === undefined
    if (isEmpty && !(value === null && field.nullable)) return []
    return [[name, withoutEmpty(value, field)] as const]
  })
  return Object.fromEntries(entries)
}

/** What the schema says by itself, for a form that begins with the defaults. */
export function defaultsOf(schema: SettingSchema): unknown {
  if (schema.kind !== 'object') return schema.default
  const entries = Object.entries(schema.properties).map(([name, field]) => [name, defaultsOf(field)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
