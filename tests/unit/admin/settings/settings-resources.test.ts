import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Secret } from '../../../../src/secret.ts'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

/** Applications, mappings, gateways, sections and the whole document, as views on one versioned document. */

const example = await readFile(join(import.meta.dirname, '../../../../examples/hybrid-join.yaml'), 'utf8')
const yaml = { 'content-type': 'application/yaml' }

let stage: AdminStage
before(async () => {
  stage = await openAdminStage()
  const { status, body } = await ask('PUT', '/settings', { text: example, headers: yaml })
  assert.equal(status, 200, JSON.stringify(body))
})
after(() => stage.close())

const ask: AdminStage['ask'] = (...given) => stage.ask(...given)
const document = async () => (await ask('GET', '/settings')).body

test('an application shows its defaults, and writing them back pins none of them', async () => {
  const before = await document()
  const { body, headers } = await ask('GET', '/applications/m365')
  assert.equal(body.replyUrl, 'https://login.microsoftonline.com/login.srf')
  assert.equal(body.issuerUri, 'https://sts.example.com/applications/m365')
  assert.equal(body.attributes, undefined)
  const changed = await ask('PUT', '/applications/m365', { body: { ...body, assertionDuration: 600 } })
  assert.equal(changed.status, 200)
  assert.notEqual(changed.headers.etag, headers.etag)
  const [application] = (await document()).applications
  assert.deepEqual(application, { ...before.applications[0], assertionDuration: 600 })
})

test('fields of PingOne’s applications are taken, or refused with the reason', async () => {
  const body = {
    name: 'Other',
    domainName: 'other.example.com',
    enabled: false,
    icon: { id: 'x' },
    homePageUrl: 'https://x',
  }
  const taken = await ask('POST', '/applications', { body })
  assert.equal(taken.status, 201, taken.text)
  assert.deepEqual([taken.body.id, taken.body.icon], ['other', undefined])
  const refused = await ask('POST', '/applications', {
    body: {
      ...{
        ...body,
        name: 'Third',
        domainName: 'third.example.com',
        accessControl: { role: { type: 'ADMIN_USERS_ONLY' } },
      },
      corsSettings: { behavior: 'ALLOW_SPECIFIC_ORIGINS', origins: ['https://a.example'] },
      idpSigning: { algorithm: 'SHA256withECDSA', key: { id: 'k' } },
    },
  })
  assert.equal(refused.status, 400)
  assert.deepEqual(
    refused.body.details.map(({ target }: { target: string }) => target),
    ['accessControl', 'corsSettings/origins', 'idpSigning/algorithm'],
  )
  assert.equal((await ask('DELETE', '/applications/other')).status, 204)
})

test('what is used is not deleted: the problems say what uses it', async () => {
  const refused = await ask('DELETE', '/gateways/corp-ad')
  assert.equal(refused.status, 400)
  assert.ok(refused.body.joinery.problems.some(({ path }: { path: string }) => path.startsWith('applications/m365/')))
  assert.equal((await ask('GET', '/gateways/corp-ad')).status, 200)
})

test('mappings are added, replaced in their place and deleted; a wrong NameFormat needs a waiver, which lasts', async () => {
  const path = '/applications/m365/attributes'
  const list = (await ask('GET', path)).body._embedded.attributes
  assert.ok(
    list.some(({ id, mappingType }: { id: string; mappingType: string }) => id === 'UPN' && mappingType === 'CORE'),
  )
  const added = await ask('POST', path, {
    body: { name: 'department', nameFormat: 'http://a.example/c', value: '${user.title}' },
  })
  assert.equal(added.status, 201, added.text)
  assert.equal(added.headers.location, '/v1/environments/default/applications/m365/attributes/department')
  const sid = list.find(({ name }: { name: string }) => name === 'primarysid')
  const wrong = { ...sid, nameFormat: 'http://schemas.xmlsoap.org/claims' }
  const refused = await ask('PUT', `${path}/primarysid`, { body: wrong })
  assert.equal(refused.status, 400)
  assert.deepEqual(
    refused.body.details.map(({ target }: { target: string }) => target),
    ['nameFormat'],
  )
  const waived = await ask('PUT', `${path}/primarysid?waive=claims/format`, { body: wrong })
  assert.equal(waived.status, 200, waived.text)
  assert.ok(waived.body.joinery.problems.some(({ check }: { check: string }) => check === 'claims/format'))
  const other = await ask('PUT', `${path}/department`, {
    body: { name: 'department', nameFormat: 'http://a.example/c', value: 'x' },
  })
  assert.equal(other.status, 200, 'an error that was taken on purpose does not stop another change')
  assert.equal((await ask('DELETE', `${path}/department`, { headers: { 'if-match': '"old"' } })).status, 412)
  assert.equal((await ask('DELETE', `${path}/department`)).status, 204)
  await ask('PUT', `${path}/primarysid`, { body: sid })
  assert.deepEqual((await ask('GET', path)).body._embedded.attributes, list)
  assert.equal((await ask('DELETE', `${path}/ImmutableID`)).status, 400)
})

test('passwords of a gateway are taken and nowhere shown', async () => {
  const { body } = await ask('GET', '/gateways/corp-ad')
  const secret = 'the planted bind password'
  const changed = await ask('PUT', '/gateways/corp-ad', {
    body: { ...body, bindPassword: secret, kerberos: { ...body.kerberos, serviceAccountPassword: `${secret} two` } },
  })
  assert.equal(changed.status, 200, changed.text)
  assert.equal((await stage.storage.secrets.find('gateways/corp-ad/bindPassword'))?.hidesSame(new Secret(secret)), true)
  const texts = await Promise.all(
    ['/gateways/corp-ad', '/gateways', '/settings', '/audit', '/settings/versions/2'].map((path) => ask('GET', path)),
  )
  for (const { text } of [changed, ...texts]) assert.ok(!text.includes('planted'))
  const [record] = (await ask('GET', '/audit?resource=gateways/corp-ad')).body._embedded.auditRecords
  assert.deepEqual([record.after.bindPassword, record.after.kerberos.serviceAccountPassword], ['(set)', '(set)'])
})

test('a section is read with its defaults and replaced; the environment keeps its id', async () => {
  const { body, headers } = await ask('GET', '/settings/sessions')
  const changed = await ask('PUT', '/settings/networks', { body: { intranetRanges: ['10.0.0.0/8', '192.168.0.0/16'] } })
  assert.deepEqual(changed.body.intranetRanges, ['10.0.0.0/8', '192.168.0.0/16'])
  const refused = await ask('PUT', '/settings/networks', { body: { intranetRanges: ['10.0.0.0/8', 'x'] } })
  assert.deepEqual(
    refused.body.details.map(({ target }: { target: string }) => target),
    ['intranetRanges/1'],
  )
  const same = await ask('PUT', '/settings/sessions', { body, headers: { 'if-match': String(headers.etag) } })
  assert.equal(same.status, 200)
  assert.equal((await document()).sessions === undefined || Object.keys((await document()).sessions).length === 0, true)
  const renamed = await ask('PUT', '', { body: { name: 'Contoso' } })
  assert.deepEqual([renamed.status, renamed.body.id, renamed.body.name], [200, 'default', 'Contoso'])
  assert.equal((await ask('PUT', '', { body: { id: 'other', name: 'x' } })).body.joinery.code, 'ADMIN_ID_FIXED')
  for (const [method, path] of [
    ['POST', '/v1/environments'],
    ['DELETE', ''],
  ] as const)
    assert.equal((await ask(method, path, { body: {} })).body.joinery.code, 'ADMIN_ENVIRONMENT_FIXED')
  assert.equal(
    (await ask('GET', '/v1/environments', { role: 'helpDesk' })).body._embedded.environments[0].name,
    'Contoso',
  )
})

test('the document goes out as YAML and comes in after a look at what would change', async () => {
  const exported = await ask('GET', '/settings', { headers: { accept: 'application/yaml' } })
  assert.match(String(exported.headers['content-type']), /^application\/yaml/)
  const text = `${exported.text.replace('name: Microsoft 365', 'name: Office')}`
  const version = stage.storage.settings.version
  const plan = await ask('PUT', '/settings?dryRun=true', { text, headers: yaml })
  assert.deepEqual(plan.body.changes, [{ path: 'applications/m365/name', before: 'Microsoft 365', after: 'Office' }])
  assert.deepEqual([plan.body.refused, stage.storage.settings.version], [false, version])
  const broken = await ask('PUT', '/settings?dryRun=true', { text: `${text}\nnothing: 1\n`, headers: yaml })
  assert.equal(broken.body.refused, true)
  assert.equal(typeof broken.body.problems[0].line, 'number')
  assert.equal((await ask('PUT', '/settings', { text: `${text}\nnothing: 1\n`, headers: yaml })).status, 400)
  const applied = await ask('PUT', '/settings', { text, headers: yaml })
  assert.equal(applied.body.version, version + 1)
  const versions = (await ask('GET', '/settings/versions?limit=2')).body
  assert.deepEqual(
    versions._embedded.versions.map(({ inForce }: { inForce: boolean }) => inForce),
    [true, false],
  )
  assert.equal((await ask('GET', versions._links.next.href)).body._embedded.versions[0].version, version - 1)
  assert.deepEqual((await ask('GET', `/settings/versions/${version + 1}`)).body.changes, plan.body.changes)
  const restored = await ask('POST', `/settings/versions/${version}/restore`, { body: {} })
  assert.equal(restored.status, 200, restored.text)
  assert.equal((await ask('GET', '/applications/m365')).body.name, 'Microsoft 365')
  assert.equal((await ask('GET', '/settings/versions/9999')).status, 404)
})

test('nobody makes himself an owner by way of the settings', async () => {
  const group = { gateway: { id: 'corp-ad' }, groupDn: 'CN=Joinery,DC=corp,DC=example,DC=com', role: 'owner' }
  const whole = { ...(await document()), administration: { groups: [group] } }
  const role = 'identityAdmin'
  assert.equal((await ask('PUT', '/settings', { body: whole, role })).status, 403)
  assert.equal((await ask('PUT', '/settings/administration', { body: { groups: [group] }, role })).status, 403)
  assert.equal((await ask('PUT', '/settings/administration', { body: { groups: [group] } })).status, 200)
  const { body } = await ask('GET', '/gateways/corp-ad')
  const elsewhere = { ...body, serversHostAndPort: ['dc.evil.example'] }
  assert.equal(
    (await ask('PUT', '/gateways/corp-ad', { body: elsewhere, role })).body.joinery.code,
    'ADMINISTRATORS_OWNERS_ONLY',
  )
  assert.equal((await ask('PUT', '/gateways/corp-ad', { body: { ...body, poolSize: 4 }, role })).status, 200)
})

test('passwords of a gateway are set and deleted one by one, and seen only to be there', async () => {
  const path = '/gateways/corp-ad/credentials'
  const planted = 'the planted credential'
  const set = await ask('PUT', `${path}/serviceAccountPassword`, { body: { value: planted } })
  assert.deepEqual([set.status, set.body.isSet, set.text.includes('planted')], [200, true, false])
  const stored = await stage.storage.secrets.find('gateways/corp-ad/kerberos/serviceAccountPassword')
  assert.equal(stored?.hidesSame(new Secret(planted)), true)
  assert.equal((await ask('DELETE', `${path}/serviceAccountPassword`)).status, 204)
  const [bind, service] = (await ask('GET', path)).body._embedded.credentials
  assert.deepEqual([service.isSet, service.setAt, bind.isSet], [false, undefined, true])
  assert.equal((await ask('DELETE', `${path}/serviceAccountPassword`)).status, 404)
  assert.equal((await ask('GET', '/gateways/nowhere/credentials')).status, 404)
})

test('custom attributes are declared and changed, built-in ones are not; what a mapping uses stays', async () => {
  const path = '/schemas/user/attributes'
  const code = async (...given: Parameters<typeof ask>) => (await ask(...given)).body.joinery.code
  assert.equal((await ask('POST', path, { body: { name: 'costCentre', unique: true } })).status, 201)
  assert.equal(await code('POST', path, { body: { name: 'nickname' } }), 'ADMIN_ID_TAKEN')
  assert.equal((await ask('PUT', `${path}/costCentre`, { body: { multiValued: true } })).body.multiValued, true)
  assert.equal(await code('PUT', `${path}/costCentre`, { body: {} }), 'ADMIN_ATTRIBUTE_MULTI_VALUED')
  assert.equal(await code('DELETE', `${path}/email`), 'ADMIN_ATTRIBUTE_BUILT_IN')
  assert.equal(await code('DELETE', `${path}/device-sid`), 'ADMIN_SETTINGS_REFUSED')
  assert.equal((await ask('DELETE', `${path}/costCentre`)).status, 204)
  assert.equal((await ask('GET', `${path}/costCentre`)).status, 404)
})

test('lists are filtered, and pages of what is left follow each other [RFC7644 §3.4.2.2]', async () => {
  const path = '/schemas/user/attributes'
  const idsOf = (answer: { body: { _embedded: { attributes: { id: string }[] } } }) =>
    answer.body._embedded.attributes.map(({ id }) => id)
  const filter = encodeURIComponent('schemaType eq "CUSTOM" and unique eq false')
  const first = await ask('GET', `${path}?limit=1&filter=${filter}`)
  const second = await ask('GET', first.body._links.next.href)
  assert.deepEqual([...idsOf(first), ...idsOf(second)], ['device-sid', 'hybridJoinedDevice'])
  assert.equal(second.body._links.next, undefined)
  const broken = await ask('GET', `${path}?filter=${encodeURIComponent('name like "x"')}`)
  assert.deepEqual([broken.status, broken.body.joinery.code], [400, 'ADMIN_FILTER_INVALID'])
})
