import {
  type ExplainSources,
  explainSetting,
  type SettingExplanation,
  settingMeant,
} from '../config/explain-setting.ts'
import { bootSchema } from '../config/read-boot-settings.ts'
import { managedSchema } from '../config/read-settings.ts'
import { documentText } from '../config/settings-document.ts'
import { withPresets } from '../config/with-presets.ts'
import { IdpError } from '../errors.ts'
import { readInForce } from '../storage/apply-settings.ts'
import type { ConfigOptions } from './config-options.ts'
import type { ExitCode, Io } from './io.ts'
import { type BootArguments, loadStorageSettings } from './load-boot-settings.ts'
import { withRepositories } from './with-repositories.ts'

/** config explain: a managed setting, or a boot setting; the two have no name in common. */
export async function explainConfig(path: string, values: ConfigOptions, io: Io): Promise<ExitCode> {
  const isBoot = Object.hasOwn(bootSchema.properties, path.split('/')[0] ?? '')
  const found = isBoot ? explainBoot(path, values) : await explainManaged(path, values, io)
  if (found === undefined) {
    const meant = settingMeant(path, isBoot ? bootSchema : managedSchema)
    const names = [...Object.keys(managedSchema.properties), ...Object.keys(bootSchema.properties)].join(', ')
    io.stderr(`error: there is no setting ${path}\n`)
    io.stderr(meant === undefined ? `hint: paths begin with one of ${names}\n` : `hint: did you mean ${meant}?\n`)
    return 2
  }
  io.stdout(values.json ? `${JSON.stringify(found, undefined, 2)}\n` : shown(found))
  return 0
}

interface Explained extends SettingExplanation {
  /** Where the value came from, in words. */
  readonly from: string
}

function explainBoot(path: string, { config, data }: ConfigOptions): Explained | undefined {
  const { settings, origins } = loadStorageSettings({ config, data })
  const nothing = { document: {}, filled: {}, secretNames: new Set<string>() }
  const found = explainSetting(path, { schema: bootSchema, settings, ...nothing })
  if (!found) return undefined
  const origin = origins.get(path)
  if (found.secret) return { ...found, origin: origin ? 'set' : 'not set', from: origin ?? 'not set' }
  return { ...found, origin: origin ? 'set' : found.origin, from: origin ?? found.origin }
}

async function explainManaged(path: string, { config, data }: ConfigOptions, io: Io): Promise<Explained | undefined> {
  const inForce = await findInForce({ config, data }, io)
  const { document, settings, secretNames, version, applied } = inForce ?? nothingYet
  const filled = withPresets(document)
  const sources: ExplainSources = { schema: managedSchema, document, filled, settings, secretNames }
  const found = explainSetting(path, sources)
  if (!found) return undefined
  return { ...found, from: found.origin === 'set' ? `set; version ${version}, ${applied}` : found.origin }
}

const nothingYet = { document: {}, settings: {}, secretNames: new Set<string>(), version: 0, applied: '' }

/** Before the first settings there is nothing in force, and the schema alone explains. */
async function findInForce(args: BootArguments, io: Io) {
  try {
    return await withRepositories({ ...args, create: false }, io, async (repositories) => {
      const { settings: repository, secretNames, publicUrl } = repositories
      const { appliedAt, appliedBy } = await repository.last()
      const applied = `${appliedAt?.toISOString() ?? ''} by ${appliedBy ?? ''}`
      return { ...(await readInForce({ repository, secretNames, publicUrl })), applied }
    })
  } catch (error) {
    if (error instanceof IdpError && error.code === 'STORAGE_NOT_THERE') return undefined
    throw error
  }
}

function shown(found: Explained): string {
  const value = found.secret ? 'secret, never shown' : valueText(found.value)
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['value', value],
    ['from', found.from],
    ['default', found.secret ? undefined : valueText(found.default)],
    ['one of', found.choices && found.choices.length > 1 ? found.choices.join(', ') : undefined],
  ]
  const lines = rows.flatMap(([name, text]) =>
    text === undefined ? [] : [text.startsWith('\n') ? `  ${name}:${text}` : `  ${`${name}:`.padEnd(9)}${text}`],
  )
  return `${[found.path, `  ${found.description}`, ...lines].join('\n')}\n`
}

function valueText(value: unknown): string {
  if (value === undefined) return 'none'
  if (typeof value !== 'object' || value === null) return String(value)
  const text = documentText(value).trimEnd()
  return text.includes('\n') ? `\n${text.replace(/^/gm, '    ')}` : text
}
