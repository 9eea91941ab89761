import { readFileSync } from 'node:fs'
import type { BootSettings } from '../config/boot-settings.ts'
import {
  type BootReading,
  bootSettingsRefused,
  configFileVariable,
  parseBootSettings,
  readBootSettings,
  type StorageSettings,
} from '../config/read-boot-settings.ts'
import { IdpError } from '../errors.ts'

export interface BootArguments {
  /** File of boot settings; else JOINERY_CONFIG, else none. */
  readonly config?: string | undefined
  /** Data directory, over file and environment. */
  readonly data?: string | undefined
}

/** Throws CONFIG_BOOT_SETTINGS_REFUSED, CLI_FILE_UNREADABLE. */
export function loadBootSettings(args: BootArguments): BootSettings {
  return parseBootSettings(sourcesOf(args))
}

/** For commands that touch the database only: they need no publicUrl. Throws as loadBootSettings. */
export function loadStorageSettings(args: BootArguments): BootReading & { readonly settings: StorageSettings } {
  const reading = readBootSettings({ ...sourcesOf(args), publicUrlNeeded: false })
  if (reading.settings === undefined) throw bootSettingsRefused(reading.problems)
  return { ...reading, settings: reading.settings }
}

function sourcesOf({ config, data }: BootArguments) {
  const file = config ?? process.env[configFileVariable]
  return {
    text: file === undefined ? undefined : readText(file),
    environment: process.env,
    ...(data === undefined ? {} : { commandLine: { dataDirectory: data } }),
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new IdpError(
      'CLI_FILE_UNREADABLE',
      { file, reason: cause instanceof Error ? cause.message : String(cause) },
      cause,
    )
  }
}
