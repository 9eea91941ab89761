import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diagnose } from '../../../../src/doctor/diagnose.ts'
import type { Diagnosis } from '../../../../src/doctor/diagnosis.ts'
import { fleetCsv } from '../../../../src/doctor/output/fleet-report.ts'
import { htmlReport } from '../../../../src/doctor/output/html-report.ts'
import { markdownReport } from '../../../../src/doctor/output/markdown-report.ts'
import { sarifReport } from '../../../../src/doctor/output/sarif-report.ts'
import { shareValues } from '../../../../src/doctor/output/share-values.ts'
import { textReport } from '../../../../src/doctor/output/text-report.ts'

const captured = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/captured/dsregcmd/${name}.txt`, import.meta.url), 'utf8')
const input = (text: string) => [{ source: 'C:\\Users\\ecotton\\join.txt', chunks: [Buffer.from(text)] }]
const forms: Readonly<Record<string, (diagnosis: Diagnosis) => string>> = {
  text: (diagnosis) => textReport(diagnosis, { width: 100, hasColour: false, isVerbose: true }),
  json: (diagnosis) => JSON.stringify(diagnosis),
  markdown: markdownReport,
  html: htmlReport,
  sarif: sarifReport,
}

for (const [name, form] of Object.entries(forms)) {
  test(`${name}, shared, names nobody: no host, id, user, thumbprint, file`, () => {
    for (const file of ['join-debug-fallback', 'join-debug-federated', 'status-joined']) {
      const report = form(diagnose(input(captured(file)), { share: true }))
      assert.doesNotMatch(report, /imok|ping-eng|ecotton|07ec9af2|3f0817b9|7b690c51|F243C1D1|DADA1C38|EUII/i, file)
      assert.match(report, /joined|AADSTS51004/)
    }
  })

  test(`${name} shows nothing of an input that a terminal, a browser or a viewer would obey`, () => {
    const hostile = captured('status-joined')
      .replaceAll(
        'IMOK-HYJD.imokatdi.ping-eng.com',
        '\x1b]0;owned\x07<img src=x onerror=alert(1)>\u202e[x](javascript:1)``` \x9b31m',
      )
      .replace('DeviceAuthStatus : SUCCESS', 'DeviceAuthStatus : <script>fetch("https://evil.example/")</script>')
    const report = form(diagnose(input(hostile)))
    assert.doesNotMatch(report, /[\x1b\x07\x9b\u202e]/)
    if (name === 'html') assert.doesNotMatch(report, /<script|<img|onerror=/)
    if (name === 'markdown')
      for (const line of report.split('\n').filter((text) => !text.includes('DeviceAuthStatus')))
        assert.doesNotMatch(line, /<img|\]\(javascript/)
  })
}

test('a value keeps its pseudonym within a report', () => {
  const show = shareValues()
  assert.deepEqual(
    ['alice@corp.example.test', 'bob@corp.example.test', 'ALICE@corp.example.test', 'ws01.corp.example.test'].map(show),
    ['USER-1', 'USER-2', 'USER-1', 'HOST-1'],
  )
  assert.equal(show('https://sts.corp.example.test/wsf/mex13/4afaa6b9'), 'https://HOST-2/wsf/mex13/PART-1')
  assert.equal(show('https://sts.corp.example.test/wsf/mex/4afaa6b9?token=x'), 'https://HOST-2/wsf/mex/PART-1')
})

test('a device, a tenant and a domain are called so', () => {
  const { summary, devices } = diagnose(input(captured('status-joined')), { share: true })
  assert.match(String(devices), /^DEVICE-\d$/)
  assert.match(summary, /^DEVICE-\d is joined/)
})

test('what says nothing of anyone stays, and what is of no known type is left out', () => {
  const show = shareValues()
  for (const value of [
    'YES',
    'FAILED. ERROR',
    'AADSTS51004',
    '0xcaa20003',
    '2025-07-10T17:22:14.000Z',
    '400',
    'LOOKUP_OUTSIDE_BASE',
  ])
    assert.equal(show(value), value)
  assert.equal(show('CORP\\alice'), 'USER-1')
  for (const value of ['Alice Archer', 'hunter2 is my password', '<b>', 'eyJhbGciOi.J9.x='])
    assert.equal(show(value), '(left out)')
})

test('the page loads nothing', () => {
  const page = htmlReport(diagnose(input(captured('join-debug-fallback')), { share: true }))
  assert.match(page, /default-src 'none'/)
  assert.doesNotMatch(page, /<(?:script|link|img|iframe|a )|\bsrc=|\bhref=|url\(/)
})

test('[SARIF §3] has what its readers need', () => {
  const { version, runs } = JSON.parse(sarifReport(diagnose(input(captured('join-debug-fallback')), { share: true })))
  assert.equal(version, '2.1.0')
  const failed = runs[0].results.find((result: { ruleId: string }) => result.ruleId === 'join/token')
  assert.equal(failed.level, 'error')
  assert.equal(failed.locations[0].physicalLocation.region.startLine, 36)
  assert.ok(runs[0].tool.driver.rules.some(({ id }: { id: string }) => id === 'join/token'))
})

test('[RFC4180] no cell of the table begins as a formula', () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'a"b,c'])
    assert.doesNotMatch(
      fleetCsv([{ key: 'k', verdict: 'problem', title: '', cause: '', count: 1, devices: [name] }]),
      /(?:^|,)"\s*[=+\-@]/m,
    )
})

test('the text is wrapped to the width, and coloured only when asked', () => {
  const diagnosis = diagnose(input(captured('status-joined')))
  const narrow = textReport(diagnosis, { width: 60, hasColour: false })
  assert.ok(narrow.split('\n').every((line) => line.length <= 60))
  assert.doesNotMatch(narrow, /\x1b/)
  assert.ok(narrow.split('\n').length < 12, 'short when all is well')
  assert.match(textReport(diagnosis, { width: 60, hasColour: true }), /\x1b\[32m/)
})
