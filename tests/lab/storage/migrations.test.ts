import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { migrations } from '../../../src/storage/migrations.ts'
import { openAsItIs } from '../../../src/storage/open-database.ts'
import { everySchemaSuite } from '../../conformance/storage/every-schema.ts'

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-schemas-'))
})
after(() => rm(root, { recursive: true, force: true }))

everySchemaSuite('SQLite', (name) => openAsItIs({ dataDirectory: join(root, name), create: true, now: new Date() }))

const folder = join(import.meta.dirname, '../../../src/storage/migrations')

/** A step that was released never changes: databases out there have run it. A new one adds its line; no other line is ever edited. */
const hashes: Readonly<Record<string, string>> = {
  '0001-settings-keys-profiles-sign-ins': 'a9d185f357bebd30',
  '0002-service-keys': 'e9c45359f6671bca',
  '0003-sign-in-filters': 'ed127f965cbed484',
  '0004-smart-lockout': '4ac79f52dd33a8d4',
  '0005-sessions': '139a82ff318fe746',
  '0006-second-factors': '69fd2b541c46959c',
  '0007-admin-api': '27a45d9a2acc5a63',
  '0008-administrators': 'a59280bbd0afead3',
  '0009-search': '1c88e0bc6eba13bc',
  '0010-key-rollover': '4ad624bbfe825e46',
  '0011-rehearsals': '01c127d7c609d40e',
  '0013-tenant-evidence': '519b62952f82f2f3',
  '0014-data-keys': 'de46075e97da241f',
}

test('no step of the schema was changed since it was written down', () => {
  const files = readdirSync(folder).filter((file) => /^\d{4}-/.test(file))
  const found = files.map((file) => {
    const hash = createHash('sha256').update(readFileSync(join(folder, file)))
    return [file.replace(/\.ts$/, ''), hash.digest('hex').slice(0, 16)]
  })
  assert.deepEqual(Object.fromEntries(found), hashes)
})

test('the steps are in order, each once, named as their files', () => {
  const names = migrations.map(({ name }) => name)
  assert.deepEqual(names, Object.keys(hashes))
  for (const { name, version } of migrations) assert.equal(Number(name.slice(0, 4)), version)
})
