import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareFederation } from '../../../../src/admin/federation/compare-federation.ts'
import { federationProperties } from '../../../../src/admin/scripts/federation-properties.ts'
import { readFederationSettings } from '../../../../src/doctor/read-federation-settings.ts'
import { exampleApplication, exampleCertificate, exampleNow } from '../admin-examples.ts'

const application = exampleApplication()
const properties = federationProperties(application, 'https://sts.example.com', [exampleCertificate()])

/** As `Format-List` prints it: the certificate goes on over lines that are not indented. */
function formatList(change: Readonly<Record<string, string>> = {}): string {
  const certificate = (change.SigningCertificate ?? properties.SigningCertificate ?? '').replace(/(.{120})/g, '$1\n')
  const values: Readonly<Record<string, string | undefined>> = {
    ...{ ...properties, Id: '49d756d3-0000-4000-8000-fb8bc7625eaa', PromptLoginBehavior: '' },
    ...{ ...change, SigningCertificate: certificate },
  }
  const lines = Object.entries(values)
    .toSorted()
    .map(([name, value]) => `${name.padEnd(37)} : ${value ?? ''}`)
  return ["PS> Get-MgDomainFederationConfiguration -DomainId 'corp.example.com' | Format-List", '', ...lines, ''].join(
    '\n',
  )
}

function compare(text: string) {
  const [settings] = readFederationSettings(text)
  assert.ok(settings)
  return compareFederation({ application, properties, settings, now: exampleNow })
}

const stateOf = (text: string, property: string) => compare(text).properties.find((one) => one.property === property)

test('what Entra has as we have it is equal, property by property', () => {
  const { verdict, properties: compared } = compare(formatList())
  assert.equal(verdict, 'equal')
  assert.deepEqual(
    compared.map(({ property, state }) => [property, state]),
    Object.keys(properties)
      .filter((name) => name !== 'NextSigningCertificate')
      .map((name) => [name, 'equal'])
      .toSorted((one, other) => order(compared, one[0]) - order(compared, other[0])),
  )
})

const order = (all: readonly { readonly property: string }[], name: string | undefined) =>
  all.findIndex(({ property }) => property === name)

test('the same as JSON of Graph, and as MSOnline printed it', () => {
  const json = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name[0]?.toLowerCase() + name.slice(1), value]),
  )
  assert.equal(compare(JSON.stringify(json)).verdict, 'equal')
  const msol = `ActiveLogOnUri  : ${properties.ActiveSignInUri}\nFederationBrandName : Other\nIssuerUri : urn:other\n`
  const compared = compare(msol).properties
  assert.deepEqual(
    ['ActiveSignInUri', 'DisplayName', 'IssuerUri', 'PassiveSignInUri'].map(
      (name) => compared.find(({ property }) => property === name)?.state,
    ),
    ['equal', 'fits', 'differs', 'missing'],
  )
})

test('the address without 13 differs, and the fix is a line to paste', () => {
  const found = stateOf(
    formatList({ MetadataExchangeUri: 'https://sts.example.com/wsf/mex/m365' }),
    'MetadataExchangeUri',
  )
  assert.equal(found?.state, 'differs')
  assert.match(
    found?.fix.map(({ text }) => text).join('\n') ?? '',
    /-MetadataExchangeUri 'https:\/\/sts\.example\.com\/wsf\/mex13\/m365'/,
  )
  assert.match(found?.why ?? '', /mex13/)
})

test('another certificate differs, one that is none too, and neither is shown whole', () => {
  const wrongs = { missing: 'MIIBroken', differs: `MIID${'Ab3+'.repeat(200)}` }
  for (const [state, wrong] of Object.entries(wrongs)) {
    const found = stateOf(formatList({ SigningCertificate: wrong }), 'SigningCertificate')
    assert.equal(found?.state, state)
    assert.notEqual(found?.finding, '')
    assert.match(found?.ours ?? '', /^thumbprint [0-9A-F]{40}, valid until /)
  }
})

test('a value that Entra and we can live with fits; one that is not there is missing', () => {
  assert.equal(stateOf(formatList({ DisplayName: 'Our sign-in' }), 'DisplayName')?.state, 'fits')
  const withoutOut = compare(formatList({ SignOutUri: '' }))
  assert.equal(withoutOut.properties.find(({ property }) => property === 'SignOutUri')?.state, 'missing')
  assert.equal(withoutOut.verdict, 'equal', 'nobody is kept from signing in')
  assert.equal(compare(formatList({ IssuerUri: '' })).verdict, 'differs')
  assert.equal(compare(formatList({ FederatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' })).verdict, 'warning')
})

test('text without federation settings gives none', () => {
  for (const text of ['', 'hello', 'AzureAdJoined : YES', '{"a":1}']) assert.deepEqual(readFederationSettings(text), [])
})
