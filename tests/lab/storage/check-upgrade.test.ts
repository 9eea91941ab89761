import assert from 'node:assert/strict'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ensureSigningKey } from '../../../src/keys/ensure-signing-key.ts'
import { Secret } from '../../../src/secret.ts'
import { checkUpgrade } from '../../../src/storage/backup/check-upgrade.ts'
import { followingSealer } from '../../../src/storage/following-sealer.ts'
import { migrate } from '../../../src/storage/migrate.ts'
import { migrations } from '../../../src/storage/migrations.ts'
import { openAsItIs, openDatabase } from '../../../src/storage/open-database.ts'
import { checkDataKey } from '../../../src/storage/open-sealer.ts'
import { repositoriesOver } from '../../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../../src/system-ports.ts'

let root: string
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-upgrades-'))
})
after(() => rm(root, { recursive: true, force: true }))

const system = { clock: systemClock, randomness: systemRandomness, warn: () => {} }
const placeOf = (name: string) => ({
  dataDirectory: join(root, name, 'data'),
  dataKeyFile: join(root, name, 'etc/data.key'),
})
const check = (name: string) =>
  checkUpgrade({ ...placeOf(name), ...system, temporaryDirectory: root, version: '0', tell: () => {} })
const problems = async (name: string) => (await check(name)).checks.map(({ problem }) => problem?.code)

test('an upgrade is tried on a copy: the steps are named, all is opened, and the database is not touched', async () => {
  const place = placeOf('old')
  const old = await openAsItIs({ ...place, create: true, now: new Date() })
  await migrate(old.kysely, old.kind, new Date(), migrations.slice(0, 3))
  await old.close()
  const found = await check('old')
  assert.deepEqual(
    found.migrations,
    migrations.slice(3).map(({ name }) => name),
  )
  const again = await openAsItIs({ ...place, create: false, now: new Date() })
  assert.equal((await again.kysely.selectFrom('schema_versions').selectAll().execute()).length, 3)
  await again.close()
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith('joinery-upgrade-')),
    [],
  )
})

test('what would keep the upgraded server from working is named', async () => {
  const place = placeOf('new')
  const database = await openDatabase({ ...place, create: true, now: new Date() })
  const { settings, signingKeys } = repositoriesOver(database, { ...place, ...system })
  await ensureSigningKey(signingKeys, system)
  const store = new Map([['gateways/ad/bindPassword', new Secret('a password')]])
  await settings.apply({ from: 0, document: {}, appliedBy: 'test', store, drop: [] })
  assert.deepEqual(await problems('new'), [undefined, undefined, undefined, undefined])

  await settings.apply({ from: 1, document: { gone: true }, appliedBy: 'test', store: new Map(), drop: [] })
  await database.kysely.updateTable('secrets').set({ sealed: 'v1.0123456789abcdef.AAAA.BBBB' }).execute()
  assert.deepEqual(await problems('new'), [
    'STORAGE_SETTINGS_UNREADABLE',
    undefined,
    'STORAGE_SECRET_UNREADABLE',
    undefined,
  ])
  await rename(place.dataKeyFile, `${place.dataKeyFile}.away`)
  assert.deepEqual((await problems('new')).slice(1), [
    'STORAGE_DATA_KEY_MISSING',
    'STORAGE_SECRET_UNREADABLE',
    'STORAGE_SECRET_UNREADABLE',
  ])
  await database.close()
})

test('a data key file that goes away under a running server is told of, and stops nothing', async () => {
  const place = placeOf('running')
  const database = await openDatabase({ ...place, create: true, now: new Date() })
  const sealer = followingSealer(database, { ...place, ...system })
  const sealed = (await sealer()).seal('a', Uint8Array.of(1))
  await checkDataKey(database, place)
  await rename(place.dataKeyFile, `${place.dataKeyFile}.away`)
  await assert.rejects(checkDataKey(database, place), { code: 'STORAGE_DATA_KEY_MISSING' })
  assert.deepEqual((await sealer()).open('a', sealed), Uint8Array.of(1))
  await rename(`${place.dataKeyFile}.away`, place.dataKeyFile)
  await checkDataKey(database, place)
  assert.deepEqual((await sealer()).open('a', sealed), Uint8Array.of(1))
  await database.close()
})
