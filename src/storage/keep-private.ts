import { chmod, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { IdpError } from '../errors.ts'

/**
 * Nobody else reads the database. A folder or file that others may enter or read is closed to them where it plainly is ours, and said so;
 * a folder that may be somebody else's (/tmp, a shared one) is not touched but refused. Throws STORAGE_OPEN_TO_OTHERS.
 */
export async function keepPrivate(file: string, warn: (text: string) => void): Promise<void> {
  const directory = dirname(file)
  const { mode, uid } = await stat(directory)
  if ((mode & 0o027) !== 0) {
    const names = await readdir(directory)
    const isOurs = uid === process.getuid?.() && (mode & 0o1000) === 0 && names.every((name) => ours.test(name))
    if (!isOurs) throw new IdpError('STORAGE_OPEN_TO_OTHERS', { path: directory, mode: octal(mode), right: '0700' })
    await close(directory, mode, 0o700, warn)
  }
  for (const suffix of ['', '-wal', '-shm']) {
    const path = join(directory, `${basename(file)}${suffix}`)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && (found.mode & 0o077) !== 0) await close(path, found.mode, 0o600, warn)
  }
}

/** What Joinery itself makes in its data directory. */
const ours = /^(joinery\.db(-wal|-shm)?|control\.sock|kerberos|c-.{6})$/

async function close(path: string, mode: number, right: number, warn: (text: string) => void): Promise<void> {
  try {
    await chmod(path, right)
  } catch (cause) {
    throw new IdpError('STORAGE_OPEN_TO_OTHERS', { path, mode: octal(mode), right: octal(right) }, cause)
  }
  warn(`${path} was open to other users of this machine (${octal(mode)}): it is ${octal(right)} now`)
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0')
}
