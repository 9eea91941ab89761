import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { type LabInstallation, startLabInstallation } from '../../src/cli/lab/start-lab-installation.ts'
import { openLabStage } from '../../src/cli/rehearsal/open-lab-stage.ts'
import { diagnose } from '../../src/doctor/diagnose.ts'
import type { RehearsalStage } from '../../src/simulator/rehearsal-stage.ts'
import { rehearse } from '../../src/simulator/rehearse.ts'
import { scenarios } from '../../src/simulator/scenario-list.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { systemClock, systemRandomness } from '../../src/system-ports.ts'
import { scenarioAnswers } from '../unit/doctor/scenario-causes.ts'

/**
 * What each scenario prints live is diagnosed as the set that holds what it broke. `RECORD=1` writes the recordings that
 * tests/unit/doctor reads: what was printed, Joinery's log of it, the federation settings while it was broken.
 */

let installation: LabInstallation
let stage: RehearsalStage
let federation: unknown

before(async () => {
  installation = await startLabInstallation()
  const plain = await openLabStage(installation)
  stage = {
    ...plain,
    async restore() {
      federation = await installation.tenantControl.findFederation(installation.names.federatedDomain)
      await plain.restore()
    },
  }
})
after(() => installation?.stop())

/** Those that the table has an answer for. */
const answered = scenarios.filter(({ name }) => Object.hasOwn(scenarioAnswers, name))
const folder = new URL('../fixtures/doctor/scenarios/', import.meta.url)
const only = process.env.SCENARIO

for (const scenario of answered.filter(({ name }) => only === undefined || name.startsWith(only))) {
  test(`${scenario.name} is diagnosed from what it prints`, async () => {
    const startedAt = new Date()
    const { dsregcmd } = await rehearse(scenario, stage, () => undefined)
    if (process.env.RECORD) await record(scenario.name, dsregcmd, startedAt)
    const answer = scenarioAnswers[scenario.name]
    const { verdict, findings } = diagnose([{ source: 'live', chunks: [Buffer.from(dsregcmd)] }])
    assert.equal(verdict, answer?.verdict)
    const causes = findings.flatMap((finding) => finding.causes.map(({ id }) => id))
    assert.ok(answer?.cause == null ? causes.length === 0 : causes.includes(answer.cause), causes.join(', '))
  })
}

/** The log is written in batches. */
const logMilliseconds = 1200

async function record(name: string, dsregcmd: string, startedAt: Date): Promise<void> {
  await setTimeout(logMilliseconds)
  const ports = { clock: systemClock, randomness: systemRandomness, warn: () => {} }
  const storage = await openStorage({ ...installation.boot, ...ports })
  const { records } = await storage.signIns.list({ from: startedAt }, 100)
  await storage.close()
  const domain = installation.names.federatedDomain
  const settings = {
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#domains('${domain}')/federationConfiguration`,
    value: [federation],
  }
  writeFileSync(new URL(`${name}.txt`, folder), dsregcmd)
  writeFileSync(
    new URL(`${name}.log.json`, folder),
    `${records
      .toReversed()
      .map((entry) => JSON.stringify(entry))
      .join('\n')}\n`,
  )
  writeFileSync(new URL(`${name}.federation.json`, folder), `${JSON.stringify(settings, null, 1)}\n`)
}
