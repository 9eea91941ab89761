import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { getScenario, scenarios } from '../../../src/simulator/scenario-list.ts'

const files = readdirSync(new URL('../../../src/simulator/scenarios', import.meta.url))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((file) => file !== 'break-claim' && file !== 'change-user')

test('every file is a scenario of its name, and every scenario a file', () => {
  assert.deepEqual(scenarios.map(({ name }) => name).toSorted(), files.toSorted())
})

test('every scenario says what is wrong, whose story it is, and what it is known from', () => {
  for (const { name, title, story, source, expected } of scenarios) {
    assert.ok(title.length > 10 && story.length > 40 && source.length > 5, name)
    assert.ok(expected.prints.length > 0, name)
    assert.equal(expected.hresult === null || /^0x[0-9a-f]{8}$/.test(expected.hresult), true, name)
  }
})

test('a scenario that ends joined by federation names no cause, unless the user fails', () => {
  for (const { name, expected } of scenarios) {
    if (expected.path === 'federated' && expected.failedStep === null) assert.equal(expected.hresult, null, name)
    if (expected.path === null) assert.notEqual(expected.hresult, null, name)
  }
})

test('every failure the source document describes is there', () => {
  for (const claim of ['accounttype', 'onpremobjectguid', 'primarysid'])
    for (const mistake of ['wrong-format', 'missing-format', 'missing-mapping']) getScenario(`${claim}-${mistake}`)
  for (const name of ['mex-13-only', 'mex-13-then-2005', 'fallback-on', 'fallback-off', 'service-account-rc4-only'])
    getScenario(name)
  assert.throws(() => getScenario('nothing'), { code: 'SIMULATOR_SCENARIO_UNKNOWN' })
})
