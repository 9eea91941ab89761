import type { SettingsInForce } from '../config/plan-settings-change.ts'
import type { Problem } from '../config/problem.ts'
import type { SettingsSource } from '../ports.ts'
import type { AuditRecord } from './audit.ts'

/** Reading and changing the managed settings, as the console, the API and the command line do. */
export interface SettingsEditor extends SettingsSource {
  /** What is stored, read afresh: another node may have changed it a moment ago. Throws STORAGE_SETTINGS_UNREADABLE. */
  readInForce(): Promise<StoredSettings>
  /** In force here and on disk before this returns. Throws STORAGE_SETTINGS_CHANGED when `from` is no longer the last version. */
  apply(wanted: WantedSettings): Promise<AppliedSettings>
}

export interface StoredSettings extends SettingsInForce {
  readonly version: number
}

export interface WantedSettings {
  /** The document as YAML text, or as the plain value an API call brings. */
  readonly source: { readonly text: string } | { readonly document: unknown }
  readonly appliedBy: string
  /** Checks whose errors are taken on purpose. */
  readonly waive?: readonly string[]
  /** The version the change was made from; left out, whatever is in force. */
  readonly from?: number
  /** Plan only. */
  readonly dryRun?: boolean
  /** Kept with the change, in one transaction. */
  readonly audit?: readonly AuditRecord[]
}

export interface AppliedSettings {
  readonly version: number
  readonly changed: boolean
  /** Warnings and notes; on a dry run and on refusal the errors too. */
  readonly problems: readonly Problem[]
  readonly refused: boolean
}
