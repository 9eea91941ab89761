import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printStep } from '../../../src/simulator/print-step.ts'
import { listDifferences, type RehearsalResult } from '../../../src/simulator/rehearse.ts'
import { getScenario } from '../../../src/simulator/scenario-list.ts'

const goodJoin = getScenario('good-join')
const asExpected: RehearsalResult = {
  scenario: 'good-join',
  joined: true,
  path: 'federated',
  steps: [{ name: 'pre-check', outcome: 'ok', detail: 'domain controller dc1', ms: 12 }],
  aadsts: null,
  hresult: null,
  signInErrors: [],
  dsregcmd: goodJoin.expected.prints.join('\n'),
}

test('a result as the file says has no differences', () => {
  assert.deepEqual(listDifferences(goodJoin, asExpected), [])
})

test('every difference is named: path, failed step, codes, lines', () => {
  const step = { name: 'mex', outcome: 'failed', detail: 'nothing', ms: 1 } as const
  assert.deepEqual(
    listDifferences(goodJoin, {
      ...asExpected,
      joined: false,
      path: null,
      steps: [step],
      aadsts: 'AADSTS51004',
      hresult: '0xcaa90022',
      dsregcmd: goodJoin.expected.prints.slice(1).join('\n'),
    }),
    [
      'path is none, expected federated',
      'failedStep is mex, expected none',
      'aadsts is AADSTS51004, expected none',
      'hresult is 0xcaa90022, expected none',
      'Windows would print "TenantType = Federated;", and the transcript does not',
    ],
  )
})

test('where the file says what the sign-in log names, that is looked at', () => {
  const locked = getScenario('user-locked')
  const result = { ...asExpected, ...locked.expected, dsregcmd: locked.expected.prints.join('\n') }
  const failed = [{ name: 'prt-assertion', outcome: 'failed', detail: '', ms: 1 }] as const
  const differences = (signInErrors: readonly string[] | null) =>
    listDifferences(locked, { ...result, steps: failed, signInErrors })
  assert.deepEqual(differences(['AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED']), [])
  assert.deepEqual(differences(null), [], 'no log to look at')
  assert.deepEqual(differences(['AUTHENTICATE_PASSWORD_WRONG']), [
    'the sign-in log names AUTHENTICATE_PASSWORD_WRONG, expected AUTHENTICATE_PASSWORD_ACCOUNT_LOCKED',
  ])
})

test('a step is one line: outcome, name, detail, time', () => {
  const [step] = asExpected.steps
  assert.equal(step && printStep(step), '  ok     pre-check      domain controller dc1  12 ms')
})
