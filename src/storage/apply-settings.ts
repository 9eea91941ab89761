import { type ManagedSettings, managedSettings } from '../config/managed-settings.ts'
import { planSettingsChange } from '../config/plan-settings-change.ts'
import { isRefused } from '../config/problem.ts'
import { readDocument, readSettings, settingsRefused } from '../config/read-settings.ts'
import { withPresets } from '../config/with-presets.ts'
import { IdpError } from '../errors.ts'
import type { AppliedSettings, StoredSettings, WantedSettings } from '../ports/settings-editor.ts'
import type { SettingsRepository } from './settings-repository.ts'

/** A change of the settings, from the console or the command line: checked, planned, stored. */

export interface SettingsStorage {
  readonly repository: SettingsRepository
  readonly secretNames: () => Promise<readonly string[]>
  readonly publicUrl: string | undefined
}

/** The settings in force, with their version. Throws STORAGE_SETTINGS_UNREADABLE when this program cannot read them. */
export async function readInForce(storage: SettingsStorage): Promise<StoredSettings> {
  const { version, document } = await storage.repository.last()
  const settings = parseStored(document, version)
  return { version, document, settings, secretNames: new Set(await storage.secretNames()) }
}

/** On disk before this returns. A document with errors is refused whole: then `refused` is true and nothing changed. */
export async function applySettings(storage: SettingsStorage, wanted: WantedSettings): Promise<AppliedSettings> {
  const before = await readInForce(storage)
  const { version } = before
  const from = wanted.from ?? version
  if (from !== version) throw new IdpError('STORAGE_SETTINGS_CHANGED', { expected: from, found: version })
  const facts = { before: before.settings, secretNames: before.secretNames }
  const reading =
    'text' in wanted.source ? readSettings(wanted.source.text, facts) : readDocument(wanted.source.document, facts)
  const plan = planSettingsChange(reading, before, storage.publicUrl, wanted.waive)
  const { problems } = plan
  const dropped = (wanted.dropSecrets ?? []).filter((name) => before.secretNames.has(name))
  const changed = plan.changed || dropped.length > 0
  const planned = { problems, document: plan.document, typedSecrets: [...plan.store.keys()] }
  if (isRefused(problems)) return { ...planned, version, changed: false, refused: true }
  if (!changed || wanted.dryRun) return { ...planned, version, changed, refused: false }
  const { document, store } = plan
  const { appliedBy, audit = [] } = wanted
  const drop = [...plan.drop, ...dropped]
  const applied = await storage.repository.apply({ from, document, appliedBy, store, drop, audit })
  return { ...planned, version: applied, changed: true, refused: false }
}

/** Settings that were stored were right when they were applied: only their structure is looked at again. */
export function parseStored(document: unknown, version: number): ManagedSettings {
  const parsed = managedSettings.safeParse(withPresets(document))
  if (parsed.success) return parsed.data
  const { problems } = settingsRefused(readDocument(document).problems).facts
  throw new IdpError('STORAGE_SETTINGS_UNREADABLE', { version, problems }, parsed.error)
}
