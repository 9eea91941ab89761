import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CompiledQuery, Kysely, sql } from 'kysely'
import { restoreBackup } from '../../../src/storage/backup/restore-backup.ts'
import { type OpenDatabase, openAsItIs, openDatabase } from '../../../src/storage/open-database.ts'
import { openSealer } from '../../../src/storage/open-sealer.ts'
import { postgresDialect } from '../../../src/storage/postgres/postgres-dialect.ts'
import { profileSearch } from '../../../src/storage/profile-search.ts'
import type { Tables } from '../../../src/storage/tables.ts'
import { backUp, backupSuite, everything } from '../../conformance/storage/backups.ts'
import { emptyTables } from '../../conformance/storage/empty-tables.ts'
import { everySchemaSuite } from '../../conformance/storage/every-schema.ts'
import { everySuite } from '../../conformance/storage/every-suite.ts'
import { type AskedQuery, queryPlanSuite } from '../../conformance/storage/query-plans.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { fillStorage } from './fill-storage.ts'
import { type LabPostgres, startPostgres } from './start-postgres.ts'

let root: string
let server: LabPostgres
let database: OpenDatabase
const observed: Kysely<Tables>[] = []

const open = () =>
  openDatabase({ dataDirectory: join(root, 'data'), database: server.url, create: true, now: new Date() })

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-storage-'))
  server = await startPostgres()
  database = await open()
})
after(async () => {
  for (const kysely of observed) await kysely.destroy()
  await database?.close()
  await server?.stop()
  await rm(root, { recursive: true, force: true })
})

everySuite(
  'PostgreSQL',
  () => emptyTables(database),
  () => mkdtemp(join(root, 'keys-')),
)

const backedUp = async () => ({
  options: { dataDirectory: join(root, 'data'), database: server.url },
  database: await emptyTables(database),
})
backupSuite('PostgreSQL', backedUp, () => mkdtemp(join(root, 'backups-')))

test('PostgreSQL: a backup of it is restored into SQLite, and that of SQLite into it', async () => {
  const { options } = await backedUp()
  await fillStorage(database, { signIns: 3000, profiles: 500, now: new Date('2026-03-02') })
  const before = await everything({ options })
  const folder = await mkdtemp(join(root, 'across-'))
  const restoring = {
    dataKeyFile: join(folder, 'key'),
    now: new Date(),
    replace: true,
    withoutDataKey: false,
    tell: () => {},
  }
  const [file, back] = [join(folder, 'a'), join(folder, 'b')]
  await backUp({ options }, file)
  const embedded = { dataDirectory: join(folder, 'data') }
  const sqlite = await openDatabase({ ...embedded, create: true, now: new Date() })
  await restoreBackup(sqlite, { ...restoring, ...embedded, file })
  assert.deepEqual(await everything({ options: embedded }), before)
  await backUp({ options: embedded }, back)
  await sqlite.close()
  await emptyTables(database)
  await restoreBackup(database, { ...restoring, ...embedded, file: back })
  assert.deepEqual(await everything({ options }), before)
})

everySchemaSuite('PostgreSQL', async (name) => {
  await sql`create database ${sql.id(name)}`.execute(database.kysely)
  const url = server.url.replace('/postgres?', `/${name}?`)
  return openAsItIs({ dataDirectory: root, database: url, create: true, now: new Date() })
})

/** With a log long enough that reading it whole would be slow, in a language whose order of letters is not that of bytes. */
queryPlanSuite('PostgreSQL', async () => {
  await sql`create database german template template0 locale_provider icu icu_locale 'de' locale 'C'`.execute(
    database.kysely,
  )
  const url = server.url.replace('/postgres?', '/german?')
  const german = await openDatabase({ dataDirectory: root, database: url, create: true, now: new Date() })
  await fillStorage(german, { signIns: 30_000, profiles: 10_000, now: new Date('2026-03-02') })
  const page = await profileSearch(german.kysely).list({ usernamePrefix: 'person9' }, 1000)
  assert.ok(page.records.length > 500 && page.records.every(({ username }) => username.startsWith('Person9')))
  await german.close()
  const asked: AskedQuery[] = []
  const kysely = new Kysely<Tables>({ dialect: postgresDialect(url), log: ({ query }) => void asked.push(query) })
  observed.push(kysely)
  return {
    kysely,
    asked,
    explain: async (query) => {
      const plan = CompiledQuery.raw(`explain ${query.sql}`, [...query.parameters])
      const { rows } = await kysely.executeQuery<{ 'QUERY PLAN': string }>(plan)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    },
    // It may sort the few rows of one name; what has hundreds comes in order.
    slow: /Seq Scan on (sign_ins|profiles)|Sort +\(cost=\S+ rows=\d{3,}/,
    fromCursor: /ROW\((started_at|username_key), /,
  }
})

test('PostgreSQL: several nodes that start at once on an empty database migrate it once', async () => {
  await sql`create database fresh`.execute(database.kysely)
  const url = server.url.replace('/postgres?', '/fresh?')
  const nodes = await Promise.all(
    [1, 2, 3, 4].map(() => openDatabase({ dataDirectory: root, database: url, create: true, now: new Date() })),
  )
  for (const node of nodes) await node.close()
})

test('PostgreSQL: two nodes with a key file each: the second is told to copy the first one’s', async () => {
  await emptyTables(database)
  const nodes = ['a', 'b'].map((name) =>
    openSealer(database, {
      dataKeyFile: join(root, name, 'data.key'),
      dataDirectory: join(root, 'data'),
      clock: fixedClock(),
      randomness: countedRandomness(name),
      warn: () => {},
    }),
  )
  const results = await Promise.allSettled(nodes)
  const refused = results.filter((result) => result.status === 'rejected')
  assert.equal(refused.length, 1)
  assert.equal(refused[0]?.reason.code, 'STORAGE_DATA_KEY_MISSING')
})

test('PostgreSQL: a commit is on disk when it is answered, whatever the server’s default', async () => {
  await sql`alter role joinery set synchronous_commit = off`.execute(database.kysely)
  const other = await open()
  const answer = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(other.kysely)
  assert.equal(answer.rows[0]?.synchronous_commit, 'on')
  await other.close()
  await sql`alter role joinery set synchronous_commit = remote_apply`.execute(database.kysely)
  const stronger = await open()
  const kept = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(stronger.kysely)
  assert.equal(kept.rows[0]?.synchronous_commit, 'remote_apply')
  await stronger.close()
  await sql`alter role joinery reset synchronous_commit`.execute(database.kysely)
})

test('PostgreSQL: a server that goes away is named, and used again when it is back', async () => {
  const ask = () => database.kysely.selectFrom('settings').selectAll().execute()
  await ask()
  const underWay = assert.rejects(sql`select pg_sleep(30)`.execute(database.kysely), { code: 'STORAGE_UNAVAILABLE' })
  await sql`select 1`.execute(database.kysely)
  await server.kill()
  await underWay
  await assert.rejects(ask(), { code: 'STORAGE_UNAVAILABLE' })
  await assert.rejects(open(), { code: 'STORAGE_UNAVAILABLE' })
  await server.start()
  // The first may still meet a connection that broke.
  await ask().catch(() => {})
  await ask()
})

test('PostgreSQL: what is wrong with the address or the credentials is said', async () => {
  const wrong = server.url.replace('/postgres?', '/nowhere?')
  await assert.rejects(openDatabase({ dataDirectory: root, database: wrong, create: true, now: new Date() }), {
    code: 'STORAGE_UNAVAILABLE',
    message: /"nowhere" does not exist/,
  })
})
