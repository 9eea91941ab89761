import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { RoadChecker } from '../../../src/admin/road/road-checker.ts'
import type { SetupProbes } from '../../../src/ports/setup-probes.ts'
import { systemClock } from '../../../src/system-ports.ts'
import { fixedSigners } from '../../fakes/fixed-signers.ts'
import { noDirectory } from '../../fakes/no-directory.ts'
import { type AdminStage, openAdminStage } from './admin-stage.ts'

/** The routes of the road, its scripts, the comparison and the wizard, over a real database. */

const asked: Parameters<SetupProbes['readServiceAccount']>[] = []
const setup: SetupProbes = {
  ...noDirectory,
  lookAround: async ({ gateway }) => ({
    steps: [
      { step: 'bind', target: gateway.serversHostAndPort[0] ?? '', outcome: 'ok', milliseconds: 1, text: 'Bound.' },
    ],
    found: undefined,
  }),
  readServiceAccount: async (...given) => {
    asked.push(given)
    return { account: undefined, services: [], password: { outcome: 'notTried', text: '' } }
  },
}

let stage: AdminStage
before(async () => {
  stage = await openAdminStage(({ settings, tenantEvidence, rehearsals }) => ({
    setup,
    road: new RoadChecker({
      ...{ clock: systemClock, settings, tenantEvidence, rehearsals, signers: fixedSigners() },
      settingsVersion: () => settings.version,
      directory: { search: async () => [] },
      gatherEvidence: async () => ({ joineryLive: 1, at: systemClock.now().toISOString(), objects: [] }),
    }),
  }))
})
after(() => stage.close())

const answers = {
  domainName: 'corp.example.com',
  gatewayName: 'corp.example.com',
  connection: {
    serversHostAndPort: ['dc1.corp.example.com:636'],
    bindDN: 'svc-read@corp.example.com',
    bindPassword: 'read secret',
  },
  serviceAccountUserPrincipalName: 'svc-sts@corp.example.com',
  serviceAccountPassword: 'service secret',
  usersBaseDn: 'OU=People,DC=corp,DC=example,DC=com',
  devicesBaseDn: 'OU=Devices,DC=corp,DC=example,DC=com',
  anchorAttribute: 'objectGUID',
  intranetRanges: ['10.0.0.0/8'],
  endsTls: false,
}

test('the wizard refuses answers that the checks of the settings refuse, all at once, and changes nothing', async () => {
  const wrong = { ...answers, devicesBaseDn: answers.usersBaseDn, intranetRanges: ['0.0.0.0/0'] }
  const { status, body } = await stage.ask('POST', '/setup/settings', { body: wrong })
  assert.equal(status, 400)
  assert.ok(body.joinery.problems.length >= 1)
  assert.equal((await stage.ask('GET', '/setup')).body.isDone, false)
})

test('the wizard ends in one change, whose secrets nobody is shown', async () => {
  const before = await stage.ask('GET', '/setup')
  assert.deepEqual(
    [before.body.isDone, before.body.servicePrincipalNames, before.body.endsTls],
    [false, ['HTTP/sts.example.com'], false],
  )
  const { status, body } = await stage.ask('POST', '/setup/settings', { body: answers })
  assert.deepEqual([status, body.gatewayId, body.applicationId], [200, 'ad', 'm365'], JSON.stringify(body))
  const { managed } = stage.storage.settings.current()
  const [gateway] = managed.gateways
  assert.equal(gateway?.kerberos?.extendedProtection, 'off')
  assert.deepEqual(
    gateway?.userTypes.map(({ id, account }) => [id, account]),
    [
      ['cloud-users', 'user'],
      ['devices', 'device'],
    ],
  )
  const anchors = gateway?.userTypes[1]?.newUserLookup.attributeMappings.filter(({ name }) => name === 'externalId')
  assert.deepEqual(anchors, [{ name: 'externalId', value: '${ldapAttributes.objectGUID}' }])
  assert.deepEqual(managed.networks.intranetRanges, ['10.0.0.0/8'])
  assert.equal((await stage.storage.secrets.find('gateways/ad/bindPassword'))?.reveal(), 'read secret')
  const audit = await stage.ask('GET', '/audit?resource=setup')
  assert.equal(audit.body.size, 1)
  assert.doesNotMatch(audit.text + JSON.stringify(body), / secret/)
})

test('what was set up is not set up again', async () => {
  const { status, body } = await stage.ask('POST', '/setup/settings', { body: answers })
  assert.deepEqual([status, body.joinery.code], [409, 'ADMIN_SETUP_DONE'])
  assert.equal((await stage.ask('GET', '/setup')).body.isDone, true)
})

test('the probes get what was typed, passwords as secrets; only who may change settings may probe', async () => {
  const body = {
    connection: answers.connection,
    userPrincipalName: 'svc@x',
    password: 'p',
    servicePrincipalNames: ['HTTP/a'],
  }
  assert.equal((await stage.ask('POST', '/setup/serviceAccount', { body })).body.account, null)
  const [candidate, wanted] = asked[0] ?? []
  assert.equal(String(candidate?.bindPassword), '[redacted]')
  assert.equal(wanted?.password?.reveal(), 'p')
  const looked = await stage.ask('POST', '/setup/directory', { body: answers.connection })
  assert.deepEqual([looked.body.steps[0].target, looked.body.found], ['dc1.corp.example.com:636', null])
  assert.equal(
    (await stage.ask('POST', '/setup/directory', { body: answers.connection, role: 'readOnly' })).status,
    403,
  )
})

test('the endpoints are those that are published, below the public address', async () => {
  const { body } = await stage.ask('GET', '/applications/m365/endpoints', { role: 'readOnly' })
  assert.equal(body.properties.MetadataExchangeUri, 'https://sts.example.com/wsf/mex13/m365')
  assert.equal(body.properties.IssuerUri, 'https://sts.example.com/applications/m365')
  assert.ok(body.endpoints.every(({ url }: { url: string }) => url.startsWith('https://sts.example.com/')))
  assert.equal((await stage.ask('GET', '/applications/none/endpoints')).status, 404)
})

const path = '/applications/m365/federationSettings'

test('pasted settings are compared, kept where asked, and judged anew when read', async () => {
  const { properties } = (await stage.ask('GET', '/applications/m365/endpoints')).body
  const text = Object.entries({ ...properties, Password: 'hunter2' })
    .map(([name, value]) => `${name.padEnd(32)}: ${value}`)
    .join('\n')
  assert.equal((await stage.ask('GET', path)).status, 404)
  const compared = await stage.ask('POST', `${path}/comparison`, { body: { text }, role: 'readOnly' })
  assert.deepEqual([compared.status, compared.body.verdict], [200, 'equal'], compared.text)
  assert.equal((await stage.ask('GET', path)).status, 404, 'a comparison keeps nothing')
  assert.equal((await stage.ask('PUT', path, { body: { text }, role: 'readOnly' })).status, 403)
  const kept = await stage.ask('PUT', path, { body: { text } })
  assert.deepEqual([kept.status, kept.body.verdict, kept.body.pastedBy], [200, 'equal', 'a owner'])
  assert.equal((await stage.ask('GET', path)).body.verdict, 'equal')
  assert.doesNotMatch(JSON.stringify(await stage.storage.tenantEvidence.find('m365')), /hunter2/)
})

test('text without federation settings, and those of another domain, are refused by name', async () => {
  const ask = async (text: string) =>
    (await stage.ask('POST', `${path}/comparison`, { body: { text } })).body.joinery.code
  assert.equal(await ask('AzureAdJoined : YES'), 'ADMIN_FEDERATION_SETTINGS_UNREADABLE')
  const other =
    "Get-MgDomainFederationConfiguration -DomainId 'other.example.com' | Format-List\nIssuerUri : https://x.example.com/"
  assert.equal(await ask(other), 'ADMIN_FEDERATION_SETTINGS_OF_OTHERS')
})

test('scripts of an application are filled by the settings; what is missing is named', async () => {
  const { body } = await stage.ask('GET', '/applications/m365/scripts')
  const missing = Object.fromEntries(
    body._embedded.scripts.map((one: { name: string; missing: string[] }) => [one.name, one.missing]),
  )
  assert.deepEqual(missing['update-federated-domain'], [])
  assert.deepEqual(missing['create-service-account'], [])
  assert.deepEqual(missing['write-connection-point'], ['tenantId'])
  assert.deepEqual(missing['set-browser-zones'], [])
  const made = await stage.ask('POST', '/applications/m365/scripts/create-service-account', { body: {} })
  assert.match(made.body.text, /^ {2}ServicePrincipalNames = @\('HTTP\/sts\.example\.com'\)$/m)
  assert.match(made.body.text, /^ {2}DnsDomain = 'corp\.example\.com'$/m)
  const bind = await stage.ask('POST', '/applications/m365/scripts/create-bind-account', { body: {} })
  assert.match(bind.body.text, /^ {2}AccountName = 'svc-read'$/m)
  assert.doesNotMatch(made.text + bind.text, / secret/)
})

test('a script with a wrong parameter is refused with its place; one that is not there is not found', async () => {
  const parameters = { tenantId: 'contoso' }
  const { status, body } = await stage.ask('POST', '/applications/m365/scripts/write-connection-point', {
    body: { parameters },
  })
  assert.deepEqual([status, body.details[0].target], [400, 'parameters/tenantId'])
  assert.equal((await stage.ask('POST', '/scripts/none', { body: {} })).status, 404)
  const hostile = {
    parameters: { ...parameters, tenantId: '07ec9af2-7ce5-4ab7-8638-115736bbf990', policyName: 'a\nb' },
  }
  const refused = await stage.ask('POST', '/applications/m365/scripts/pilot-connection-point', { body: hostile })
  assert.equal(refused.body.joinery.code, 'ADMIN_SCRIPT_VALUE_REFUSED')
})

test('the road answers at once, looks meanwhile, and says so', async () => {
  const first = await stage.ask('GET', '/road', { role: 'readOnly' })
  assert.equal(first.status, 200)
  assert.ok(first.body.running.of > 0)
  const again = await stage.ask('POST', '/road/checks')
  assert.deepEqual([again.status, again.headers.location], [202, '/v1/environments/default/road'])
  const states = Object.fromEntries(again.body.steps.map((one: { id: string; state: string }) => [one.id, one.state]))
  assert.equal(states['tenant-settings'], 'done')
  assert.equal(states.rehearsal, 'unknown')
})
