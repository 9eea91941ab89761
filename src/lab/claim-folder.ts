import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { claimName } from './claim-name.ts'

export interface FolderClaim {
  readonly folder: string
  /** Removes the folder with all it holds. */
  release(): Promise<void>
}

/**
 * Makes a folder of our own in `parent`, and removes there what processes that died without a chance to have left.
 * The name says which network namespace the owner is in: only there can its claim be seen, so only there is it swept.
 */
export async function claimFolder(parent: string): Promise<FolderClaim> {
  const prefix = `${(await readlink('/proc/self/ns/net')).replace(/\D/g, '')}-`
  await mkdir(parent, { recursive: true, mode: 0o700 })
  for (const name of await readdir(parent)) if (name.startsWith(prefix)) await sweep(parent, name)
  const name = `${prefix}${randomBytes(4).toString('hex')}`
  const claim = await claimName(name)
  const folder = join(parent, name)
  await mkdir(folder, { mode: 0o700 })
  return {
    folder,
    async release() {
      await rm(folder, { recursive: true, force: true })
      await claim?.release()
    },
  }
}

async function sweep(parent: string, name: string): Promise<void> {
  const abandoned = await claimName(name)
  if (!abandoned) return
  await rm(join(parent, name), { recursive: true, force: true })
  await abandoned.release()
}
