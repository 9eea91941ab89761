import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bootSettings } from '../../../src/config/boot-settings.ts'
import { explainSetting, settingMeant } from '../../../src/config/explain-setting.ts'
import { managedSettings } from '../../../src/config/managed-settings.ts'
import { managedSchema, readSettings } from '../../../src/config/read-settings.ts'
import { type SettingSchema, settingSchemaOf } from '../../../src/config/setting-schema.ts'
import { withPresets } from '../../../src/config/with-presets.ts'

const good = readFileSync(new URL('../../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')
const { document, settings } = readSettings(good)
const sources = {
  schema: managedSchema,
  document,
  filled: withPresets(document),
  settings,
  secretNames: new Set(['gateways/ad/bindPassword']),
}
const explain = (path: string) => explainSetting(path, sources)

test('a setting says what it is, what it is set to, where that came from, and its default', () => {
  assert.deepEqual(explain('gateways/ad/connectionSecurity'), {
    path: 'gateways/ad/connectionSecurity',
    kind: 'text',
    description: 'TLS is LDAPS (port 636), StartTLS upgrades port 389. None sends the bind password in the clear.',
    choices: ['TLS', 'StartTLS', 'None'],
    secret: false,
    value: 'TLS',
    origin: 'default',
    default: 'TLS',
  })
  assert.deepEqual(
    [explain('gateways/ad/caFile')?.origin, explain('gateways/ad/caFile')?.value],
    ['set', '/etc/joinery/corp-ca.pem'],
  )
  assert.equal(explain('gateways/ad/description')?.origin, 'not set')
})

test('what the presets filled in says so', () => {
  const filter = explain('gateways/ad/userTypes/devices/newUserLookup/ldapFilterPattern')
  assert.deepEqual(
    [filter?.origin, filter?.value],
    ['default values', '(&(objectClass=computer)(sAMAccountName=${identifier}))'],
  )
  assert.equal(explain('applications/m365/attributes/accounttype/value')?.value, '${"DJ"}')
})

test('a secret says whether it is stored, never what it is, not even within a group', () => {
  assert.deepEqual(
    [explain('gateways/ad/bindPassword')?.origin, explain('gateways/ad/bindPassword')?.value],
    ['stored', undefined],
  )
  assert.ok(!JSON.stringify(explain('gateways')).includes('an LDAP password'))
  assert.ok(!JSON.stringify(explain('gateways/ad/kerberos')).includes('a service password'))
})

test('a setting of an entry that is not there is explained by its schema', () => {
  const found = explain('gateways/none/poolSize')
  assert.deepEqual([found?.value, found?.origin, found?.default], [undefined, 'not set', 8])
})

test('a path that does not exist is not explained, but guessed', () => {
  assert.equal(explain('gateways/ad/bindPasword'), undefined)
  assert.equal(settingMeant('gateways/ad/bindPasword', managedSchema), 'gateways/ad/bindPassword')
  assert.equal(settingMeant('gateway/ad/bindDN', managedSchema), 'gateways/ad/bindDN')
  assert.equal(settingMeant('zzz', managedSchema), undefined)
})

test('a path that leaves out the entry of a list asks for it', () => {
  for (const path of ['gateways/connectionSecurity', 'gateways/bindPassword', 'gateways/ad/userTypes/searchBaseDn'])
    assert.equal(explain(path), undefined, path)
  assert.equal(settingMeant('gateways/connectionSecurity', managedSchema), 'gateways/ID/connectionSecurity')
  assert.equal(
    settingMeant('gateways/ad/userTypes/searchBaseDn', managedSchema),
    'gateways/ad/userTypes/ID/searchBaseDn',
  )
  const named = { gateways: [{ id: 'name', poolSize: 3 }] }
  const found = explainSetting('gateways/name/poolSize', { ...sources, document: named, settings: named })
  assert.equal(found?.value, 3)
})

/** Every setting below, with its path. */
function every(schema: SettingSchema, path: string): [string, SettingSchema][] {
  const below = Object.entries(schema.properties).flatMap(([name, inner]) => every(inner, `${path}/${name}`))
  return [[path, schema], ...below, ...(schema.items ? every(schema.items, `${path}/*`) : [])]
}

test('every setting has a sentence about it', () => {
  for (const schema of [settingSchemaOf(managedSettings), settingSchemaOf(bootSettings)]) {
    const bare = every(schema, '').filter(
      ([path, { description }]) => !description && path !== '' && !path.endsWith('*'),
    )
    assert.deepEqual(
      bare.map(([path]) => path),
      [],
    )
  }
})

test('secrets are marked as such, and nothing else is', () => {
  const marked = every(settingSchemaOf(managedSettings), '').filter(([, { secret }]) => secret)
  assert.deepEqual(
    marked.map(([path]) => path),
    ['/gateways/*/kerberos/serviceAccountPassword', '/gateways/*/bindPassword'].sort((a, b) => (a < b ? -1 : 1)),
  )
})
