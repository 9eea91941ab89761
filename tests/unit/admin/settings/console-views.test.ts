import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type AdminStage, openAdminStage } from '../admin-stage.ts'

/** The routes that exist for the console's pages: the schema of the settings, the preview of the branding, the addresses. */

let stage: AdminStage
before(async () => {
  const publicCertificate = async () => ({
    file: '/etc/joinery/sts.pem',
    facts: {
      ...{ subject: 'CN=sts', issuer: 'CN=Example CA', names: ['sts.example.com'] },
      ...{ notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') },
    },
    covers: (host: string) => host === 'sts.example.com',
  })
  stage = await openAdminStage(() => ({ publicCertificate }))
  const hostNames = ['login.contoso.example']
  const application = { id: 'm365', name: 'Contoso', domainName: 'contoso.example', enabled: false, hostNames }
  const { refused } = await stage.storage.settings.apply({
    source: { document: { applications: [application] } },
    appliedBy: 'test',
  })
  assert.equal(refused, false)
})
after(() => stage.close())

test('the schema explains every setting, with its default and its choices', async () => {
  const { body, status } = await stage.ask('GET', '/settings/schema')
  assert.equal(status, 200)
  const { mode, familiarThreshold } = body.properties.lockout.properties
  assert.deepEqual(mode.choices, ['enforce', 'logOnly'])
  assert.equal(familiarThreshold.default, 5)
  assert.match(familiarThreshold.description, /from places where/)
  assert.equal(body.properties.gateways.items.properties.bindPassword.secret, true)
})

test('a branding is previewed in the language asked for, and not stored', async () => {
  const branding = { organisationName: 'Fabrikam <b>', accentColour: '#0b6e4f' }
  const { body } = await stage.ask('POST', '/settings/branding/preview', { body: { branding, language: 'de' } })
  assert.match(body.html, /<html lang="de"/)
  assert.match(body.html, /Fabrikam &lt;b&gt;/)
  assert.match(body.html, /<style nonce="preview">/)
  assert.match(body.html, /#0b6e4f/)
  assert.notEqual(stage.storage.settings.current().managed.branding.organisationName, branding.organisationName)
  const refused = await stage.ask('POST', '/settings/branding/preview', {
    body: { branding: { accentColour: '#ffffff' } },
  })
  assert.equal(refused.status, 400)
})

test('each host name is listed with who uses it, and whether the certificate names it [RFC9110 §4.3.4]', async () => {
  const { body } = await stage.ask('GET', '/publicAddresses')
  assert.deepEqual(body.hosts, [
    { host: 'sts.example.com', usedBy: ['publicUrl'], isCovered: true },
    { host: 'login.contoso.example', usedBy: ['Contoso'], isCovered: false },
  ])
  assert.equal(body.certificate.notAfter, '2027-01-01T00:00:00.000Z')
})
