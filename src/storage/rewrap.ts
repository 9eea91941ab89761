import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { IdpError } from '../errors.ts'
import { type DataKey, makeDataKey, readDataKeyFile, replaceDataKeys } from './data-key-file.ts'
import { exclusively } from './exclusively.ts'
import type { OpenDatabase } from './open-database.ts'
import { openSealer, type SealerOptions } from './open-sealer.ts'
import { countSealed, findSealedByOthers, replaceSealed, type SealedValue } from './sealed-values.ts'
import { createSealer, type Sealer } from './sealer.ts'
import type { Tables } from './tables.ts'

/**
 * Changes the data key while servers run. The new key is in the file before anything is sealed with it, the old ones stay until nothing needs
 * them, and every value is changed by one statement that only holds for the value that was read: whenever this is killed, all values can be
 * read, and the next run goes on.
 */

export interface Rewrapped {
  readonly keyId: string
  /** Now sealed with the new key, by this run. */
  readonly resealed: number
  /** Names of values that no key in the file opens. */
  readonly unreadable: readonly string[]
}

const batch = 200

/** Adds a new key to the file without using it, so that the file can be copied to other nodes. Gives its id; one that waits is kept. */
export async function prepareDataKey(database: OpenDatabase, options: SealerOptions): Promise<string> {
  await openSealer(database, options)
  return exclusively(database.kysely, database.kind, async (transaction) => {
    const { keys, waiting } = await keysOf(transaction, options)
    if (waiting !== undefined) return waiting.id
    const made = makeDataKey(options.randomness)
    await replaceDataKeys(options.dataKeyFile, [...keys, made], options.randomness)
    return made.id
  })
}

/** Throws STORAGE_REWRAP_UNPREPARED, STORAGE_DATA_KEY_…. */
export async function rewrap(
  database: OpenDatabase,
  options: SealerOptions,
  tell: (resealed: number) => void = () => {},
): Promise<Rewrapped> {
  await openSealer(database, options)
  const keys = await putNewKeyFirst(database, options)
  const sealer = createSealer(keys, options.randomness)
  const unreadable = new Set<string>()
  let resealed = 0
  for (;;) {
    const values = await findSealedByOthers(database.kysely, [sealer.keyId], batch + unreadable.size)
    const left = values.filter((value) => !unreadable.has(nameOf(value)))
    if (left.length === 0) return { keyId: sealer.keyId, resealed, unreadable: [...unreadable] }
    // Together, so that they share a commit.
    const changes = await Promise.all(left.map((value) => reseal(database.kysely, sealer, value)))
    for (const [index, value] of left.entries()) if (changes[index] === undefined) unreadable.add(nameOf(value))
    resealed += changes.filter((changed) => changed === true).length
    tell(resealed)
  }
}

/**
 * Takes the keys out of the file that nothing is sealed with any more; gives their ids. A server that read the file just before it changed
 * may still be writing a value: so long after the change nothing is dropped. Throws STORAGE_REWRAP_UNFINISHED.
 */
export async function dropOldDataKeys(
  database: OpenDatabase,
  options: SealerOptions,
  graceMilliseconds = 60_000,
): Promise<readonly string[]> {
  const { keyId } = await openSealer(database, options)
  const { created_at } = await database.kysely
    .selectFrom('data_keys')
    .select('created_at')
    .where('key_id', '=', keyId)
    .executeTakeFirstOrThrow()
  await wait(Math.max(0, created_at + graceMilliseconds - options.clock.now().getTime()))
  const { kept, old } = await exclusively(database.kysely, database.kind, async (transaction) => {
    const { keys, waiting } = await keysOf(transaction, options)
    const [active] = keys
    const old = keys.filter((key) => key !== active && key !== waiting).map(({ id }) => id)
    const others = [...(await countSealed(transaction))].filter(([id]) => id !== active.id)
    const count = others.reduce((sum, [, number]) => sum + number, 0)
    if (count > 0) throw new IdpError('STORAGE_REWRAP_UNFINISHED', { count, keys: others.map(([id]) => id) })
    const dropped_at = options.clock.now().getTime()
    await transaction.updateTable('data_keys').set({ dropped_at }).where('key_id', '<>', active.id).execute()
    return { kept: waiting === undefined ? [active] : [active, waiting], old }
  })
  // Only now: a key that the database asks for must never be missing from the file.
  if (old.length > 0) await replaceDataKeys(options.dataKeyFile, kept, options.randomness)
  return old
}

/** The keys with the new one first: one that was prepared, that of a run that was killed, or one made now. */
function putNewKeyFirst(database: OpenDatabase, options: SealerOptions): Promise<[DataKey, ...DataKey[]]> {
  const { clock, dataKeyFile, randomness } = options
  return exclusively(database.kysely, database.kind, async (transaction) => {
    const { keys, waiting } = await keysOf(transaction, options)
    const counts = await countSealed(transaction)
    const isUnderWay = keys.some(({ id }, index) => index > 0 && id !== waiting?.id && counts.has(id))
    if (isUnderWay && waiting === undefined) return keys
    if (waiting === undefined && database.kind === 'postgres')
      throw new IdpError('STORAGE_REWRAP_UNPREPARED', { file: dataKeyFile })
    const first = waiting ?? makeDataKey(randomness)
    const changed: [DataKey, ...DataKey[]] = [first, ...keys.filter((key) => key !== first)]
    await replaceDataKeys(dataKeyFile, changed, randomness)
    await transaction
      .insertInto('data_keys')
      .values({ key_id: first.id, created_at: clock.now().getTime(), dropped_at: null })
      .onConflict((conflict) => conflict.column('key_id').doNothing())
      .execute()
    return changed
  })
}

async function keysOf(transaction: Kysely<Tables>, { dataKeyFile, dataDirectory }: SealerOptions) {
  const keys = await readDataKeyFile(dataKeyFile, dataDirectory)
  const rows = await transaction.selectFrom('data_keys').select('key_id').execute()
  const recorded = rows.map((row) => row.key_id)
  if (keys === undefined) throw new IdpError('STORAGE_DATA_KEY_MISSING', { file: dataKeyFile, expected: recorded })
  // One that nothing was sealed with yet.
  return { keys, waiting: keys.slice(1).find(({ id }) => !recorded.includes(id)) }
}

/** Undefined: no key opens it. */
async function reseal(database: Kysely<Tables>, sealer: Sealer, value: SealedValue): Promise<boolean | undefined> {
  const name = value.column.sealName(...value.key)
  let sealed: string
  try {
    sealed = sealer.seal(name, sealer.open(name, value.sealed))
  } catch (error) {
    if (error instanceof IdpError && error.code === 'STORAGE_SECRET_UNREADABLE') return undefined
    throw error
  }
  return replaceSealed(database, value, sealed)
}

function nameOf({ column, key }: SealedValue): string {
  return column.sealName(...key)
}
