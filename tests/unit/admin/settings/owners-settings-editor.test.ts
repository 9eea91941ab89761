import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownersSettingsEditor } from '../../../../src/admin/settings/owners-settings-editor.ts'
import { managedSettings } from '../../../../src/config/managed-settings.ts'
import type { Role } from '../../../../src/config/roles.ts'
import type { SettingsEditor, WantedSettings } from '../../../../src/ports/settings-editor.ts'
import { stagedGateway } from '../../../conformance/directory/directory-stage.ts'
import { memoryDomain } from '../../../fakes/memory-domain.ts'

const gateway = stagedGateway('ad', memoryDomain())
const other = { ...stagedGateway('other', memoryDomain('other.example.test')), name: 'Other' }
const group = { gateway: { id: 'ad' }, groupDn: 'CN=Admins,DC=corp,DC=example,DC=test', role: 'readOnly' } as const
const before = managedSettings.parse({ gateways: [gateway, other], administration: { groups: [group] } })

async function apply(
  document: unknown,
  role: Role | undefined,
  more: Partial<WantedSettings> & { factorAt?: Date } = {},
): Promise<boolean> {
  const { factorAt = new Date(0) } = more
  let isApplied = false
  const editor: SettingsEditor = {
    current: () => ({ managed: before, publicUrl: '' }),
    readInForce: async () => ({ document: {}, settings: before, secretNames: new Set(), version: 1 }),
    listVersions: async () => [],
    findVersion: async () => undefined,
    async apply() {
      isApplied = true
      return { version: 2, changed: true, problems: [], refused: false, document: {}, typedSecrets: [] }
    },
  }
  const actor = { kind: 'administrator', id: 'a', name: 'Ada', remoteAddress: '', factorAt } as const
  const record = { id: '1', at: new Date(0), action: 'update', resource: 'settings' }
  const audit = role === undefined ? [] : [{ ...record, actor: { ...actor, role } }]
  await ownersSettingsEditor(editor, { now: () => new Date(60_000) })
    .apply({ source: { document }, appliedBy: 'test', audit, ...more })
    .catch((error: unknown) => assert.match(String(error), /only an owner may change|asks for the second factor again/))
  return isApplied
}

const self = { ...before, administration: { ...before.administration, groups: [{ ...group, role: 'owner' }] } }
const own = { ...before, gateways: [{ ...gateway, serversHostAndPort: ['evil.example:636'] }, other] }

test('only an owner says who administers: neither groups nor the servers that are asked for them change otherwise', async () => {
  for (const document of [self, own]) {
    assert.equal(await apply(document, 'owner'), true)
    assert.equal(await apply(document, 'owner', { factorAt: new Date(-600_000) }), false, 'proved too long ago')
    assert.equal(await apply(document, 'identityAdmin'), false)
    assert.equal(await apply(document, undefined), false, 'nobody knows who')
    assert.equal(await apply(document, 'identityAdmin', { dryRun: true }), true, 'looking is allowed')
  }
})

test('all else is for whoever may change settings', async () => {
  const servers = { ...before, gateways: [gateway, { ...other, serversHostAndPort: ['dc9.other.example.test'] }] }
  const lockout = { ...before, lockout: { ...before.lockout, familiarThreshold: 9 } }
  for (const document of [before, servers, lockout, { gateways: 'wrong' }])
    assert.equal(await apply(document, 'identityAdmin'), true)
})
