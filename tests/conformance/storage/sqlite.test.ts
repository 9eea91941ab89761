import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { type OpenDatabase, openDatabase } from '../../../src/storage/open-database.ts'
import { backupSuite } from './backups.ts'
import { emptyTables } from './empty-tables.ts'
import { everySuite } from './every-suite.ts'

let root: string
let database: OpenDatabase
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-storage-'))
  database = await openDatabase({ dataDirectory: root, create: true, now: new Date() })
})
after(async () => {
  await database?.close()
  await rm(root, { recursive: true, force: true })
})

everySuite(
  'SQLite',
  () => emptyTables(database),
  () => mkdtemp(join(root, 'keys-')),
)

backupSuite(
  'SQLite',
  async () => ({ options: { dataDirectory: root }, database: await emptyTables(database) }),
  () => mkdtemp(join(root, 'backups-')),
)
