import assert from 'node:assert/strict'
import { test } from 'node:test'
import { furtherInputs } from '../../../src/doctor/causes/cause.ts'
import { causesOfJoinCode, causesOfSignInCode } from '../../../src/doctor/causes/causes-of-code.ts'
import { causeTable, getCause } from '../../../src/doctor/causes/judge-causes.ts'
import type { Check, Finding } from '../../../src/doctor/check.ts'
import { checkIds, checks } from '../../../src/doctor/check-list.ts'
import { joinCases } from '../../../src/doctor/join-cases.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { errorTable } from '../../../src/errors.ts'
import { readText } from './read-text.ts'

const [which] = joinCases(readText('AzureAdJoined : YES\n').readings)
assert.ok(which)

function check(id: string, needs: readonly string[], run: () => Finding | undefined): Check {
  return { id, title: id, phase: 'join', needs, run }
}
const fails = (): Finding => ({ outcome: 'fail', evidence: [] })
const isWell = (): Finding => ({ outcome: 'ok', evidence: [] })

test('what fails because of another check is skipped, and says of which', () => {
  const results = runChecks(which, [
    check('a/cause', [], fails),
    check('b/consequence', ['a/cause'], fails),
    check('c/of-that', ['b/consequence'], fails),
    check('d/well', ['a/cause'], isWell),
    check('e/silent', [], () => undefined),
  ])
  assert.deepEqual(
    results.map(({ check: { id }, outcome, needs }) => [id, outcome, needs]),
    [
      ['a/cause', 'fail', []],
      ['b/consequence', 'skipped', ['a/cause']],
      ['c/of-that', 'skipped', ['b/consequence']],
      ['d/well', 'ok', []],
    ],
  )
})

test('a check that throws is crashed, never a failure, and stops no other', () => {
  const results = runChecks(which, [
    check('a/breaks', [], () => {
      throw new TypeError('oops')
    }),
    check('b/needs-it', ['a/breaks'], fails),
  ])
  assert.deepEqual(
    results.map(({ outcome }) => outcome),
    ['crashed', 'fail'],
  )
})

test('one check alone runs without what it needs', () => {
  const results = runChecks(which, [check('a/cause', [], fails), check('b/one', ['a/cause'], fails)], ['b/one'])
  assert.deepEqual(
    results.map(({ check: { id }, outcome }) => [id, outcome]),
    [['b/one', 'fail']],
  )
})

test('the list of checks: ids once, needs before those who need them', () => {
  const seen: string[] = []
  for (const { id, needs } of checks) {
    assert.match(id, /^[a-z-]+\/[a-z0-9-]+$/)
    assert.ok(!seen.includes(id), id)
    for (const need of needs) assert.ok(seen.includes(need), `${id} needs ${need}`)
    seen.push(id)
  }
})

test('every cause that a code names is in the table, and every cause is named', () => {
  const named = new Set([...Object.values(causesOfJoinCode), ...Object.values(causesOfSignInCode)].flat())
  for (const id of named) assert.ok(getCause(id).title)
  const unnamed = Object.keys(causeTable).filter((id) => !named.has(id))
  assert.deepEqual(unnamed, [])
  for (const cause of Object.values(causeTable)) {
    assert.ok(cause.fix(which).length > 0)
    for (const input of cause.toldBy) assert.ok(furtherInputs[input])
  }
})

test('the check that an error names is one of the doctor', () => {
  const named = Object.entries(errorTable).flatMap(([code, row]) =>
    'check' in row ? [[code, row.check] as const] : [],
  )
  assert.ok(named.length > 0)
  assert.deepEqual(
    named.filter(([, id]) => !checkIds.includes(id)),
    [],
  )
})
