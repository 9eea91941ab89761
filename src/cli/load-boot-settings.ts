import { readFileSync } from 'node:fs'
import type { BootSettings } from '../config/boot-settings.ts'
import { configFileVariable, parseBootSettings } from '../config/read-boot-settings.ts'
import { IdpError } from '../errors.ts'

export interface BootArguments {
  /** File of boot settings; else JOINERY_CONFIG, else none. */
  readonly config?: string | undefined
  /** Data directory, over file and environment. */
  readonly data?: string | undefined
}

/** Throws CONFIG_BOOT_SETTINGS_REFUSED, CLI_FILE_UNREADABLE. */
export function loadBootSettings({ config, data }: BootArguments): BootSettings {
  const file = config ?? process.env[configFileVariable]
  return parseBootSettings({
    text: file === undefined ? undefined : readText(file),
    environment: process.env,
    ...(data === undefined ? {} : { commandLine: { dataDirectory: data } }),
  })
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
