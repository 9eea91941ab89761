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
  /** Newest first, those before `before`. */
  listVersions(limit: number, before?: number): Promise<readonly SettingsVersionFacts[]>
  /** The document of a version, without secrets; undefined when there was none. Version 0 is the empty document. */
  findVersion(version: number): Promise<SettingsVersion | undefined>
}

export interface SettingsVersionFacts {
  readonly version: number
  readonly appliedAt: Date | undefined
  readonly appliedBy: string | undefined
}

export interface SettingsVersion extends SettingsVersionFacts {
  /** As the administrator wrote it, without secrets: a plain object. */
  readonly document: unknown
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
  /** Names of stored secrets to delete, whatever the document says. */
  readonly dropSecrets?: readonly string[]
}

/** A secret of the settings that is stored; never the value. */
export interface StoredSecret {
  readonly name: string
  readonly updatedAt: Date
}

export interface AppliedSettings {
  readonly version: number
  readonly changed: boolean
  /** Warnings and notes; on a dry run and on refusal the errors too. */
  readonly problems: readonly Problem[]
  readonly refused: boolean
  /** What is stored, or would be, without secrets; undefined when it cannot be read. */
  readonly document: unknown
  /** Names of the secrets that were typed. */
  readonly typedSecrets: readonly string[]
}
