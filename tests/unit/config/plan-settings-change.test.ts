import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { planSettingsChange, type SettingsInForce } from '../../../src/config/plan-settings-change.ts'
import { isRefused } from '../../../src/config/problem.ts'
import { managedSchema, parseSettings, readDocument, readSettings } from '../../../src/config/read-settings.ts'
import { documentText, orderDocument } from '../../../src/config/settings-document.ts'

const good = readFileSync(new URL('../../fixtures/settings/hybrid-join.yaml', import.meta.url), 'utf8')
const publicUrl = 'https://sts.example.com'
const nothing: SettingsInForce = { document: {}, settings: parseSettings(''), secretNames: new Set() }

function plan(text: string, before: SettingsInForce = nothing, waived: readonly string[] = []) {
  const facts = { before: before.settings, secretNames: before.secretNames }
  return planSettingsChange(readSettings(text, facts), before, publicUrl, waived)
}

/** What would be in force after a plan was carried out. */
function after(planned: ReturnType<typeof plan>, before: SettingsInForce = nothing): SettingsInForce {
  const { settings } = readDocument(planned.document)
  assert.ok(settings)
  const kept = [...before.secretNames].filter((name) => !planned.drop.includes(name))
  return { document: planned.document, settings, secretNames: new Set([...kept, ...planned.store.keys()]) }
}

const inForce = after(plan(good))
const changed = (text: string, from: string, to: string) => {
  assert.ok(text.includes(from), from)
  return text.replace(from, to)
}
const exported = documentText(inForce.document)

test('typed secrets leave the document for the store', () => {
  const { document, store } = plan(good)
  assert.deepEqual(
    Array.from(store, ([name, secret]) => [name, secret.reveal()]),
    [
      ['gateways/ad/bindPassword', 'an LDAP password'],
      ['gateways/ad/kerberos/serviceAccountPassword', 'a service password'],
    ],
  )
  assert.ok(!/password/i.test(documentText(document).replace(/passwordAuthority|allowPasswordChanges/g, '')))
})

test('applying what was exported changes nothing', () => {
  const again = plan(exported, inForce)
  assert.deepEqual([again.changed, again.problems, again.drop, again.store.size], [false, [], [], 0])
  assert.equal(documentText(again.document), exported)
})

test('an export has one order, whatever order the document had', () => {
  const shuffled = JSON.stringify(Object.fromEntries(Object.entries(parse(exported)).reverse()))
  assert.equal(documentText(plan(shuffled, inForce).document), exported)
  assert.match(exported, /^networks:.*\npopulations:.*\ngateways:\n {2}- id: ad\n {4}name:.*\napplications:/s)
})

test('an export holds what was written, not what was filled in', () => {
  assert.ok(!exported.includes('attributeMappings'))
  assert.ok(!exported.includes('poolSize'))
})

test('any text in a setting reads back from an export as it was', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
      const document = { populations: [{ id: 'a', name: text, description: `${text}\n` }] }
      assert.deepEqual(parse(documentText(document)), document)
    }),
  )
})

test('each new application gets its issuer once, and keeps it when publicUrl changes', () => {
  assert.match(exported, /issuerUri: https:\/\/sts\.example\.com\/applications\/m365/)
  const moved = planSettingsChange(readSettings(good), inForce, 'https://new.example.com')
  assert.match(documentText(moved.document), /issuerUri: https:\/\/sts\.example\.com\/applications\/m365/)
  const second = changed(good, 'id: m365', 'id: other')
  const other = planSettingsChange(readSettings(second), inForce, 'https://new.example.com')
  assert.match(documentText(other.document), /issuerUri: https:\/\/new\.example\.com\/applications\/other/)
})

test('an issuer that is made is not one that another application was given', () => {
  const second = `\n  - { id: second, name: Second, domainName: second.example.com, issuerUri: "https://sts.example.com/applications/m365" }\n`
  const { problems } = plan(good.trimEnd() + second)
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ check, path }) => [check, path]),
    [['applications/issuer-made', 'applications/m365/issuerUri']],
  )
})

test('an issuer that was written stays as it was written', () => {
  const own = changed(good, 'name: Microsoft 365', 'name: Microsoft 365\n    issuerUri: urn:corp:issuer')
  assert.match(documentText(plan(own).document), /issuerUri: urn:corp:issuer/)
})

test('a new application without publicUrl is refused with the reason', () => {
  const { problems } = planSettingsChange(readSettings(good), nothing, undefined)
  assert.deepEqual(
    problems.map(({ check, path }) => [check, path]),
    [['applications/issuer-made', 'applications/m365/issuerUri']],
  )
  assert.ok(isRefused(problems))
  assert.deepEqual(planSettingsChange(readSettings(exported), inForce, undefined).problems, [])
})

const redirections = [
  ['dc1.corp.example.com', 'evil.example.com', 'serversHostAndPort'],
  ['name: corp.example.com', 'name: corp.example.com\n    connectionSecurity: StartTLS', 'connectionSecurity'],
  ['name: corp.example.com', 'name: corp.example.com\n    validateTlsCertificates: false', 'validateTlsCertificates'],
  ['corp-ca.pem', 'other-ca.pem', 'caFile'],
  ['name: corp.example.com', 'name: corp.example.com\n    referralHosts: [evil.example.com]', 'referralHosts'],
  ['name: corp.example.com', 'name: corp.example.com\n    followReferrals: true', 'followReferrals'],
] as const

for (const [from, to, setting] of redirections)
  test(`changing ${setting} of a gateway drops its stored secrets, and says so`, () => {
    const planned = plan(changed(exported, from, to), inForce)
    assert.deepEqual(planned.drop, ['gateways/ad/bindPassword', 'gateways/ad/kerberos/serviceAccountPassword'])
    const said = planned.problems.filter(({ check }) => check === 'secrets/dropped')
    assert.deepEqual(
      said.map(({ path, severity }) => [path, severity]),
      [
        ['gateways/ad/bindPassword', 'warning'],
        ['gateways/ad/kerberos/serviceAccountPassword', 'warning'],
      ],
    )
    assert.ok(said.every(({ reason }) => reason.includes(setting)))
  })

test('a secret typed with the change of servers is stored, the other one dropped', () => {
  const text = changed(changed(exported, 'dc1.', 'dc9.'), 'bindDN:', 'bindPassword: new\n    bindDN:')
  const planned = plan(text, inForce)
  assert.deepEqual([...planned.store.keys()], ['gateways/ad/bindPassword'])
  assert.deepEqual(planned.drop, ['gateways/ad/kerberos/serviceAccountPassword'])
})

test('spelling out a default is no change of servers', () => {
  const text = changed(exported, 'name: corp.example.com', 'name: corp.example.com\n    connectionSecurity: TLS')
  assert.deepEqual(plan(text, inForce).drop, [])
})

test('other changes leave the secrets alone', () => {
  const text = changed(exported, 'name: corp.example.com', 'name: renamed\n    poolSize: 3')
  const planned = plan(text, inForce)
  assert.deepEqual([planned.changed, planned.drop], [true, []])
})

test('a gateway that is taken out takes its secrets with it', () => {
  const planned = plan('{}', inForce)
  assert.deepEqual(planned.drop, ['gateways/ad/bindPassword', 'gateways/ad/kerberos/serviceAccountPassword'])
  assert.ok(planned.problems.every(({ severity }) => severity === 'note'))
})

test('a keytab in place of the password drops the password', () => {
  const text = changed(exported, 'kerberos:\n', 'kerberos:\n      keytabFile: /etc/x.keytab\n')
  assert.deepEqual(plan(text, inForce).drop, ['gateways/ad/kerberos/serviceAccountPassword'])
})

test('a gateway under another id cannot take over the secrets of one', () => {
  const text = exported.replaceAll('id: ad\n', 'id: evil\n')
  const planned = plan(text, inForce)
  assert.deepEqual(planned.drop, ['gateways/ad/bindPassword', 'gateways/ad/kerberos/serviceAccountPassword'])
  assert.equal(planned.store.size, 0)
})

test('an error that may be waived is taken by its name only, and stays in sight', () => {
  const wrong = changed(good, 'userAttributeUsernameMatch: ms-upn', 'attributes: []')
  assert.ok(isRefused(plan(wrong).problems))
  assert.ok(isRefused(plan(wrong, nothing, ['claims/format']).problems))
  const waived = plan(wrong, nothing, ['claims/required'])
  assert.ok(!isRefused(waived.problems))
  assert.ok(waived.problems.some(({ check, severity }) => check === 'claims/required' && severity === 'warning'))
})

test('errors of Joinery itself cannot be waived', () => {
  const wrong = changed(good, 'OU=Computers,', 'OU=People,')
  assert.ok(isRefused(plan(wrong, nothing, ['directory/base-dn-overlap']).problems))
  assert.equal(plan('x: 1', nothing, ['structure']).document, undefined)
})

test('device claims for users cannot be waived: Entra would take the user for a computer', () => {
  const attributes = 'attributes: [{ name: accounttype, value: DJ, releaseTo: everyone }]'
  const wrong = changed(good, 'userAttributeUsernameMatch: ms-upn', attributes)
  const errors = plan(wrong, nothing, ['claims/required', 'claims/devices-only']).problems
  assert.ok(errors.some(({ check, severity }) => check === 'claims/devices-only' && severity === 'error'))
})

test('ordering keeps what it does not know', () => {
  assert.deepEqual(
    JSON.stringify(orderDocument({ zzz: 1, applications: [], version: 1 }, managedSchema)),
    '{"version":1,"applications":[],"zzz":1}',
  )
})
