import type { z } from 'zod'
import { IdpError } from '../errors.ts'
import { checkSettings } from './check-settings.ts'
import type { SettingsFacts } from './checks/settings-check.ts'
import { type ManagedSettings, managedSettings } from './managed-settings.ts'
import { parseYaml } from './parse-yaml.ts'
import { isRefused, type Problem, problemText } from './problem.ts'
import { settingSchemaOf } from './setting-schema.ts'
import { structureProblems } from './structure-problems.ts'
import { withPresets } from './with-presets.ts'

/** The settings document: from text or a plain value to settings, with everything that is wrong with it at once. */

export const managedSchema = settingSchemaOf(managedSettings)

export interface SettingsReading {
  /** The plain value as it was written; undefined when the text is not YAML. */
  readonly document: unknown
  /** Filled with presets and defaults; undefined when the structure is wrong. */
  readonly settings: ManagedSettings | undefined
  readonly problems: readonly Problem[]
}

/** Reads and checks a text. Never throws. */
export function readSettings(text: string, facts: SettingsFacts = {}): SettingsReading {
  const yaml = parseYaml(text)
  if (yaml.problems.length > 0) return { document: undefined, settings: undefined, problems: yaml.problems }
  const { settings, problems } = readDocument(yaml.value, facts)
  const placed = problems.map((problem) => ({ ...problem, line: yaml.lineOf(problem.path) }))
  return { document: yaml.value, settings, problems: placed }
}

/** Reads and checks a document that is a plain value already. Never throws. */
export function readDocument(document: unknown, facts: SettingsFacts = {}): SettingsReading {
  const filled = withPresets(document)
  const parsed = managedSettings.safeParse(filled)
  if (parsed.success)
    return { document, settings: parsed.data, problems: checkSettings(parsed.data, { facts, whole: true }) }
  const issues = parsed.error.issues.flatMap(oneKeyEach)
  const structure = structureProblems(issues.slice(0, mostIssues), filled, managedSchema)
  const sound = issues.length > mostIssues ? undefined : soundPart(filled, issues)
  const others = sound === undefined ? [] : checkSettings(sound, { facts, whole: false })
  return { document, settings: undefined, problems: [...structure, ...others] }
}

/** Nobody mends more at a time, and each costs a walk through the document: a long one full of mistakes would take minutes. */
const mostIssues = 200

function oneKeyEach(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue]
}

/** For tests and callers that want settings or a refusal. Throws CONFIG_SETTINGS_REFUSED with every error in it. */
export function parseSettings(text: string, facts: SettingsFacts = {}): ManagedSettings {
  const { settings, problems } = readSettings(text, facts)
  if (settings && !isRefused(problems)) return settings
  throw settingsRefused(problems)
}

export function settingsRefused(problems: readonly Problem[]): IdpError {
  const errors = problems.filter((problem) => problem.severity === 'error')
  return new IdpError('CONFIG_SETTINGS_REFUSED', { count: errors.length, problems: errors.map(problemText) })
}

/**
 * What is left when the entries with a wrong structure are taken out: so that one misspelt word does not hide what
 * else is wrong. Not for use, only for further checks.
 */
function soundPart(document: unknown, issues: readonly z.core.$ZodIssue[]): ManagedSettings | undefined {
  let left = structuredClone(document)
  let wrong = issues
  // Taking out an entry can only lead to complaints further out: the depth of the document bounds the rounds.
  for (let round = 0; round < 6; round++) {
    for (const path of deepestFirst(wrong)) left = without(left, path)
    const parsed = managedSettings.safeParse(left)
    if (parsed.success) return parsed.data
    wrong = parsed.error.issues
  }
  return undefined
}

/** The entry of a list, or else the setting, that each issue lies in; inner and later ones first, so that places stay right. */
function deepestFirst(issues: readonly z.core.$ZodIssue[]): PropertyKey[][] {
  const paths = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key])
    const place = issue.path.findLastIndex((step) => typeof step === 'number')
    return [issue.path.slice(0, place === -1 ? 1 : place + 1)]
  })
  const unique = new Map(paths.map((path) => [path.map(String).join('/'), path]))
  return [...unique.values()].sort(inReverse)
}

function inReverse(a: readonly PropertyKey[], b: readonly PropertyKey[]): number {
  const at = a.findIndex((step, index) => step !== b[index])
  const [stepA, stepB] = [a[at], b[at]]
  if (at === -1 || stepB === undefined) return b.length - a.length
  return typeof stepA === 'number' && typeof stepB === 'number' ? stepB - stepA : String(stepA) < String(stepB) ? 1 : -1
}

function without(value: unknown, path: readonly PropertyKey[]): unknown {
  const [step, ...rest] = path
  if (step === undefined) return {}
  if (Array.isArray(value) && typeof step === 'number')
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((entry, index) => (index === step ? without(entry, rest) : entry))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => name !== step || rest.length > 0)
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === step ? without(inner, rest) : inner]))
}
