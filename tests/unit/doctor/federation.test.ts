import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { diagnoseTexts, findFinding } from './checks.ts'
import { liveWith } from './live-examples.ts'

const captured = readFileSync(new URL('../../fixtures/captured/graph/federation-settings.txt', import.meta.url), 'utf8')
const host = 'https://sso.example.com'
const application = '4afaa6b9-1497-44b6-b1ce-1a6d396f7f7e'

test('the settings of the source document are compared and found right', () => {
  const diagnosis = diagnoseTexts(captured)
  assert.equal(diagnosis.verdict, 'healthy')
  const ids = diagnosis.findings.map(({ id }) => id)
  for (const id of ['federation/mex13', 'federation/certificate', 'federation/protocol', 'federation/one-application'])
    assert.ok(ids.includes(id), id)
})

const mistakes: readonly (readonly [string, (settings: string) => string, 'fail' | 'warn'])[] = [
  ['federation/mex13', (text) => text.replace('/wsf/mex13/', '/wsf/mex/'), 'fail'],
  ['federation/active-uri', (text) => text.replace(`${host}/wsf/sts`, 'http://sso.example.com/wsf/sts'), 'fail'],
  ['federation/one-application', (text) => text.replace(`/wsf/sts/${application}`, '/wsf/sts/another'), 'fail'],
  ['federation/protocol', (text) => text.replace(': wsFed', ': saml'), 'fail'],
  ['federation/mfa', (text) => text.replace('acceptIfMfaDone', 'enforceMfa'), 'warn'],
  [
    'federation/prompt',
    (text) => text.replace(/(PromptLoginBehavior\s+:).*/, '$1 translateToFreshPasswordAuthentication'),
    'warn',
  ],
]
for (const [id, spoil, outcome] of mistakes) {
  test(`${id} is ${outcome} for one mistake, and nothing else is`, () => {
    const { findings } = diagnoseTexts(spoil(captured))
    const wrong = findings.filter((finding) => finding.outcome !== 'ok')
    assert.deepEqual(
      wrong.map((finding) => [finding.id, finding.outcome]),
      [[id, outcome]],
    )
    assert.ok(wrong.every(({ fix, verify, evidence }) => fix.length > 0 && verify !== '' && evidence.length > 0))
  })
}

test('settings are held against what the server publishes: issuer, addresses, certificate', () => {
  const server = liveWith('application', {
    issuerUri: `${host}/applications/${application}/`,
    passiveSignInUri: `${host}/wsf/prp/${application}`,
    activeSignInUri: `https://sts.example.com/wsf/sts/${application}`,
  })
  const diagnosis = diagnoseTexts(captured, server)
  const outcomes = Object.fromEntries(diagnosis.findings.map(({ id, outcome }) => [id, outcome]))
  assert.equal(outcomes['federation/issuer'], 'fail')
  assert.match(findFinding(diagnosis, 'federation/issuer')?.observed ?? '', /only the slash at the end differs/)
  assert.equal(outcomes['federation/passive-uri'], 'ok')
  assert.equal(outcomes['federation/active-uri'], 'fail')
  assert.equal(outcomes['federation/certificate'], 'fail')
})

test('ages of certificates are judged against now with --live, else not', () => {
  const at = (now: string) => diagnose([{ source: 's', chunks: [Buffer.from(captured)] }], { now: new Date(now) })
  const expiry = (now: string) => findFinding(at(now), 'federation/certificate-expiry')?.outcome
  assert.equal(expiry('2030-01-01'), 'ok')
  assert.equal(expiry('2035-03-10'), 'warn')
  assert.equal(expiry('2035-04-01'), 'fail')
  assert.match(
    findFinding(diagnoseTexts(captured), 'federation/certificate-expiry')?.title ?? '',
    /no time among the inputs/,
  )
})

test('the commands save the settings first, and say the way back', () => {
  const { findings } = diagnoseTexts(captured.replace('/wsf/mex13/', '/wsf/mex/'))
  const fix = findings.find(({ id }) => id === 'federation/mex13')?.fix ?? []
  const [, save, change, back] = fix.map(({ text }) => text)
  assert.match(
    save ?? '',
    /^Get-MgDomainFederationConfiguration -DomainId 'imokatdi\.ping-eng\.com' \| .*federation-before\.json$/,
  )
  assert.match(
    change ?? '',
    /-InternalDomainFederationId '49d756d3-5c24-411f-b66c-fb8bc7625eaa' -MetadataExchangeUri 'https:\/\/sso\.example\.com\/wsf\/mex13\//,
  )
  assert.match(back ?? '', /-MetadataExchangeUri 'https:\/\/sso\.example\.com\/wsf\/mex\//)
})

const hostileUris = [
  "https://sso.example.com/wsf/mex/1'; Remove-Item C:\\ -Recurse; '",
  'https://sso.example.com/wsf/mex/1\u2019; calc; \u2018',
  'https://sso.example.com/wsf/mex/$(calc)"',
  'https://sso.example.com/wsf/mex/`whoami`',
]
for (const uri of hostileUris) {
  test(`no command holds ${JSON.stringify(uri)}`, () => {
    const spoilt = captured
      .replace(/(MetadataExchangeUri\s+: ).*/, (_line, label: string) => `${label}${uri}`)
      .replace(': wsFed', ': saml')
    for (const { fix } of diagnoseTexts(spoilt).findings)
      for (const { text } of fix.filter(({ where }) => where.startsWith('Entra'))) {
        assert.doesNotMatch(text, /calc|Remove-Item|whoami/)
        assert.equal(text.split("'").length % 2, 1, text)
        assert.doesNotMatch(text, /[\u2018-\u201b]/)
      }
  })
}
