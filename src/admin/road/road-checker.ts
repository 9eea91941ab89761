import type { Application } from '../../config/application.ts'
import { diagnoseApart } from '../../doctor/diagnose-apart.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import type { LiveEvidence } from '../../doctor/live-evidence.ts'
import type { RehearsalRepository } from '../../ports/rehearsals.ts'
import type { TenantEvidenceRepository } from '../../ports/tenant-evidence.ts'
import type { Clock, Directory, SettingsSource, Signers } from '../../ports.ts'
import { compareFederation } from '../federation/compare-federation.ts'
import { federationProperties } from '../scripts/federation-properties.ts'
import { findSample } from './find-sample.ts'
import { judgeRoad } from './judge-road.ts'
import type { ApplicationFacts, RoadFacts, RoadSample } from './road-facts.ts'
import type { RoadStep } from './road-step.ts'

export interface RoadSources {
  readonly clock: Clock
  readonly settings: SettingsSource
  readonly settingsVersion: () => number
  readonly directory: Directory
  readonly signers: Pick<Signers, 'certificatesFor'>
  readonly tenantEvidence: TenantEvidenceRepository
  readonly rehearsals: Pick<RehearsalRepository, 'list' | 'findPassed'>
  /** What the running server tells of itself, and what these accounts would get. */
  readonly gatherEvidence: (
    subjects: readonly { readonly account: 'user' | 'device'; readonly name: string }[],
  ) => Promise<LiveEvidence>
  /** The doctor; left out, in a thread of its own. */
  readonly diagnose?: (evidence: LiveEvidence) => Promise<Diagnosis>
}

/** What a look at the world is doing now, in the words of the console. */
const phases = ['Looking for a computer and a user', 'Asking directory, KDC and our own addresses', 'Judging'] as const

export interface Road {
  readonly steps: readonly RoadStep[]
  /** Undefined when nothing is being looked at. */
  readonly running: { readonly phase: (typeof phases)[number]; readonly done: number; readonly of: number } | undefined
  /** When the directory and the server were last looked at. */
  readonly checkedAt: Date | undefined
}

/** So long a look is good for. */
const freshMilliseconds = 15_000

interface Look {
  readonly diagnosis: Diagnosis
  readonly samples: readonly RoadSample[]
  readonly at: Date
  readonly settingsVersion: number
}

/**
 * The road of this process. Looking at the world takes seconds, so the last look is kept for some; what is in our own storage is read each time.
 * One look runs at a time.
 */
export class RoadChecker {
  readonly #sources: RoadSources
  #last: Look | undefined
  #running: Promise<void> | undefined
  #phase = 0

  constructor(sources: RoadSources) {
    this.#sources = sources
  }

  /** At once, with what is known; begins a look where what is known is old. */
  async read(): Promise<Road> {
    if (!this.#isFresh()) this.#begin()
    return this.#road()
  }

  /** Begins a look, unless one runs. */
  async checkAgain(): Promise<Road> {
    this.#begin()
    return this.#road()
  }

  /** When the look that runs has ended; for tests. */
  async settled(): Promise<void> {
    await this.#running
  }

  #isFresh(): boolean {
    const { clock, settingsVersion } = this.#sources
    const last = this.#last
    if (last === undefined || last.settingsVersion !== settingsVersion()) return false
    return clock.now().getTime() - last.at.getTime() < freshMilliseconds
  }

  #begin(): void {
    this.#running ??= this.#look()
      .catch(() => {
        // What cannot be learned is told in the evidence; without any, the steps stay unknown.
      })
      .finally(() => {
        this.#running = undefined
      })
  }

  async #look(): Promise<void> {
    const { settings, settingsVersion, directory, clock, gatherEvidence, diagnose = diagnoseEvidence } = this.#sources
    const version = settingsVersion()
    this.#phase = 0
    const gateways = settings.current().managed.gateways.filter(({ enabled }) => enabled)
    const samples = await Promise.all(
      gateways.flatMap((gateway) => gateway.userTypes.map((userType) => findSample(directory, gateway, userType))),
    )
    this.#phase = 1
    const evidence = await gatherEvidence(subjectsOf(samples))
    this.#phase = 2
    const diagnosis = await diagnose(evidence)
    this.#last = { diagnosis, samples, at: clock.now(), settingsVersion: version }
  }

  async #road(): Promise<Road> {
    const { settings, settingsVersion } = this.#sources
    const { managed } = settings.current()
    const applications = managed.applications.filter(({ enabled }) => enabled)
    // A look at other settings says nothing of these.
    const last = this.#last?.settingsVersion === settingsVersion() ? this.#last : undefined
    const facts: RoadFacts = {
      settings: managed,
      settingsVersion: settingsVersion(),
      diagnosis: last?.diagnosis,
      samples: last?.samples ?? [],
      at: last?.at,
      applications: await Promise.all(applications.map((application) => this.#applicationFacts(application))),
    }
    const phase = phases[this.#phase] ?? phases[0]
    const running = this.#running && { phase, done: this.#phase, of: phases.length }
    return { steps: judgeRoad(facts), running, checkedAt: last?.at }
  }

  async #applicationFacts(application: Application): Promise<ApplicationFacts> {
    const { rehearsals, tenantEvidence, settings, signers, clock } = this.#sources
    const [evidence, passed, { records }, certificates] = await Promise.all([
      tenantEvidence.find(application.id),
      rehearsals.findPassed(application.id),
      rehearsals.list({ applicationId: application.id }, 10),
      signers.certificatesFor(application).catch(() => []),
    ])
    const properties = federationProperties(application, settings.current().publicUrl, certificates)
    const tenant = evidence && {
      comparison: compareFederation({ application, properties, settings: evidence.settings, now: clock.now() }),
      pastedAt: evidence.pastedAt,
      pastedBy: evidence.pastedBy,
    }
    const rehearsal = records.find(({ finishedAt }) => finishedAt !== undefined)
    return { application, tenant, rehearsal, passed }
  }
}

/** Of each kind one is enough. */
function subjectsOf(samples: readonly RoadSample[]) {
  return (['device', 'user'] as const).flatMap((account) => {
    const name = samples.find((sample) => sample.account === account && sample.name !== undefined)?.name
    return name === undefined ? [] : [{ account, name }]
  })
}

function diagnoseEvidence(evidence: LiveEvidence): Promise<Diagnosis> {
  return diagnoseApart([{ source: 'the running server', bytes: Buffer.from(JSON.stringify(evidence)) }])
}
