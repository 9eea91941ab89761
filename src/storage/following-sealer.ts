import { stat } from 'node:fs/promises'
import type { OpenDatabase } from './open-database.ts'
import { openSealer, type SealerOptions } from './open-sealer.ts'
import type { Sealer } from './sealer.ts'

/**
 * The sealer of the data key file as it is now: a file that was replaced (joinery keys rewrap) is read again before anything more is
 * sealed or opened, so that a running server follows a change of the key. While the file is gone or broken the keys read last go on; that
 * is what readiness tells of. Opened when first asked for: commands that touch no secret need no data key.
 */
export function followingSealer(database: OpenDatabase, options: SealerOptions): () => Promise<Sealer> {
  let version = ''
  let opening: Promise<Sealer> | undefined
  let last: Sealer | undefined
  return async () => {
    const found = await versionOf(options.dataKeyFile)
    if (opening === undefined || found !== version) {
      version = found
      opening = openSealer(database, options)
    }
    try {
      last = await opening
    } catch (error) {
      opening = undefined
      if (last === undefined) throw error
    }
    return last
  }
}

/** Another file has another one. A replaced file is another inode, so that the clock does not matter. */
async function versionOf(file: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(file)
    return `${ino} ${mtimeMs} ${size}`
  } catch {
    return 'none'
  }
}
