import { createHash } from 'node:crypto'
import { link, mkdir, open, readFile, realpath, rename, rm, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { IdpError } from '../errors.ts'
import type { Randomness } from '../ports.ts'
import { Secret } from '../secret.ts'

/** The file that holds the data keys: one line each, the one in use first. Made once, 0600, outside the data directory. */

export interface DataKey {
  /** The start of the key's SHA-256: names the key without telling it. */
  readonly id: string
  /** 32 bytes. */
  readonly key: Secret<Uint8Array>
}

const linePattern = /^joinery-data-key-v1 ([0-9a-f]{16}) ([A-Za-z0-9+/]{43}=)$/
const header = `# Joinery data key. With this file and the database, every stored secret can be read.
# Back it up, apart from the backups of the database. Without it, stored secrets and signing keys are lost.
`

/** Throws STORAGE_DATA_KEY_FILE_INVALID when a line is not a key. */
export function parseDataKeys(text: string, file: string): [DataKey, ...DataKey[]] {
  const keys = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line, index) => {
      const [, id, encoded] = linePattern.exec(line.trimEnd()) ?? []
      const bytes = Buffer.from(encoded ?? '', 'base64')
      if (id === undefined || id !== dataKeyId(bytes))
        throw new IdpError('STORAGE_DATA_KEY_FILE_INVALID', {
          file,
          reason: `key ${index + 1} is not a whole data key`,
        })
      return { id, key: new Secret<Uint8Array>(Uint8Array.from(bytes)) }
    })
  const [first, ...rest] = keys
  if (first === undefined) throw new IdpError('STORAGE_DATA_KEY_FILE_INVALID', { file, reason: 'it holds no key' })
  return [first, ...rest]
}

export function serializeDataKey(bytes: Uint8Array): string {
  return `${header}${lineOf(bytes)}`
}

function lineOf(bytes: Uint8Array): string {
  return `joinery-data-key-v1 ${dataKeyId(bytes)} ${Buffer.from(bytes).toString('base64')}\n`
}

/** Undefined when the file is not there. Throws when others may read it or it lies in the data directory. */
export async function readDataKeyFile(
  file: string,
  dataDirectory: string,
): Promise<[DataKey, ...DataKey[]] | undefined> {
  await refuseInside(file, dataDirectory)
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  const mode = (await stat(file)).mode & 0o777
  if ((mode & 0o037) !== 0)
    throw new IdpError('STORAGE_DATA_KEY_FILE_OPEN', { file, mode: mode.toString(8).padStart(4, '0') })
  return parseDataKeys(text, file)
}

/** Makes a key and its file, on disk before this returns. Never touches a file that is there: throws instead. */
export async function makeDataKeyFile(
  file: string,
  dataDirectory: string,
  randomness: Randomness,
): Promise<[DataKey, ...DataKey[]]> {
  await refuseInside(file, dataDirectory)
  const text = serializeDataKey(randomness.bytes(32))
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await writeWhole(file, `${file}.${randomness.uuid()}`, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new IdpError('STORAGE_DATA_KEY_NOT_MADE', { file, reason }, error)
  }
  return parseDataKeys(text, file)
}

/**
 * Writes these keys in place of those of the file, the first one first; on disk before this returns, and at every moment either the old
 * or the new file is there, whole, with the same owner and mode. Throws STORAGE_DATA_KEY_NOT_MADE.
 */
export async function replaceDataKeys(file: string, keys: readonly DataKey[], randomness: Randomness): Promise<void> {
  const temporary = `${file}.${randomness.uuid()}`
  try {
    const { mode, uid, gid } = await stat(file)
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(`${header}${keys.map(({ key }) => lineOf(key.reveal())).join('')}`)
      await handle.chown(uid, gid)
      await handle.chmod(mode & 0o777)
      await handle.sync()
      await rename(temporary, file)
    } finally {
      await handle.close()
      await rm(temporary, { force: true })
    }
    await syncDirectory(dirname(file))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new IdpError('STORAGE_DATA_KEY_NOT_MADE', { file, reason }, error)
  }
}

/** A key that is in no file yet. */
export function makeDataKey(randomness: Randomness): DataKey {
  const bytes = randomness.bytes(32)
  return { id: dataKeyId(bytes), key: new Secret<Uint8Array>(bytes) }
}

/** The file is there whole or not at all, also after a power cut; a link refuses to replace another. */
async function writeWhole(file: string, temporary: string, text: string): Promise<void> {
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await link(temporary, file)
  } finally {
    await handle.close()
    await unlink(temporary)
  }
  await syncDirectory(dirname(file))
}

function dataKeyId(bytes: Uint8Array): string {
  return createHash('sha256').update('joinery data key id ').update(bytes).digest('hex').slice(0, 16)
}

/** A backup of the data directory must not carry the key along. */
async function refuseInside(file: string, dataDirectory: string): Promise<void> {
  const directory = await realPath(dataDirectory)
  const real = await realPath(file)
  if (real.startsWith(directory + sep))
    throw new IdpError('STORAGE_DATA_KEY_INSIDE', { file, directory: dataDirectory })
}

/** The path without links, as far as it exists. */
async function realPath(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    return await realpath(absolute)
  } catch {
    return dirname(absolute) === absolute ? absolute : join(await realPath(dirname(absolute)), basename(absolute))
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new IdpError('STORAGE_DATA_KEY_FILE_INVALID', { file, reason }, error)
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
