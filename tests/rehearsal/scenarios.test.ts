import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pino from 'pino'
import { hybridJoinSettings } from '../../src/cli/rehearsal/hybrid-join-settings.ts'
import { type LabStage, openLabStage } from '../../src/cli/rehearsal/open-lab-stage.ts'
import { type StagedJoinery, startStagedJoinery } from '../../src/cli/rehearsal/start-staged-joinery.ts'
import { seedHybridJoinDomain } from '../../src/lab/seed-hybrid-join-domain.ts'
import { type Lab, startLab } from '../../src/lab/start-lab.ts'
import { listDifferences, rehearse } from '../../src/simulator/rehearse.ts'
import { scenarios } from '../../src/simulator/scenario-list.ts'

/** Every scenario, on a real domain, against the real server: it ends as its file says. */

const names = {
  tenantId: '07ec9af2-7ce5-4ab7-8638-115736bbf990',
  federatedDomain: 'corp.example.test',
  managedDomain: 'corp.onmicrosoft.test',
}
const stsHost = 'sts.corp.example.test'
let lab: Lab
let joinery: StagedJoinery
let stage: LabStage

before(async () => {
  lab = await startLab()
  const domain = lab.domain('corp')
  const seeded = await seedHybridJoinDomain(domain, { ...names, tenantName: names.federatedDomain, stsHost })
  const tls = await lab.issue({ name: 'sts', dnsNames: [stsHost] })
  joinery = await startStagedJoinery({
    publicUrl: `https://${stsHost}`,
    listen: { host: domain.address, port: 443 },
    tls: { certificate: tls.certificateFile, key: tls.keyFile },
    folder: lab.folder,
    log: pino({ level: 'silent' }),
  })
  await joinery.applySettings(hybridJoinSettings(domain, seeded, names.federatedDomain))
  stage = await openLabStage({ lab, domain, seeded, joinery, names })
})
after(async () => {
  await stage?.stop()
  await joinery?.stop()
  await lab?.stop()
})

const only = process.env.SCENARIO
for (const scenario of scenarios.filter(({ name }) => only === undefined || name === only)) {
  test(`${scenario.name}: ${scenario.title}`, async () => {
    const result = await rehearse(scenario, stage, () => undefined)
    const signIn = joinery.signIns.at(-1)
    const told = `\n${result.steps.map((step) => `${step.outcome} ${step.name} ${step.detail}`).join('\n')}\n${signIn?.code} ${signIn?.means}`
    assert.deepEqual(listDifferences(scenario, result), [], told)
  })
}
