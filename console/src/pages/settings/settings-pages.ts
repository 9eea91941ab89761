import type { PageEntry } from '../../pages.ts'

/** A table: the pages below Settings, in the order of its overview. */
export interface SettingsPage extends PageEntry {
  readonly description: string
}

export const settingsPages: readonly SettingsPage[] = []
