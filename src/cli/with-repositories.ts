import { openDatabase } from '../storage/open-database.ts'
import { type Repositories, repositoriesOver } from '../storage/open-storage.ts'
import { systemClock, systemRandomness } from '../system-ports.ts'
import type { Io } from './io.ts'
import { type BootArguments, loadStorageSettings } from './load-boot-settings.ts'

/** What a command works on: the database opened directly, beside a running server if there is one. */
export interface OpenedRepositories extends Repositories {
  readonly publicUrl: string | undefined
}

/** Opens the database the boot settings name, and closes it afterwards, however the work ends. */
export async function withRepositories<Result>(
  args: BootArguments & { readonly create: boolean },
  io: Io,
  work: (repositories: OpenedRepositories) => Promise<Result>,
): Promise<Result> {
  const { settings } = loadStorageSettings(args)
  const database = await openDatabase({ ...settings, create: args.create, now: systemClock.now() })
  try {
    const warn = (text: string): void => io.stderr(`warning: ${text}\n`)
    const options = { ...settings, clock: systemClock, randomness: systemRandomness, warn }
    return await work({ ...repositoriesOver(database, options), publicUrl: settings.publicUrl })
  } finally {
    await database.close()
  }
}
