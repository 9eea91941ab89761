import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diagnose } from '../../../src/doctor/diagnose.ts'
import { scenarios } from '../../../src/simulator/scenario-list.ts'
import { scenarioAnswers } from './scenario-causes.ts'

/** What each scenario printed when it was recorded (tests/rehearsal/doctor.test.ts plays them anew). */

const folder = new URL('../../fixtures/doctor/scenarios/', import.meta.url)
const printed = (name: string) => ({ source: `${name}.txt`, chunks: [readFileSync(new URL(`${name}.txt`, folder))] })

test('every scenario has an answer and a recording', () => {
  const names = scenarios.map(({ name }) => name).sort()
  assert.deepEqual(Object.keys(scenarioAnswers).sort(), names)
  const recorded = readdirSync(folder).filter((file) => file.endsWith('.txt'))
  assert.deepEqual(recorded.map((file) => file.replace('.txt', '')).sort(), names)
})

for (const [name, { verdict, cause }] of Object.entries(scenarioAnswers)) {
  test(`${name}: its printed output gives ${cause === null ? 'nothing to mend' : `a set with ${cause}`}`, () => {
    const diagnosis = diagnose([printed(name)])
    assert.equal(diagnosis.verdict, verdict)
    const causes = diagnosis.findings.flatMap((finding) => finding.causes.map(({ id }) => id))
    if (cause === null) assert.deepEqual(causes, [])
    else assert.ok(causes.includes(cause), causes.join(', '))
    assert.ok(diagnosis.findings.every(({ outcome }) => outcome !== 'crashed'))
  })
}
