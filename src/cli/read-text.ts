import { readFile } from 'node:fs/promises'
import { IdpError } from '../errors.ts'
import type { Io } from './io.ts'

/** A file an administrator names, or standard input for `-`. Throws CLI_FILE_UNREADABLE. */
export async function readText(file: string, io: Io): Promise<string> {
  try {
    return file === '-' ? await io.stdin() : await readFile(file, 'utf8')
  } catch (cause) {
    throw new IdpError(
      'CLI_FILE_UNREADABLE',
      { file, reason: cause instanceof Error ? cause.message : String(cause) },
      cause,
    )
  }
}
