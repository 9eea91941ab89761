import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { CompiledQuery, Kysely } from 'kysely'
import { migrate } from '../../../src/storage/migrate.ts'
import { SqliteWorkerDialect } from '../../../src/storage/sqlite/sqlite-dialect.ts'
import type { Tables } from '../../../src/storage/tables.ts'
import { type AskedQuery, queryPlanSuite } from '../../conformance/storage/query-plans.ts'

let root: string
let kysely: Kysely<Tables>
const asked: AskedQuery[] = []
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-plans-'))
  const file = join(root, 'joinery.db')
  kysely = new Kysely<Tables>({
    dialect: new SqliteWorkerDialect({ file, commitDelayMilliseconds: 0, busyTimeoutMilliseconds: 5000 }),
    log: ({ query }) => void asked.push(query),
  })
  await migrate(kysely, 'sqlite', new Date())
})
after(async () => {
  await kysely?.destroy()
  await rm(root, { recursive: true, force: true })
})

queryPlanSuite('SQLite', async () => ({
  kysely,
  asked,
  explain: async ({ sql, parameters }) => {
    const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
    const { rows } = await kysely.executeQuery<{ detail: string }>(plan)
    return rows.map(({ detail }) => detail).join('\n')
  },
  slow: /SCAN (sign_ins|profiles)(?! USING (COVERING )?INDEX)|TEMP B-TREE/,
  fromCursor: /\(started_at,trace_id\)<|\(username_key,id\)>/,
}))
