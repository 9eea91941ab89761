import { type SettingChange, settingChanges } from '../../config/setting-changes.ts'
import type { AppliedSettings, SettingsEditor, StoredSettings, WantedSettings } from '../../ports/settings-editor.ts'
import type { AdminRequest } from '../admin-route.ts'
import { settingsRefused } from './change-entry.ts'

/** The whole document is replaced, by an import or by an old version: planned first, so that what changes can be shown and kept. */

export interface Replacement {
  readonly action: 'import' | 'restore'
  readonly source: WantedSettings['source']
  readonly waive?: readonly string[]
  readonly dryRun?: boolean
}

export interface ReplacedSettings extends Pick<AppliedSettings, 'version' | 'refused' | 'problems'> {
  readonly changes: readonly SettingChange[]
}

/** Throws ADMIN_SETTINGS_REFUSED unless it is a dry run, STORAGE_SETTINGS_CHANGED when somebody else was faster. */
export async function replaceSettings(
  settings: SettingsEditor,
  request: Pick<AdminRequest, 'actor' | 'record'>,
  stored: StoredSettings,
  { action, source, waive = [], dryRun = false }: Replacement,
): Promise<ReplacedSettings> {
  const { name, kind } = request.actor
  const wanted = { source, waive, from: stored.version, appliedBy: `${name} (${kind})` }
  const plan = await settings.apply({ ...wanted, dryRun: true })
  const { version, refused, problems } = plan
  const changes = plan.document === undefined ? [] : changesOf(stored, plan)
  if (dryRun) return { version, refused, problems, changes }
  if (refused) throw settingsRefused(problems, '')
  const audit = [request.record({ action, resource: 'settings', after: { waived: waive, changes } })]
  const applied = await settings.apply({ ...wanted, audit })
  return { version: applied.version, refused: false, problems: applied.problems, changes }
}

/** A secret that was typed shows as such, and not what it is. */
export function changesOf(stored: StoredSettings, plan: AppliedSettings): readonly SettingChange[] {
  const secrets = plan.typedSecrets.map((path) => ({
    path,
    ...(stored.secretNames.has(path) && { before: '(set)' }),
    after: '(set)',
  }))
  return [...settingChanges(stored.document, plan.document), ...secrets]
}
