import type { Application } from '../../config/application.ts'
import type { ManagedSettings } from '../../config/managed-settings.ts'
import type { Diagnosis } from '../../doctor/diagnosis.ts'
import type { RehearsalRecord } from '../../ports/rehearsals.ts'
import type { FederationComparison } from '../federation/compare-federation.ts'

/** Everything the road is judged from, gathered before. */
export interface RoadFacts {
  readonly settings: ManagedSettings
  readonly settingsVersion: number
  /** The doctor's judgement of what the running server tells of itself; undefined while nothing was gathered. */
  readonly diagnosis: Diagnosis | undefined
  readonly samples: readonly RoadSample[]
  readonly applications: readonly ApplicationFacts[]
  readonly at: Date | undefined
}

/** Whether a user type finds anybody; `name` is the account that previews are made of. */
export interface RoadSample {
  readonly gatewayId: string
  readonly userTypeId: string
  readonly account: 'user' | 'device'
  readonly name: string | undefined
  readonly problem: string | undefined
}

export interface ApplicationFacts {
  readonly application: Application
  readonly tenant:
    | { readonly comparison: FederationComparison; readonly pastedAt: Date; readonly pastedBy: string }
    | undefined
  /** The latest that ended, and the latest that passed. */
  readonly rehearsal: RehearsalRecord | undefined
  readonly passed: RehearsalRecord | undefined
}
