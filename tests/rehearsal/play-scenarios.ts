import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type LabInstallation, startLabInstallation } from '../../src/cli/lab/start-lab-installation.ts'
import { openLabStage } from '../../src/cli/rehearsal/open-lab-stage.ts'
import type { RehearsalStage } from '../../src/simulator/rehearsal-stage.ts'
import { listDifferences, rehearse } from '../../src/simulator/rehearse.ts'
import type { Scenario } from '../../src/simulator/scenario.ts'

/** Each scenario on a real domain, against the real server: it ends as its file says. `SCENARIO=browser` runs those whose name begins so. */
export function playScenarios(scenarios: readonly Scenario[]): void {
  let installation: LabInstallation
  let stage: RehearsalStage

  before(async () => {
    installation = await startLabInstallation()
    stage = await openLabStage(installation)
  })
  after(() => installation?.stop())

  const only = process.env.SCENARIO ?? ''
  for (const scenario of scenarios.filter(({ name }) => name.startsWith(only))) {
    test(`${scenario.name}: ${scenario.title}`, async () => {
      const result = await rehearse(scenario, stage, () => undefined)
      const steps = result.steps.map((step) => `${step.outcome} ${step.name} ${step.detail}`)
      const told = [...steps, installation.server.log().split('\n').at(-1), result.dsregcmd].join('\n')
      assert.deepEqual(listDifferences(scenario, result), [], told)
    })
  }
}
