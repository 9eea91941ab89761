import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDatabase } from '../../../src/storage/open-database.ts'
import { preparedQuery } from '../../../src/storage/prepared-query.ts'

test('a prepared query is built once, keeps its constants, and takes each parameter at its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joinery-prepared-'))
  const { kysely, close } = await openDatabase({ dataDirectory: folder, create: true, now: new Date() })
  try {
    let built = 0
    const insert = preparedQuery(kysely, ({ time, name }: { time: number; name: string }) => {
      built += 1
      return kysely.insertInto('secrets').values({ name, sealed: 'constant', updated_at: time }).returningAll()
    })
    assert.deepEqual(
      (await Promise.all([insert({ name: 'a', time: 1 }), insert({ name: 'b', time: 2 })]))
        .flat()
        .map((row) => ({ ...row })),
      [
        { name: 'a', sealed: 'constant', updated_at: 1 },
        { name: 'b', sealed: 'constant', updated_at: 2 },
      ],
    )
    assert.equal(built, 1)
    // A name that build puts in and nobody gives must not become NULL.
    const find = preparedQuery(kysely, (names: Record<string, string>) =>
      kysely
        .selectFrom('secrets')
        .where('sealed', '=', names.sealed ?? '')
        .selectAll(),
    )
    await assert.rejects(find({}), /sealed was left out/)
  } finally {
    await close()
    await rm(folder, { recursive: true })
  }
})
