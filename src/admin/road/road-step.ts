/**
 * The road to hybrid join: what must be so before a device joins, as steps that check themselves. Judged from what the doctor finds, what is set,
 * what was pasted and what was rehearsed; this folder changes nothing.
 */

export const roadStepIds = [
  'gateway',
  'service-account',
  'spn',
  'user-types',
  'application',
  'networks',
  'mappings',
  'certificate',
  'tenant-settings',
  'connection-point',
  'rehearsal',
] as const
export type RoadStepId = (typeof roadStepIds)[number]

/** blocked: a step before it must be done first. unknown: could not be looked at. */
export const roadStates = ['done', 'todo', 'problem', 'unknown', 'blocked'] as const
export type RoadState = (typeof roadStates)[number]

/** What to do: a page of the console, a script to take elsewhere, or words. */
export type RoadFix =
  | { readonly kind: 'page'; readonly label: string; readonly path: string }
  | { readonly kind: 'script'; readonly label: string; readonly script: string }
  | { readonly kind: 'text'; readonly where: string; readonly text: string }

export interface RoadStep {
  readonly id: RoadStepId
  readonly title: string
  /** Why it must be so. */
  readonly about: string
  readonly state: RoadState
  /** Why the state is what it is; of a step that is done, the evidence. */
  readonly reason: string
  /** Whether Joinery's own settings mend it; otherwise it is AD's, Windows' or Entra's. */
  readonly ours: boolean
  readonly fix: readonly RoadFix[]
  /** When what it rests on was looked at; undefined where nothing was. */
  readonly checkedAt: Date | undefined
}
