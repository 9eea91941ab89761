import { closestName } from './closest-name.ts'
import { findRawPath, valueAt } from './setting-path.ts'
import { findProperty, findSettingSchema, type SettingSchema } from './setting-schema.ts'

/** One setting in words: what it is, what it is set to, where that came from, what it would be by itself. */
export interface SettingExplanation {
  readonly path: string
  readonly description: string
  readonly kind: SettingSchema['kind']
  readonly choices: readonly unknown[] | undefined
  readonly secret: boolean
  /** undefined: not set and without a default, or secret. */
  readonly value: unknown
  readonly origin: 'set' | 'default' | 'default values' | 'not set' | 'stored' | 'not stored'
  readonly default: unknown
}

export interface ExplainSources {
  readonly schema: SettingSchema
  /** As it was written. */
  readonly document: unknown
  /** Filled with presets, not yet with defaults. */
  readonly filled: unknown
  /** Filled with everything. */
  readonly settings: unknown
  readonly secretNames: ReadonlySet<string>
}

/** undefined: there is no such setting; see `settingMeant`. */
export function explainSetting(path: string, sources: ExplainSources): SettingExplanation | undefined {
  const { schema, document, filled, settings, secretNames } = sources
  const found = findSettingSchema(schema, path.split('/'))
  if (!found || findLeftOutEntry(path, schema, settings) !== undefined) return undefined
  const value = at(settings, path)
  const described = { path, kind: found.kind, description: found.description ?? '', choices: found.choices }
  if (found.secret) {
    const stored = secretNames.has(path) || at(document, path) !== undefined
    return {
      ...described,
      secret: true,
      value: undefined,
      origin: stored ? 'stored' : 'not stored',
      default: undefined,
    }
  }
  const origin =
    at(document, path) !== undefined
      ? 'set'
      : at(filled, path) !== undefined
        ? 'default values'
        : value === undefined
          ? 'not set'
          : 'default'
  return { ...described, secret: false, value: withoutSecrets(value, found), origin, default: found.default }
}

/** The path that was probably meant by one that does not exist: the first wrong step corrected, or a left out entry put in as `ID`. */
export function settingMeant(path: string, schema: SettingSchema): string | undefined {
  const segments = path.split('/')
  const leftOut = findLeftOutEntry(path, schema, {})
  if (leftOut !== undefined) return segments.toSpliced(leftOut, 0, 'ID').join('/')
  const wrong = segments.findIndex((_, index) => !findSettingSchema(schema, segments.slice(0, index + 1)))
  const parent = findSettingSchema(schema, segments.slice(0, wrong))
  const meant = closestName(segments[wrong] ?? '', Object.keys(parent?.properties ?? {}))
  return meant && [...segments.slice(0, wrong), meant, ...segments.slice(wrong + 1)].join('/')
}

/**
 * The step before which an entry was left out, as in `gateways/connectionSecurity`: a list takes any name for that of an entry, but this
 * one is no entry's, and it is a setting of every entry.
 */
function findLeftOutEntry(path: string, schema: SettingSchema, settings: unknown): number | undefined {
  const segments = path.split('/')
  const step = segments.findIndex((segment, index) => {
    const list = findSettingSchema(schema, segments.slice(0, index))
    const isSetting = list?.items !== undefined && findProperty(list.items, segment) !== undefined
    return isSetting && at(settings, segments.slice(0, index + 1).join('/')) === undefined
  })
  return step === -1 ? undefined : step
}

function at(document: unknown, path: string): unknown {
  const raw = findRawPath(document, path)
  return raw && valueAt(document, raw)
}

/** A group that is shown whole may hold a secret. */
function withoutSecrets(value: unknown, schema: SettingSchema | undefined): unknown {
  if (schema?.secret) return undefined
  if (Array.isArray(value)) return value.map((entry) => withoutSecrets(entry, schema?.items))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => !schema?.properties[name]?.secret)
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutSecrets(inner, schema?.properties[name])]))
}
