import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diagnoseTexts, findFinding } from './checks.ts'

/** The four outputs of the source document give its own conclusions, and no others. */

const captured = (name: string): string =>
  readFileSync(new URL(`../../fixtures/captured/${name}.txt`, import.meta.url), 'utf8')
const federated = captured('dsregcmd/join-debug-federated')
const fallback = captured('dsregcmd/join-debug-fallback')
const status = captured('dsregcmd/status-joined')
const settings = captured('graph/federation-settings')

test('dsregcmd /join /debug succeeded: the device is joined, by the federated path', () => {
  const diagnosis = diagnoseTexts(federated)
  assert.equal(diagnosis.verdict, 'healthy')
  assert.match(diagnosis.summary, /joined to Entra, by the federated path/)
  assert.deepEqual(
    diagnosis.findings.filter(({ outcome }) => outcome !== 'ok'),
    [],
  )
})

test('dsregcmd /status after hybrid join: hybrid joined, the user has a PRT, which is older than the join and no fault', () => {
  const diagnosis = diagnoseTexts(status)
  assert.equal(diagnosis.verdict, 'healthy')
  assert.equal(findFinding(diagnosis, 'device/state')?.title, 'The device is hybrid joined')
  assert.equal(findFinding(diagnosis, 'user/prt')?.outcome, 'ok')
  const both = diagnoseTexts(federated, status)
  assert.equal(both.verdict, 'healthy')
  assert.deepEqual(both.devices, ['IMOK-HYJD.imokatdi.ping-eng.com'])
})

test("dsregcmd /join /debug failed: AADSTS51004 because of the assertion's attributes, hidden by fallback sync", () => {
  const diagnosis = diagnoseTexts(fallback)
  assert.equal(diagnosis.verdict, 'problem')
  assert.equal(diagnosis.phase, 'auth')
  const wrong = diagnosis.findings.filter(({ outcome }) => outcome !== 'ok')
  assert.deepEqual(
    wrong.map(({ id, outcome }) => [id, outcome]),
    [
      ['join/token', 'fail'],
      ['join/fallback', 'warn'],
    ],
  )
  assert.deepEqual(wrong[0]?.codes, ['AADSTS51004', '0xcaa20003', '0xcaa1000e'])
  assert.ok(wrong[0]?.causes.every(({ id }) => id.startsWith('claim/')))
  assert.deepEqual(
    wrong[0]?.evidence.map(({ line }) => line),
    [36, 38, 66],
  )
  assert.match(diagnosis.summary, /auth phase.*fallback to sync join.*hides the failure.*Do first: /s)
})

test('the federation settings are compared, and right', () => assert.equal(diagnoseTexts(settings).verdict, 'healthy'))

test('all four together: the latest join is well, the earlier failure is told and is no problem', () => {
  const diagnosis = diagnoseTexts([fallback, federated, status, settings].join('\n'))
  assert.equal(diagnosis.verdict, 'healthy')
  assert.match(
    findFinding(diagnosis, 'join/history')?.title ?? '',
    /An earlier join failed \(AADSTS51004 at 2025-07-09T02:14:22\.000Z\)/,
  )
  assert.equal(diagnosis.devices.length, 1)
})
