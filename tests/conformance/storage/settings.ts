import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditLog } from '../../../src/ports/audit.ts'
import type { SecretStore } from '../../../src/ports.ts'
import { Secret } from '../../../src/secret.ts'
import type { SettingsChange, SettingsRepository } from '../../../src/storage/settings-repository.ts'

import { auditRecord } from './audit.ts'

/** What every SettingsRepository does, with the secrets that go with it. `open` gives empty ones. */

export interface SettingsStorage {
  readonly settings: SettingsRepository
  readonly secrets: SecretStore
  readonly secretNames: () => Promise<readonly string[]>
  readonly audit: AuditLog
}

function change(changes: Partial<SettingsChange> = {}): SettingsChange {
  return { from: 0, document: { version: 1 }, appliedBy: 'test', store: new Map(), drop: [], ...changes }
}

export function settingsSuite(label: string, open: () => Promise<SettingsStorage>): void {
  test(`${label}: version 0 is an empty document`, async () => {
    const { settings } = await open()
    assert.equal(await settings.lastVersion(), 0)
    assert.deepEqual(await settings.last(), { version: 0, document: {}, appliedAt: undefined, appliedBy: undefined })
  })

  test(`${label}: what was applied is the last version`, async () => {
    const { settings } = await open()
    const document = { gateways: [{ id: 'ad', name: 'Zürich 😀 \\ "x"' }], list: [], nothing: null }
    assert.equal(await settings.apply(change({ document, appliedBy: 'ada' })), 1)
    const last = await settings.last()
    assert.deepEqual([last.version, last.document, last.appliedBy], [1, document, 'ada'])
    assert.ok(last.appliedAt instanceof Date)
    assert.equal(await settings.apply(change({ from: 1, document: {} })), 2)
    assert.equal(await settings.lastVersion(), 2)
    assert.deepEqual((await settings.last()).document, {})
  })

  test(`${label}: a change made from an older version is refused whole`, async () => {
    const { settings, secretNames } = await open()
    await settings.apply(change())
    const late = change({ document: { late: true }, store: new Map([['gateways/ad/bindPassword', new Secret('x')]]) })
    await assert.rejects(settings.apply(late), { code: 'STORAGE_SETTINGS_CHANGED', facts: { expected: 0, found: 1 } })
    assert.deepEqual((await settings.last()).document, { version: 1 })
    assert.deepEqual(await secretNames(), [])
  })

  test(`${label}: of two changes made at once from one version, one wins and the other is told`, async () => {
    const { settings } = await open()
    const results = await Promise.allSettled([
      settings.apply(change({ document: { who: 'a' } })),
      settings.apply(change({ document: { who: 'b' } })),
    ])
    const refused = results.filter((result) => result.status === 'rejected')
    assert.equal(refused.length, 1)
    assert.equal(refused[0]?.reason.code, 'STORAGE_SETTINGS_CHANGED')
    assert.equal(await settings.lastVersion(), 1)
  })

  test(`${label}: secrets are stored, replaced and dropped with the change`, async () => {
    const { settings, secrets, secretNames } = await open()
    const store = new Map([
      ['gateways/ad/bindPassword', new Secret('pässword \u{1F511}')],
      ['gateways/ad/kerberos/serviceAccountPassword', new Secret('two')],
    ])
    await settings.apply(change({ store }))
    assert.equal((await secrets.find('gateways/ad/bindPassword'))?.reveal(), 'pässword \u{1F511}')
    await settings.apply(
      change({
        from: 1,
        store: new Map([['gateways/ad/bindPassword', new Secret('new')]]),
        drop: ['gateways/ad/kerberos/serviceAccountPassword', 'gateways/none/bindPassword'],
      }),
    )
    assert.equal((await secrets.find('gateways/ad/bindPassword'))?.reveal(), 'new')
    assert.equal(await secrets.find('gateways/ad/kerberos/serviceAccountPassword'), undefined)
    assert.deepEqual(await secretNames(), ['gateways/ad/bindPassword'])
  })

  test(`${label}: every version is kept, and listed newest first in pages`, async () => {
    const { settings } = await open()
    for (const who of ['a', 'b', 'c'])
      await settings.apply(change({ from: await settings.lastVersion(), document: { who }, appliedBy: who }))
    const versions = async (limit: number, before?: number) =>
      (await settings.listVersions(limit, before)).map(({ version, appliedBy }) => `${version}${appliedBy}`)
    assert.deepEqual(await versions(2), ['3c', '2b'])
    assert.deepEqual(await versions(2, 2), ['1a'])
    assert.deepEqual((await settings.findVersion(2))?.document, { who: 'b' })
    assert.deepEqual((await settings.findVersion(0))?.document, {})
    assert.equal(await settings.findVersion(4), undefined)
  })

  test(`${label}: the audit record is there with the change, and not without it`, async () => {
    const { settings, audit } = await open()
    await settings.apply(change({ audit: [auditRecord({ id: 'r1' })] }))
    await assert.rejects(settings.apply(change({ audit: [auditRecord({ id: 'r2' })] })))
    await assert.rejects(settings.apply(change({ from: 1, audit: [auditRecord({ id: 'r1' })] })))
    assert.deepEqual(
      (await audit.list({}, 10)).map(({ id }) => id),
      ['r1'],
    )
    assert.equal(await settings.lastVersion(), 1)
  })
}
