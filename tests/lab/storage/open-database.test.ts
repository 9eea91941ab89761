import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { openDatabase } from '../../../src/storage/open-database.ts'

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-open-'))
})
after(() => rm(root, { recursive: true, force: true }))

const options = (name: string, create = true) => ({ dataDirectory: join(root, name), create, now: new Date() })

test('a database is made with its directory, readable by nobody else', async () => {
  const database = await openDatabase(options('new/deep'))
  await database.kysely.insertInto('secrets').values({ name: 'a', sealed: 's', updated_at: 1 }).execute()
  const directory = join(root, 'new/deep')
  assert.equal((await stat(directory)).mode & 0o077, 0)
  const files = await readdir(directory)
  assert.ok(files.includes('joinery.db') && files.includes('joinery.db-wal'), files.join())
  for (const file of files) assert.equal((await stat(join(directory, file))).mode & 0o077, 0, file)
  await database.close()
})

test('a data directory and a database that others could read are closed to them, and it is said', async () => {
  await (await openDatabase(options('lax'))).close()
  const [directory, file] = [join(root, 'lax'), join(root, 'lax/joinery.db')]
  await chmod(directory, 0o755)
  await chmod(file, 0o644)
  const warnings: string[] = []
  await (await openDatabase({ ...options('lax'), warn: (text) => void warnings.push(text) })).close()
  assert.deepEqual([(await stat(directory)).mode & 0o777, (await stat(file)).mode & 0o777], [0o700, 0o600])
  assert.deepEqual(
    warnings.map((text) => /lax(\/joinery\.db)? was open .*\((0755|0644)\)/.exec(text)?.[2]),
    ['0755', '0644'],
  )
})

test('a folder that others share is not closed to them, but refused', async () => {
  const shared = join(root, 'shared')
  await mkdir(shared)
  await chmod(shared, 0o1777)
  await assert.rejects(openDatabase(options('shared')), { code: 'STORAGE_OPEN_TO_OTHERS' })
  await chmod(shared, 0o755)
  await writeFile(join(shared, 'notes.txt'), '')
  await assert.rejects(openDatabase(options('shared')), (error: Error & { fix?: string }) => {
    assert.match(error.fix ?? '', /chmod 0700 .*shared/)
    return true
  })
  assert.equal((await stat(shared)).mode & 0o777, 0o755)
})

test('a reading command makes no database', async () => {
  await assert.rejects(openDatabase(options('none', false)), { code: 'STORAGE_NOT_THERE' })
  await assert.rejects(stat(join(root, 'none')))
})

test('a file that is no database is named as damaged', async () => {
  const directory = await mkdtemp(join(root, 'damaged-'))
  await writeFile(join(directory, 'joinery.db'), 'this is not a database, but long enough to look like one '.repeat(50))
  await assert.rejects(openDatabase({ dataDirectory: directory, create: true, now: new Date() }), {
    code: 'STORAGE_DAMAGED',
  })
})

test('a place that cannot be used is named', async () => {
  await writeFile(join(root, 'file'), '')
  await assert.rejects(openDatabase(options('file/below')), { code: 'STORAGE_UNAVAILABLE' })
  const directory = await mkdtemp(join(root, 'folder-'))
  await (await openDatabase({ dataDirectory: directory, create: true, now: new Date() })).close()
  await rm(join(directory, 'joinery.db'))
  await chmod(directory, 0o700)
  await (await openDatabase({ dataDirectory: directory, create: true, now: new Date() })).close()
})

test('closing waits for what was asked, and twice is well', async () => {
  const database = await openDatabase(options('closing'))
  const writing = Array.from({ length: 100 }, (_, n) =>
    database.kysely
      .insertInto('secrets')
      .values({ name: `${n}`, sealed: '', updated_at: n })
      .execute(),
  )
  await new Promise(setImmediate)
  await Promise.all([...writing, database.close()])
  await database.close()
  const again = await openDatabase(options('closing', false))
  assert.equal((await again.kysely.selectFrom('secrets').selectAll().execute()).length, 100)
  await again.close()
})

test('a process that forgets to close the database still ends', async () => {
  const url = new URL('../../../src/storage/open-database.ts', import.meta.url)
  const script = `
    const { openDatabase } = await import(${JSON.stringify(url.href)})
    const { kysely } = await openDatabase({ dataDirectory: ${JSON.stringify(join(root, 'forgotten'))}, create: true, now: new Date() })
    await kysely.insertInto('secrets').values({ name: 'a', sealed: '', updated_at: 1 }).execute()
    console.log('written')`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    timeout: 20_000,
  })
  assert.equal(stdout, 'written\n')
})

test('a read waits for no commit', async () => {
  const database = await openDatabase({ ...options('reads'), commitDelayMilliseconds: 400 })
  const ended: string[] = []
  const insert = database.kysely.insertInto('secrets').values({ name: 'a', sealed: '', updated_at: 1 }).execute()
  const written = insert.then(() => ended.push('write'))
  await new Promise(setImmediate)
  await database.kysely.selectFrom('secrets').selectAll().execute()
  ended.push('read')
  await written
  assert.deepEqual(ended, ['read', 'write'])
  await database.close()
})

test('a write that waits for the disk stalls nothing else of the process', async () => {
  const database = await openDatabase({ ...options('slow'), commitDelayMilliseconds: 200 })
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  const began = performance.now()
  await database.kysely.insertInto('secrets').values({ name: 'a', sealed: '', updated_at: 1 }).execute()
  clearInterval(timer)
  assert.ok(performance.now() - began >= 199)
  assert.ok(ticks >= 4, `${ticks} ticks`)
  await database.close()
})
