import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Secret } from '../../../src/secret.ts'
import { applySettings, type SettingsStorage } from '../../../src/storage/apply-settings.ts'
import { type OpenDatabase, openDatabase } from '../../../src/storage/open-database.ts'
import { createSealer } from '../../../src/storage/sealer.ts'
import { listSecretNames, secretRepository } from '../../../src/storage/secret-repository.ts'
import { settingsRepository } from '../../../src/storage/settings-repository.ts'
import { SettingsStore, type SettingsStoreOptions } from '../../../src/storage/settings-store.ts'
import { emptyTables } from '../../conformance/storage/empty-tables.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'

const good = readFileSync(new URL('../../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')
const sealer = createSealer([{ id: '00'.repeat(8), key: new Secret(new Uint8Array(32)) }], countedRandomness())

let root: string
let database: OpenDatabase
let storage: SettingsStorage & { publicUrl: string }
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'joinery-settings-'))
  database = await openDatabase({ dataDirectory: root, create: true, now: new Date() })
  storage = {
    repository: settingsRepository(database.kysely, async () => sealer, fixedClock()),
    secretNames: () => listSecretNames(database.kysely),
    publicUrl: 'https://sts.example.com',
  }
})
beforeEach(() => emptyTables(database))
after(async () => {
  await database?.close()
  await rm(root, { recursive: true, force: true })
})

const warnings: string[] = []
const open = (changes: Partial<SettingsStoreOptions> = {}) =>
  SettingsStore.open({ ...storage, warn: (text) => warnings.push(text), pollMilliseconds: 0, ...changes })
const text = (yaml: string) => ({ source: { text: yaml }, appliedBy: 'test' })

test('an installation without settings has the defaults', async () => {
  const store = await open()
  assert.equal(store.version, 0)
  assert.deepEqual(store.current().managed.gateways, [])
  assert.equal(store.current().publicUrl, 'https://sts.example.com')
})

test('an applied document is stored and in force when it is acknowledged', async () => {
  const store = await open()
  const applied = await store.apply(text(good))
  assert.deepEqual([applied.version, applied.changed, applied.refused], [1, true, false])
  assert.equal(store.current().managed.applications[0]?.issuerUri, 'https://sts.example.com/applications/m365')
  assert.equal((await open()).current().managed.gateways[0]?.id, 'ad')
  const secrets = secretRepository(database.kysely, async () => sealer)
  assert.equal((await secrets.find('gateways/ad/bindPassword'))?.reveal(), 'an LDAP password')
  assert.equal(store.current().managed.gateways[0]?.bindPassword, undefined)
})

test('a refused document changes nothing and says everything', async () => {
  const store = await open()
  const applied = await store.apply(text(`${good}\nx: 1\ny: 2`))
  assert.deepEqual([applied.refused, applied.changed, applied.version, applied.problems.length], [true, false, 0, 2])
  assert.deepEqual([store.version, await storage.repository.lastVersion()], [0, 0])
})

test('a dry run changes nothing', async () => {
  const store = await open()
  const applied = await store.apply({ ...text(good), dryRun: true })
  assert.deepEqual([applied.changed, applied.refused, store.version], [true, false, 0])
})

test('applying the same again makes no new version', async () => {
  const store = await open()
  await store.apply(text(good))
  const { document } = await storage.repository.last()
  const again = await store.apply({ source: { document }, appliedBy: 'test' })
  assert.deepEqual([again.version, again.changed], [1, false])
})

test('a change made from an older version is refused by name', async () => {
  const store = await open()
  await store.apply(text(good))
  await assert.rejects(store.apply({ ...text('{}'), from: 0 }), { code: 'STORAGE_SETTINGS_CHANGED' })
  assert.equal(store.version, 1)
})

test('the snapshot cannot be changed, and a change replaces it whole', async () => {
  const store = await open()
  await store.apply(text(good))
  const before = store.current()
  assert.throws(() => Object.assign(before.managed, { version: 2 }), TypeError)
  assert.throws(() => Object.assign(before.managed.gateways[0] ?? {}, { id: 'x' }), TypeError)
  await store.apply(text('{}'))
  assert.equal(before.managed.gateways.length, 1)
  assert.equal(store.current().managed.gateways.length, 0)
})

test('listeners hear of each change with what was before; one that throws stops nobody', async () => {
  const store = await open()
  const heard: string[] = []
  store.onChange(() => {
    throw new Error('broken listener')
  })
  const stop = store.onChange((now, before) =>
    heard.push(`${before.managed.gateways.length} -> ${now.managed.gateways.length}`),
  )
  await store.apply(text(good))
  await store.apply(text(good.replace('poolSize', 'x')))
  await store.apply(text('{}'))
  stop()
  await store.apply(text(good))
  assert.deepEqual(heard, ['0 -> 1', '1 -> 1', '1 -> 0'])
  assert.match(warnings.at(-1) ?? '', /broken listener/)
})

test('a change made by another process is seen within a second', async () => {
  const store = await open({ pollMilliseconds: 20 })
  const changed = new Promise<void>((resolve) => store.onChange(() => resolve()))
  const elsewhere = await openDatabase({ dataDirectory: root, create: false, now: new Date() })
  const repository = settingsRepository(elsewhere.kysely, async () => sealer, fixedClock())
  await applySettings({ ...storage, repository }, text(good))
  await elsewhere.close()
  await changed
  assert.equal(store.current().managed.gateways.length, 1)
  store.close()
})

test('stored settings of a form this program does not know stop the start, and leave a running server alone', async () => {
  const store = await open({ pollMilliseconds: 20 })
  await store.apply(text(good))
  const document = { of: 'the future' }
  await storage.repository.apply({ from: 1, document, appliedBy: 'newer', store: new Map(), drop: [] })
  await assert.rejects(open(), { code: 'STORAGE_SETTINGS_UNREADABLE', message: /version 2.*\bof\b/ })
  warnings.length = 0
  await wait(150)
  assert.equal(store.current().managed.gateways.length, 1)
  assert.equal(warnings.length, 1, 'said once, not at every look')
  store.close()
})

test('of two servers that change at once one is told to look again', async () => {
  const [a, b] = [await open(), await open()]
  const results = await Promise.allSettled([a.apply(text(good)), b.apply(text(good.replace('Microsoft 365', 'other')))])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await Promise.all([a.refresh(), b.refresh()])
  assert.deepEqual(a.current(), b.current())
})
