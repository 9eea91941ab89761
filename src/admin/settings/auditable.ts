import { isGroup } from '../../config/settings-document.ts'

/** Secrets that an administrator types into settings, by the name of their field: the schema marks the same ones writeOnly. */
const secretFields: readonly string[] = ['bindPassword', 'serviceAccountPassword']

/** A part of the settings as it may be kept in the audit log: a secret shows that it was typed, not what. */
export function auditable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(auditable)
  if (!isGroup(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secretFields.includes(name) ? '(set)' : auditable(inner)]),
  )
}
