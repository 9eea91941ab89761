import { IdpError } from '../errors.ts'
import { type BootSettings, bootSettings } from './boot-settings.ts'
import { closestName } from './closest-name.ts'
import { parseYaml } from './parse-yaml.ts'
import { isRefused, type Problem, problemText } from './problem.ts'
import { valueAt } from './setting-path.ts'
import { type SettingSchema, settingSchemaOf } from './setting-schema.ts'
import { structureProblems } from './structure-problems.ts'

/** Boot settings: from a file, then the JOINERY_ environment over it, then the command line over both. */

export const bootSchema = settingSchemaOf(bootSettings)

const prefix = 'JOINERY_'

/** Names the file of boot settings; no setting itself. */
export const configFileVariable = 'JOINERY_CONFIG'

export interface BootSources {
  /** Text of the file, YAML. */
  readonly text?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
  /** By path: `dataDirectory`. */
  readonly commandLine?: Readonly<Record<string, string>>
  /** Commands that only touch the database need no publicUrl. */
  readonly publicUrlNeeded: boolean
}

/** Without publicUrl where it is not needed. */
export type StorageSettings = Omit<BootSettings, 'publicUrl'> & { readonly publicUrl?: string | undefined }

export interface BootReading {
  readonly settings: StorageSettings | undefined
  readonly problems: readonly Problem[]
  /** Where a setting came from, by path: `the file`, `JOINERY_LISTEN_PUBLIC_PORT`, `the command line`. */
  readonly origins: ReadonlyMap<string, string>
}

/** Never throws. */
export function readBootSettings(sources: BootSources): BootReading {
  const yaml = parseYaml(sources.text ?? '')
  const origins = new Map<string, string>()
  const misspelt = misspeltVariables(sources.environment)
  let document: unknown = yaml.value ?? {}
  for (const { path, schema } of leaves(bootSchema)) {
    if (valueAt(document, path) !== undefined) origins.set(path.join('/'), 'the file')
    const variable = variableName(path)
    const given = sources.environment[variable]
    if (given === undefined) continue
    document = withValue(document, path, valueOfText(given, schema))
    origins.set(path.join('/'), variable)
  }
  for (const [name, value] of Object.entries(sources.commandLine ?? {})) {
    document = withValue(document, [name], value)
    origins.set(name, 'the command line')
  }
  const schema = sources.publicUrlNeeded ? bootSettings : bootSettings.partial({ publicUrl: true })
  const parsed = schema.safeParse(document)
  const structure = parsed.success ? [] : structureProblems(parsed.error.issues, document, bootSchema)
  const placed = structure.map((problem) => place(problem, origins, yaml.lineOf(problem.path)))
  const problems = [...yaml.problems, ...misspelt, ...placed]
  return { settings: parsed.success && !isRefused(problems) ? parsed.data : undefined, problems, origins }
}

/** Throws CONFIG_BOOT_SETTINGS_REFUSED with every problem in it. */
export function parseBootSettings(sources: Omit<BootSources, 'publicUrlNeeded'>): BootSettings {
  const { settings, problems } = readBootSettings({ ...sources, publicUrlNeeded: true })
  if (settings?.publicUrl === undefined) throw bootSettingsRefused(problems)
  return { ...settings, publicUrl: settings.publicUrl }
}

export function bootSettingsRefused(problems: readonly Problem[]): IdpError {
  return new IdpError('CONFIG_BOOT_SETTINGS_REFUSED', { count: problems.length, problems: problems.map(problemText) })
}

/** `listen/public/port` is JOINERY_LISTEN_PUBLIC_PORT. */
export function variableName(path: readonly string[]): string {
  return `${prefix}${path.map((step) => step.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()).join('_')}`
}

interface Leaf {
  readonly path: readonly string[]
  readonly schema: SettingSchema
}

function leaves(schema: SettingSchema, path: readonly string[] = []): Leaf[] {
  return Object.entries(schema.properties).flatMap(([name, inner]) =>
    inner.kind === 'object' ? leaves(inner, [...path, name]) : [{ path: [...path, name], schema: inner }],
  )
}

/**
 * A variable that is misspelt would otherwise do nothing, silently. Others that begin alike are not ours to judge:
 * Kubernetes sets JOINERY_SERVICE_HOST and more for a service of that name.
 */
function misspeltVariables(environment: BootSources['environment']): Problem[] {
  const known = [...leaves(bootSchema).map(({ path }) => variableName(path)), configFileVariable]
  const names = Object.keys(environment).filter((name) => name.startsWith(prefix) && !known.includes(name))
  return names.flatMap((name) => {
    const meant = closestName(
      name.slice(prefix.length),
      known.map((variable) => variable.slice(prefix.length)),
    )
    if (meant === undefined) return []
    return [
      {
        severity: 'error' as const,
        check: 'structure',
        waivable: false,
        path: name,
        line: undefined,
        value: undefined,
        reason: 'there is no such setting',
        fix: `did you mean ${prefix}${meant}?`,
      },
    ]
  })
}

/** What does not fit stays text, for the schema to refuse. */
function valueOfText(text: string, { kind }: SettingSchema): unknown {
  if (kind === 'number' && /^\d+$/.test(text)) return Number(text)
  if (kind === 'switch' && (text === 'true' || text === 'false')) return text === 'true'
  if (kind !== 'list') return text
  return text === '' ? [] : text.split(',').map((entry) => entry.trim())
}

function withValue(document: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value
  const group = typeof document === 'object' && document !== null && !Array.isArray(document) ? document : {}
  return { ...group, [step]: withValue(valueAt(group, [step]), rest, value) }
}

function place(problem: Problem, origins: BootReading['origins'], line: number | undefined): Problem {
  const origin = origins.get(problem.path)
  const elsewhere = origin !== undefined && origin !== 'the file'
  return elsewhere ? { ...problem, path: `${problem.path} (from ${origin})` } : { ...problem, line }
}
