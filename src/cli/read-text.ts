import { readFile } from 'node:fs/promises'
import { IdpError } from '../errors.ts'
import type { Io } from './io.ts'

/** A file an administrator names, as it is. Throws CLI_FILE_UNREADABLE. */
export async function readBytes(file: string, io: Io): Promise<Uint8Array> {
  try {
    return file === '-' ? Buffer.from(await io.stdin()) : await readFile(file)
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

/** A file an administrator names, or standard input for `-`. Throws CLI_FILE_UNREADABLE. */
export async function readText(file: string, io: Io): Promise<string> {
  try {
    return file === '-' ? await io.stdin() : await readFile(file, 'utf8')
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

function unreadable(file: string, cause: unknown): IdpError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new IdpError('CLI_FILE_UNREADABLE', { file, reason }, cause)
}
