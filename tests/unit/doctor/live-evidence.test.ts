import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { errorTable } from '../../../src/errors.ts'
import { diagnoseTexts, findFinding } from './checks.ts'
import { liveExamples, liveWith } from './live-examples.ts'

const healthy = liveWith('server', {})

test('a healthy server has no failure, and only its two known warnings', () => {
  const { findings } = diagnoseTexts(healthy)
  const others = findings.filter(({ outcome }) => outcome !== 'ok').map(({ id }) => id)
  assert.deepEqual(others.toSorted(), ['ad/computer-certificate', 'directory/machine-account-quota'])
})

test('every example of a server changes the finding it is about, and nothing before it', () => {
  for (const { id, wrong, outcome = 'fail' } of liveExamples) {
    const { findings } = diagnoseTexts(...wrong)
    const worse = findings.filter((finding) => finding.outcome === 'fail').map((finding) => finding.id)
    // Without TLS of its own the server knows no channel bindings either.
    const expected = id === 'server/proxy' ? ['kerberos/channel-binding', id] : outcome === 'fail' ? [id] : []
    assert.deepEqual(worse.toSorted(), expected, `${id} alone is wrong`)
  }
})

test('what a dead directory brings with it is skipped, not reported beside it', () => {
  const dead = { problem: 'DIRECTORY_UNREACHABLE', means: 'no answer', fix: 'see to it', check: 'directory/connect' }
  const text = liveWith('directory', dead)
  const both = text.replace('"about": "kerberos",', `"about": "kerberos", "problem": "DIRECTORY_UNREACHABLE",`)
  const diagnosis = diagnoseTexts(both)
  assert.equal(findFinding(diagnosis, 'kerberos/gateway')?.outcome, 'skipped')
  assert.deepEqual(findFinding(diagnosis, 'kerberos/gateway')?.needs, ['directory/connect'])
})

test('the claims of the preview are judged one by one', () => {
  const claims = [{ name: 'accounttype', namespace: 'http://example.test', values: ['DJ'] }]
  const finding = findFinding(diagnoseTexts(liveWith('preview', { claims })), 'token/claims')
  assert.equal(finding?.outcome, 'fail')
  assert.deepEqual(finding?.codes, ['AADSTS51004'])
})

test('settings of Entra are held against what the running server publishes', () => {
  const settings = (issuer: string): string =>
    `\nDisplayName : Joinery\nIssuerUri : ${issuer}\nMetadataExchangeUri : https://sts.corp.example.test/wsf/mex13/m365\nPreferredAuthenticationProtocol : wsFed\n`
  const judged = (issuer: string) => findFinding(diagnoseTexts(healthy, settings(issuer)), 'federation/issuer')
  assert.equal(judged('https://sts.corp.example.test/applications/m365')?.outcome, 'ok')
  assert.equal(judged('https://sts.corp.example.test/applications/other')?.outcome, 'fail')
})

test('with --live ages count from now, not from the evidence', () => {
  const inputs = [{ source: 'running server', chunks: [Buffer.from(healthy)] }]
  const later = diagnose(inputs, { now: new Date('2030-01-01T00:00:00Z') })
  assert.equal(findFinding(later, 'keys/signing-key')?.outcome, 'fail')
  assert.equal(findFinding(diagnose(inputs), 'keys/signing-key')?.outcome, 'ok')
})

test('a name that leads nowhere from the server is no failure; a wrong answer through it is', () => {
  const finding = findFinding(diagnoseTexts(healthy), 'server/public-address')
  assert.match(finding?.title ?? '', /leads nowhere from the server/)
  const proxied = findFinding(
    diagnoseTexts(liveWith('request', { isOurs: false, status: 403, isUnreachable: false })),
    'server/public-address',
  )
  assert.match(proxied?.fix[0]?.text ?? '', /X-Forwarded-Proto/)
})

test('an application without a signing key is told with the error of its own', () => {
  const problem = { problem: 'KEYS_NONE_ACTIVE', means: 'there is none', fix: 'make one', certificates: [] }
  const finding = findFinding(diagnoseTexts(liveWith('application', problem)), 'keys/signing-key')
  assert.deepEqual([finding?.outcome, finding?.codes], ['fail', ['KEYS_NONE_ACTIVE']])
})

test('a report that is passed on names nobody of the evidence', () => {
  for (const text of [healthy, ...liveExamples.flatMap(({ wrong }) => wrong)]) {
    const inputs = [{ source: 'running server', chunks: [Buffer.from(text)] }]
    const shared = JSON.stringify(diagnose(inputs, { share: true }))
    assert.doesNotMatch(shared, /corp\.example\.test|CN=|WS01|svc-joinery|S-1-5-21|MII[A-Za-z0-9]{20}|192\.0\.2\.7/)
  }
})

test('every code of ours that a live check names is one of the table', () => {
  const codes = liveExamples.flatMap(({ wrong }) =>
    diagnoseTexts(...wrong).findings.flatMap((finding) => finding.codes),
  )
  const named = new Set(codes.filter((code) => /^[A-Z]+_[A-Z_]+$/.test(code)))
  assert.ok(named.size > 5)
  assert.deepEqual(
    [...named].filter((code) => !Object.hasOwn(errorTable, code)),
    [],
  )
})

test('a proxy that everybody may pass for is a warning', () => {
  const open = liveWith('server', { tls: 'proxy', trustedProxies: ['10.0.0.7', '0.0.0.0/0'] })
  const ended = open.replace('"extendedProtection": "whenSent"', '"extendedProtection": "off"')
  assert.equal(findFinding(diagnoseTexts(ended), 'server/proxy')?.outcome, 'warn')
  assert.equal(findFinding(diagnoseTexts(ended), 'kerberos/channel-binding')?.outcome, 'ok')
  assert.equal(findFinding(diagnoseTexts(open), 'kerberos/channel-binding')?.outcome, 'fail')
})

test('evidence that was cut, emptied or made up is read without harm', () => {
  const texts = [healthy.slice(0, 9000), healthy.replaceAll(/"[^"]{30,}"/g, '""'), '{"joineryLive": 1, "objects": [1]}']
  for (const text of texts) {
    const crashed = diagnoseTexts(text).findings.filter(({ outcome }) => outcome === 'crashed')
    assert.deepEqual(crashed, [])
  }
})
