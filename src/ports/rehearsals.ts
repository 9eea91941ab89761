/** The ports of rehearsals that administrators start: what is kept of each, and who runs them; src/ports.ts has the others. */

/** `signIn`: the join, then the sign-in of a user. */
export const rehearsalKinds = ['join', 'signIn'] as const

/** `interrupted`: the server that held it went away. */
export const rehearsalStates = ['waiting', 'running', 'passed', 'failed', 'cancelled', 'interrupted'] as const
export type RehearsalState = (typeof rehearsalStates)[number]

/** What is to be rehearsed. */
export interface WantedRehearsal {
  readonly kind: (typeof rehearsalKinds)[number]
  readonly applicationId: string
  /** `WS01$` */
  readonly computer: string
  /** UPN of who signs in after the join; there for `signIn` only. */
  readonly user: string | undefined
}

/** One step of the simulated computer. `detail` is a sentence; never a token. */
export interface RehearsalStep {
  readonly name: string
  readonly outcome: 'ok' | 'failed'
  readonly detail: string
  readonly ms: number
}

/** What a rehearsal came to that ran to its end. */
export interface RehearsalOutcome {
  /** Joined by the federated path, and nothing that Windows would name a cause of. */
  readonly passed: boolean
  readonly joined: boolean
  readonly path: 'federated' | 'sync' | null
  readonly aadsts: string | null
  readonly hresult: string | null
  /** What `dsregcmd` would print. */
  readonly dsregcmd: string
  /** What it could not show, a sentence each. */
  readonly unproved: readonly string[]
  /** Its attempts in the sign-in log, in their order. */
  readonly signIns: readonly { readonly traceId: string; readonly code: string | null }[]
}

/** Why one could not be run to its end. */
export interface RehearsalProblem {
  readonly code: string
  readonly means: string
  readonly fix: string
}

export interface RehearsalRecord extends WantedRehearsal {
  readonly id: string
  readonly state: RehearsalState
  readonly requestedBy: string
  /** Version of the managed settings that were in force when it was asked for. */
  readonly settingsVersion: number
  readonly createdAt: Date
  /** When whoever holds it last said that it is alive. */
  readonly beatAt: Date
  readonly startedAt: Date | undefined
  readonly finishedAt: Date | undefined
  readonly steps: readonly RehearsalStep[]
  readonly outcome: RehearsalOutcome | undefined
  readonly problem: RehearsalProblem | undefined
}

export interface RehearsalPage {
  readonly records: readonly RehearsalRecord[]
  /** Pass it to get the next, older page; undefined on the last one. */
  readonly cursor: string | undefined
}

export interface RehearsalRepository {
  /** Deletes the oldest beyond `keep`, except the last that passed of each application. */
  add(record: RehearsalRecord, keep: number): Promise<void>
  /** False, and nothing is changed, when it has ended already or is not there: what was cancelled stays so. */
  update(record: RehearsalRecord): Promise<boolean>
  find(id: string): Promise<RehearsalRecord | undefined>
  /** Newest first. A cursor that is not one of ours begins at the newest. */
  list(filter: { readonly applicationId?: string | undefined }, limit: number, cursor?: string): Promise<RehearsalPage>
  /** The last that passed; for the road. */
  findPassed(applicationId: string): Promise<RehearsalRecord | undefined>
}

/** Runs one, apart from the server: what it takes of time and memory, it takes from nobody. Throws for what keeps it from its end. */
export type RunRehearsal = (
  wanted: WantedRehearsal,
  onStep: (step: RehearsalStep) => void,
  signal: AbortSignal,
) => Promise<RehearsalOutcome>
