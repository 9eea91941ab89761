// A table: the steps of the road in their order, what each is for, which come before it, and who judges it.
import {
  judgeApplication,
  judgeCertificate,
  judgeConnectionPoint,
  judgeMappings,
  judgeNetworks,
  judgeRehearsal,
  judgeTenantSettings,
} from './judge-application.ts'
import { judgeGateway, judgeServiceAccount, judgeSpn, judgeUserTypes } from './judge-directory.ts'
import type { Judgement } from './judge-findings.ts'
import type { RoadFacts } from './road-facts.ts'
import type { RoadStep, RoadStepId } from './road-step.ts'

interface PlannedStep {
  readonly id: RoadStepId
  readonly title: string
  readonly about: string
  readonly ours: boolean
  readonly needs: readonly RoadStepId[]
  judge(facts: RoadFacts): Judgement
}

const planned: readonly PlannedStep[] = [
  {
    id: 'gateway',
    title: 'Gateway connected',
    about: 'Joinery reads computers and users in Active Directory, through an account that may do nothing else.',
    ours: true,
    needs: [],
    judge: judgeGateway,
  },
  {
    id: 'service-account',
    title: 'Service account with AES',
    about: 'Devices get Kerberos tickets for this account. Domain controllers no longer issue RC4 tickets by default.',
    ours: false,
    needs: ['gateway'],
    judge: judgeServiceAccount,
  },
  {
    id: 'spn',
    title: 'Service principal name',
    about: 'The name HTTP/ and host under which devices ask for a ticket, on one account of the forest and no other.',
    ours: false,
    needs: ['gateway', 'service-account'],
    judge: judgeSpn,
  },
  {
    id: 'user-types',
    title: 'User types',
    about: 'Where users and devices are found, so that nobody else gets a token.',
    ours: true,
    needs: ['gateway'],
    judge: judgeUserTypes,
  },
  {
    id: 'application',
    title: 'Microsoft 365 application',
    about: 'The addresses that Windows and browsers are sent to, answering as published.',
    ours: true,
    needs: [],
    judge: judgeApplication,
  },
  {
    id: 'networks',
    title: 'Networks',
    about: 'From where tickets are taken. Until your networks are named, the address for devices is closed.',
    ours: true,
    needs: [],
    judge: judgeNetworks,
  },
  {
    id: 'mappings',
    title: 'Attribute mappings',
    about: 'The claims of a real computer and a real user, judged as Entra judges them.',
    ours: true,
    needs: ['gateway', 'user-types', 'application'],
    judge: judgeMappings,
  },
  {
    id: 'certificate',
    title: 'Signing certificate',
    about: 'Valid now and for a while: Entra refuses every token signed with another one.',
    ours: true,
    needs: ['application'],
    judge: judgeCertificate,
  },
  {
    id: 'tenant-settings',
    title: 'Entra has our settings',
    about: 'The domain is federated with exactly these addresses, this issuer and this certificate.',
    ours: false,
    needs: [],
    judge: judgeTenantSettings,
  },
  {
    id: 'connection-point',
    title: 'Devices find their tenant',
    about: 'The service connection point of the forest, or for a pilot the registry, names tenant and domain.',
    ours: false,
    needs: ['gateway', 'application'],
    judge: judgeConnectionPoint,
  },
  {
    id: 'rehearsal',
    title: 'Rehearsal passed',
    about: 'A simulated device joins through this server with the settings in force. No real device is touched.',
    ours: true,
    needs: ['service-account', 'spn', 'user-types', 'application', 'networks', 'mappings', 'certificate'],
    judge: judgeRehearsal,
  },
]

/** Every step with its state. A step that can only fail because of one before it says so and nothing else. */
export function judgeRoad(facts: RoadFacts): readonly RoadStep[] {
  const steps: RoadStep[] = []
  for (const { id, title, about, ours, needs, judge } of planned) {
    const before = steps.find((step) => needs.includes(step.id) && step.state !== 'done')
    const judged = judge(facts)
    const { state, reason, fix = [] } = before && judged.state !== 'done' ? blockedBy(before) : judged
    const checkedAt = state === 'blocked' || state === 'unknown' ? undefined : facts.at
    steps.push({ id, title, about, ours, state, reason, fix, checkedAt })
  }
  return steps
}

const blockedBy = ({ title, state }: RoadStep): Judgement => ({
  state: state === 'unknown' ? 'unknown' : 'blocked',
  reason: `First: ${title}.`,
})
