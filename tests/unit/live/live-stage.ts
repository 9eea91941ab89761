import { type Application, application as applicationSchema } from '../../../src/config/application.ts'
import { microsoft365Application } from '../../../src/config/presets.ts'
import type { ProfileRepository } from '../../../src/ports.ts'
import { createStagedOus, devicesOu, usersOu } from '../../conformance/directory/directory-stage.ts'
import { openMemoryStage } from '../../conformance/directory/memory-stage.ts'
import { countedRandomness } from '../../fakes/counted-randomness.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memoryProfiles } from '../../fakes/memory-profiles.ts'
import { memorySettings } from '../../fakes/memory-settings.ts'

/** A domain in memory with WS01 and alice, and an application that takes both: what administrators look at. */
export async function openLiveStage(profiles: ProfileRepository = memoryProfiles()) {
  const stage = await openMemoryStage()
  const { domain, gateway: staged } = stage.corp
  await createStagedOus(domain)
  const computer = await domain.createComputer({ sam: 'WS01$', ou: devicesOu(domain) })
  await domain.replace(computer.dn, { 'mS-DS-ConsistencyGuid': computer.objectGuid })
  const alice = await domain.createUser({
    ...{ sam: 'alice', upn: 'alice@corp.example.test', mail: 'alice@corp.example.test', ou: usersOu(domain) },
    attributes: { displayName: 'Alice Archer', sn: 'Archer' },
  })
  await domain.replace(alice.dn, { 'mS-DS-ConsistencyGuid': alice.objectGuid })
  const written = microsoft365Application({
    ...{ id: 'm365', domainName: 'corp.example.test' },
    gateways: ['users', 'devices'].map((userType) => ({ gateway: 'corp', userType })),
  })
  const application: Application = applicationSchema.parse({ ...written, issuerUri: 'https://sts.example.test/m365' })
  const settings = memorySettings({ gateways: [staged], applications: [application] })
  const ports = {
    ...{ clock: fixedClock(), directory: stage.directory, profiles, randomness: countedRandomness(), settings },
  }
  const [gateway = staged] = settings.current().managed.gateways
  return { domain, directory: stage.corpDomain.directory, gateway, computer, alice, application, ports }
}
