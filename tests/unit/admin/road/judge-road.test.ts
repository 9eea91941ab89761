import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FederationComparison } from '../../../../src/admin/federation/compare-federation.ts'
import { judgeRoad } from '../../../../src/admin/road/judge-road.ts'
import type { ApplicationFacts, RoadFacts } from '../../../../src/admin/road/road-facts.ts'
import { roadStepIds } from '../../../../src/admin/road/road-step.ts'
import { scripts } from '../../../../src/admin/scripts/script-list.ts'
import { parseSettings } from '../../../../src/config/read-settings.ts'
import { checkIds } from '../../../../src/doctor/check-list.ts'
import type { DiagnosedFinding } from '../../../../src/doctor/diagnosis.ts'
import { rehearsalRecord } from '../../../conformance/storage/rehearsals.ts'
import { exampleApplication, exampleNow, exampleSettings } from '../admin-examples.ts'

function finding(id: string, outcome: DiagnosedFinding['outcome'] = 'ok', more: Partial<DiagnosedFinding> = {}) {
  assert.ok(checkIds.includes(id), `the doctor has a check ${id}`)
  const empty = { codes: [], evidence: [], links: [], needs: [], causes: [], wouldTell: [], fix: [] }
  const texts = { expected: '', observed: '', verify: '', device: null, inferred: false, phase: 'settings' as const }
  return { ...empty, ...texts, id, outcome, title: `${id} is ${outcome}`, ...more }
}

const wellIds = [
  ...['directory/connect', 'directory/tls', 'directory/bind', 'kerberos/service-account-aes', 'kerberos/gateway'],
  ...['kerberos/spn', 'mex/document', 'mex/windows', 'token/preview', 'token/claims', 'keys/signing-key'],
  ...['scp/keywords', 'scp/federated-here'],
]
const well = wellIds.map((id) => finding(id))

const equal: FederationComparison = { verdict: 'equal', properties: [] }
const tenant = { comparison: equal, pastedAt: exampleNow, pastedBy: 'alice' }
const passed = rehearsalRecord({ state: 'passed', settingsVersion: 7, finishedAt: exampleNow })
const applicationFacts: ApplicationFacts = { application: exampleApplication(), tenant, rehearsal: passed, passed }

function factsWith(change: Partial<RoadFacts> = {}, findings: readonly DiagnosedFinding[] = well): RoadFacts {
  return {
    settings: exampleSettings(),
    settingsVersion: 7,
    diagnosis: {
      ...{ version: 1, verdict: 'healthy', summary: '', phase: null, devices: [], inputs: [], notes: [] },
      findings,
    },
    samples: [
      {
        gatewayId: 'corp-ad',
        userTypeId: 'cloud-users',
        account: 'user',
        name: 'ada@corp.example.com',
        problem: undefined,
      },
      { gatewayId: 'corp-ad', userTypeId: 'devices', account: 'device', name: 'WS01$', problem: undefined },
    ],
    applications: [applicationFacts],
    at: exampleNow,
    ...change,
  }
}

const statesOf = (facts: RoadFacts) => Object.fromEntries(judgeRoad(facts).map(({ id, state }) => [id, state]))
const stepOf = (facts: RoadFacts, id: string) => {
  const step = judgeRoad(facts).find((one) => one.id === id)
  assert.ok(step)
  return step
}
const replaced = (...changed: readonly DiagnosedFinding[]) => [
  ...well.filter(({ id }) => !changed.some((one) => one.id === id)),
  ...changed,
]

test('with evidence for everything every step is done, and says by what', () => {
  const steps = judgeRoad(factsWith())
  assert.deepEqual(
    steps.map(({ id, state }) => [id, state]),
    roadStepIds.map((id) => [id, 'done']),
  )
  for (const { reason, checkedAt } of steps) assert.ok(reason.length > 10 && checkedAt)
})

test('without evidence nothing but what is set is done', () => {
  const states = statesOf(
    factsWith({
      diagnosis: undefined,
      samples: [],
      at: undefined,
      applications: [{ ...applicationFacts, tenant: undefined, rehearsal: undefined, passed: undefined }],
    }),
  )
  assert.deepEqual(
    Object.entries(states).flatMap(([id, state]) => (state === 'done' ? [id] : [])),
    ['networks'],
  )
})

test('a new installation is sent to the set-up, and no step that cannot be done yet is called a problem', () => {
  const empty = factsWith({ settings: parseSettings('version: 1'), samples: [], applications: [] }, [])
  const states = statesOf(empty)
  assert.deepEqual([states.gateway, states.application, states.networks], ['todo', 'todo', 'todo'])
  for (const id of ['service-account', 'spn', 'user-types', 'mappings', 'certificate', 'tenant-settings', 'rehearsal'])
    assert.equal(states[id], 'blocked', id)
  assert.deepEqual(stepOf(empty, 'gateway').fix[0], { kind: 'page', label: 'Set up step by step', path: '/home/setup' })
})

/** Each check that can hold a step up: the step it belongs to. */
const breaks: readonly (readonly [string, string])[] = [
  ['directory/bind', 'gateway'],
  ['directory/tls', 'gateway'],
  ['kerberos/service-account-aes', 'service-account'],
  ['kerberos/aes', 'service-account'],
  ['kerberos/held-keys', 'service-account'],
  ['kerberos/clock', 'service-account'],
  ['kerberos/spn', 'spn'],
  ['mex/windows', 'application'],
  ['server/public-address', 'application'],
  ['token/claims', 'mappings'],
  ['token/preview', 'mappings'],
  ['keys/signing-key', 'certificate'],
  ['scp/keywords', 'connection-point'],
]

test('what the doctor finds wrong is a problem of its step, with the words and the remedy of the doctor', () => {
  for (const [check, id] of breaks) {
    const wrong = finding(check, 'fail', { fix: [{ where: 'Active Directory', text: 'Mend it.' }] })
    const { state, reason, fix } = stepOf(factsWith({}, replaced(wrong)), id)
    assert.deepEqual([state, reason], ['problem', `${check} is fail.`], check)
    assert.ok(
      fix.some((one) => one.kind === 'text' && one.text === 'Mend it.'),
      check,
    )
  }
})

test('a step behind a broken one is blocked, unless its own evidence says that it is done', () => {
  const states = statesOf(
    factsWith({}, replaced(finding('directory/bind', 'fail'), finding('kerberos/gateway', 'skipped'))),
  )
  assert.deepEqual([states.gateway, states['service-account'], states.spn], ['problem', 'blocked', 'done'])
})

test('a user type that finds nobody is a problem, and names the subtree', () => {
  const samples = factsWith().samples.map((one) => (one.account === 'device' ? { ...one, name: undefined } : one))
  const { state, reason } = stepOf(factsWith({ samples }), 'user-types')
  assert.equal(state, 'problem')
  assert.match(reason, /devices finds no device below OU=Computers,OU=Managed,/)
})

test('a rehearsal counts for the settings it was made with, and a later one that failed counts more', () => {
  const old = { ...passed, settingsVersion: 6 }
  const rehearsed = (change: Partial<ApplicationFacts>) =>
    stepOf(factsWith({ applications: [{ ...applicationFacts, ...change }] }), 'rehearsal')
  assert.equal(rehearsed({ passed: old, rehearsal: old }).state, 'todo')
  assert.match(rehearsed({ passed: old, rehearsal: old }).reason, /settings have changed since/)
  const steps = [{ name: 'token', outcome: 'failed' as const, detail: 'Entra refused the token', ms: 1 }]
  const failed = rehearsalRecord({ id: 'r1', state: 'failed', steps, createdAt: new Date(exampleNow.getTime() + 1) })
  const { state, reason } = rehearsed({ passed: old, rehearsal: failed })
  assert.equal(state, 'problem')
  assert.match(reason, /did not join through Microsoft 365: Entra refused the token\./)
})

test('what Entra has is known only from what was pasted', () => {
  const judged = (one: ApplicationFacts['tenant']) =>
    stepOf(factsWith({ applications: [{ ...applicationFacts, tenant: one }] }), 'tenant-settings')
  assert.equal(judged(undefined).state, 'todo')
  const properties = [
    { property: 'IssuerUri', ours: 'a', theirs: 'b', state: 'differs', why: '', finding: 'It is another', fix: [] },
  ] as const
  const { state, reason } = judged({ ...tenant, comparison: { verdict: 'differs', properties } })
  assert.equal(state, 'problem')
  assert.match(reason, /pasted by alice on 2026-12-01, IssuerUri of corp\.example\.com must change\. It is another\./)
})

test('a forest without a connection point has something to do, no fault: a pilot needs none', () => {
  const missing = finding('scp/federated-here', 'warn', { codes: ['0x801c001d'] })
  assert.equal(stepOf(factsWith({}, replaced(missing)), 'connection-point').state, 'todo')
})

test('every script that a step names is there', () => {
  const all = [
    factsWith(),
    factsWith({}, []),
    factsWith(
      {},
      breaks.map(([check]) => finding(check, 'fail')),
    ),
  ]
  const named = all.flatMap((facts) => judgeRoad(facts)).flatMap(({ fix }) => fix)
  const missing = named.filter((fix) => fix.kind === 'script' && !scripts.some(({ name }) => name === fix.script))
  assert.deepEqual(missing, [])
  assert.ok(named.some(({ kind }) => kind === 'script'))
})
