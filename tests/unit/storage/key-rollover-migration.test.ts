import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { migrate } from '../../../src/storage/migrate.ts'
import { migrations } from '../../../src/storage/migrations.ts'
import { signingKeyRepository } from '../../../src/storage/signing-key-repository.ts'
import { SqliteWorkerDialect } from '../../../src/storage/sqlite/sqlite-dialect.ts'
import type { Tables } from '../../../src/storage/tables.ts'

test('of several next keys of before the oldest stays next, the others stay with who names them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-migration-'))
  const dialect = new SqliteWorkerDialect({
    ...{ file: join(folder, 'joinery.db'), commitDelayMilliseconds: 0, busyTimeoutMilliseconds: 5000 },
  })
  const kysely = new Kysely<Tables>({ dialect })
  try {
    const before = migrations.filter(({ version }) => version < 10)
    await migrate(kysely, 'sqlite', new Date(), before)
    const rows = [
      ['c', 'next', 3],
      ['b', 'next', 2],
      ['a', 'active', 1],
    ] as const
    for (const [id, state, at] of rows)
      await sql`insert into signing_keys (id, state, bits, certificate, sealed_private_key, created_at)
        values (${id}, ${state}, 2048, 'AA==', '', ${at})`.execute(kysely)
    await migrate(kysely, 'sqlite', new Date())
    const keys = signingKeyRepository(kysely, () => Promise.reject(new Error('no sealer')))
    assert.deepEqual(
      (await keys.list()).map(({ id, state, name, stateSince }) => [id, state, name, stateSince.getTime()]),
      [
        ['a', 'active', 'a', 1],
        ['b', 'next', 'b', 2],
        ['c', 'available', 'c', 3],
      ],
    )
  } finally {
    await kysely.destroy()
    await rm(folder, { recursive: true })
  }
})
