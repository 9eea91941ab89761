import assert from 'node:assert/strict'
import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Secret } from '../../../src/secret.ts'
import { checkBackup, restoreBackup } from '../../../src/storage/backup/restore-backup.ts'
import { withSnapshot } from '../../../src/storage/backup/snapshot.ts'
import { writeBackup } from '../../../src/storage/backup/write-backup.ts'
import { listLosses } from '../../../src/storage/list-losses.ts'
import { migrations } from '../../../src/storage/migrations.ts'
import type { DatabaseOptions, OpenDatabase } from '../../../src/storage/open-database.ts'
import { repositoriesOver } from '../../../src/storage/open-storage.ts'
import { signInRow } from '../../../src/storage/sign-in-row.ts'
import { systemRandomness } from '../../../src/system-ports.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { openEverywhere, sealEverywhere } from './data-key-change.ts'
import { profileRecord } from './profiles.ts'
import { signInRecord } from './sign-ins.ts'

export interface BackedUpDatabase {
  /** Where it is, for those who open it on their own. */
  readonly options: Pick<DatabaseOptions, 'database' | 'dataDirectory'>
  /** With empty tables. */
  readonly database: OpenDatabase
}

const now = new Date('2026-03-01T12:00:00Z')

/** Writes a backup of what is at `options`. */
export async function backUp({ options }: Pick<BackedUpDatabase, 'options'>, file: string) {
  return withSnapshot(options, (snapshot) => writeBackup(snapshot, { file, version: '0', now, tell: () => {} }))
}

/** All rows of all tables, in an order of their own. */
export async function everything({ options }: Pick<BackedUpDatabase, 'options'>): Promise<Record<string, string[]>> {
  return withSnapshot(options, async ({ tables, rows }) => {
    const all: Record<string, string[]> = {}
    for (const table of tables) {
      const texts: string[] = []
      for await (const some of rows(table))
        texts.push(...some.map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))))
      all[table] = texts.sort()
    }
    return all
  })
}

/** Backups of one database, restored into itself. `open` gives it; `folder` is a folder of its own. */
export function backupSuite(label: string, open: () => Promise<BackedUpDatabase>, folder: () => Promise<string>): void {
  const start = async () => {
    const place = await open()
    const directory = await folder()
    const dataKeyFile = join(directory, 'etc/data.key')
    const options = { dataKeyFile, dataDirectory: join(directory, 'data') }
    const repositories = repositoriesOver(place.database, {
      ...{ ...options, clock: fixedClock(), randomness: systemRandomness, warn: () => {} },
    })
    await sealEverywhere(repositories)
    await repositories.profiles.save(profileRecord({ profile: { name: `O'Brien ☃ \n "x"`, list: ['a', 'b'] } }))
    await repositories.signIns.write([
      signInRow(signInRecord()),
      signInRow(signInRecord({ traceId: 't2', means: '\0' })),
    ])
    const file = join(directory, 'a.backup')
    const restoring = { ...options, file, now, replace: true, withoutDataKey: false, tell: () => {} }
    return { ...place, repositories, file, dataKeyFile, directory, restoring }
  }

  test(`${label}: what was backed up is restored whole, to the last row`, async () => {
    const { database, file, repositories, restoring, options } = await start()
    const before = await everything({ options })
    const { rows } = await backUp({ options }, file)
    assert.equal(rows.sign_ins, 2)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    await repositories.profiles.save(profileRecord({ username: 'changed' }))
    await database.kysely.deleteFrom('secrets').execute()
    const { migrated, losses } = await restoreBackup(database, restoring)
    assert.deepEqual([migrated, losses], [[], []])
    assert.deepEqual(await everything({ options }), before)
    await openEverywhere(repositories)
  })

  test(`${label}: a backup taken while others write is of one moment`, async () => {
    const { database, file, restoring, options } = await start()
    let writing = true
    let written = 0
    const write = async (): Promise<void> => {
      while (writing) {
        const name = `pair-${written}`
        await database.kysely.transaction().execute(async (transaction) => {
          await transaction.insertInto('secrets').values({ name, sealed: 'x', updated_at: 1 }).execute()
          await transaction
            .insertInto('recovery_codes')
            .values({ gateway_id: 'pair', object_sid: name, code_hash: 'x' })
            .execute()
        })
        written += 1
      }
    }
    const writers = write()
    while (written < 5) await new Promise((resolve) => setTimeout(resolve, 1))
    const early = written
    await backUp({ options }, file)
    const whenDone = written
    while (written < whenDone + 5) await new Promise((resolve) => setTimeout(resolve, 1))
    writing = false
    await writers
    await restoreBackup(database, restoring)
    const secrets = await database.kysely.selectFrom('secrets').select('name').where('name', 'like', 'pair-%').execute()
    const codes = await database.kysely.selectFrom('recovery_codes').select('object_sid').execute()
    assert.deepEqual(codes.map((row) => row.object_sid).sort(), secrets.map((row) => row.name).sort())
    assert.ok(secrets.length >= early && secrets.length < written, `${early} ${secrets.length} ${written}`)
  })

  test(`${label}: a backup that was cut off or changed is refused by name, and changes nothing`, async () => {
    const { database, file, restoring, options } = await start()
    await backUp({ options }, file)
    const whole = await readFile(file)
    const text = gunzipSync(whole).toString('utf8')
    const before = await everything({ options })
    const lines = text.trimEnd().split('\n')
    const broken: readonly Buffer[] = [
      ...[0, 10, whole.length / 2, whole.length - 1].map((length) => whole.subarray(0, length)),
      Buffer.concat([whole, Buffer.from('more')]),
      Buffer.from(text),
      ...[
        text.replace('a password', 'A PASSWORD').replace('"ad"', '"AD"'),
        text.replace(/\["t1".*\n/, ''),
        `${lines.slice(0, -1).join('\n')}\n`,
        `${text}[1]\n`,
        text.replace('"backup"', '"other"'),
        '\n',
      ].map((changed) => gzipSync(changed)),
    ]
    for (const [index, bytes] of broken.entries()) {
      const changed = `${file}-${index}`
      await writeFile(changed, bytes)
      await assert.rejects(restoreBackup(database, { ...restoring, file: changed }), { code: 'STORAGE_BACKUP_DAMAGED' })
    }
    await truncate(file, 100)
    await assert.rejects(checkBackup(restoring), { code: 'STORAGE_BACKUP_DAMAGED' })
    assert.deepEqual(await everything({ options }), before)
  })

  test(`${label}: what is in use is not overwritten unasked, nor is a backup`, async () => {
    const { database, file, restoring, options } = await start()
    await backUp({ options }, file)
    await assert.rejects(backUp({ options }, file), { code: 'STORAGE_BACKUP_NOT_WRITTEN' })
    await assert.rejects(restoreBackup(database, { ...restoring, replace: false }), {
      code: 'STORAGE_RESTORE_NOT_EMPTY',
    })
  })

  test(`${label}: no data key is in a backup; without it what is lost is named, and the rest restored`, async () => {
    const { database, directory, file, repositories, restoring, options } = await start()
    await backUp({ options }, file)
    const text = gunzipSync(await readFile(file)).toString('utf8')
    const [, , encoded = ''] =
      (await readFile(restoring.dataKeyFile, 'utf8')).trimEnd().split('\n').at(-1)?.split(' ') ?? []
    assert.equal(encoded.length, 44)
    for (const form of ['base64', 'base64url', 'hex'] as const)
      assert.ok(!text.includes(Buffer.from(encoded, 'base64').toString(form).slice(0, 20)), form)

    const elsewhere = { ...restoring, dataKeyFile: join(directory, 'other/data.key') }
    await assert.rejects(restoreBackup(database, elsewhere), (error) => {
      assert.ok(error instanceof Error && 'code' in error && error.code === 'STORAGE_RESTORE_WITHOUT_KEY')
      for (const lost of ['gateways/ad/bindPassword', 'signing key', 'gateway ad', 'authenticator app'])
        assert.ok(error.message.includes(lost), lost)
      return true
    })
    await restoreBackup(database, { ...elsewhere, withoutDataKey: true })
    const names = async () => (await listLosses(database.kysely)).map(({ name }) => name)
    assert.equal((await names()).length, 4)
    const anew = repositoriesOver(database, {
      ...{ ...elsewhere, clock: fixedClock(), randomness: systemRandomness, warn: () => {} },
    })
    // The rest works, under a key that is made anew.
    assert.ok(await anew.signIns.find('t1'))
    assert.equal(await anew.secrets.find('gateways/ad/bindPassword'), undefined)
    const store = new Map([['gateways/ad/bindPassword', new Secret('typed again')]])
    await anew.settings.apply({ from: 1, document: {}, appliedBy: 'test', store, drop: [] })
    assert.equal((await anew.secrets.find('gateways/ad/bindPassword'))?.reveal(), 'typed again')
    assert.ok(!(await names()).includes('gateways/ad/bindPassword'))
    assert.equal((await names()).length, 3)
    assert.ok(repositories)
  })

  test(`${label}: the backup of a newer program is refused by name`, async () => {
    const { database, file, restoring, options } = await start()
    await backUp({ options }, file)
    const text = gunzipSync(await readFile(file)).toString('utf8')
    const last = migrations.at(-1)?.name ?? ''
    await writeFile(file, gzipSync(text.replace(`"${last}"}]`, `"${last}"},{"version":9999,"name":"9999-future"}]`)))
    await assert.rejects(restoreBackup(database, restoring), {
      code: 'STORAGE_SCHEMA_NEWER',
      facts: { found: '9999-future', known: last },
    })
  })
}
