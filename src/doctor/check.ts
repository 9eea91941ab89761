import type { Case } from './case.ts'
import type { CauseId } from './causes/cause.ts'
import type { Phase } from './diagnosis.ts'
import type { Evidence } from './fact.ts'
import type { Fix } from './fix.ts'
import type { Words } from './words.ts'

/** One question about a case. Each check is a file of its own in checks/, with a row in check-list.ts. */
export interface Check {
  /** `area/what`; stable for ever. */
  readonly id: string
  /** What is asked, as a statement that is true when all is well. */
  readonly title: string
  readonly phase: Phase
  /** Ids of checks: where one of these fails, a failure here is its consequence, and is reported as skipped. */
  readonly needs: readonly string[]
  readonly links?: readonly string[]
  /** Undefined when the inputs do not say. It may throw only by mistake; the report then says that the check broke. */
  run(which: Case): Finding | undefined
}

export interface Finding {
  readonly outcome: 'ok' | 'warn' | 'fail'
  /** What was found; left out where the check's title says it. */
  readonly title?: Words
  readonly phase?: Phase
  readonly codes?: readonly string[]
  readonly inferred?: boolean
  readonly evidence: readonly (Proof | undefined)[]
  readonly expected?: Words
  readonly observed?: Words
  readonly fix?: readonly Fix[]
  readonly verify?: Words
  /** The likeliest first. `proved` is the one that the input shows, if it does. */
  readonly causes?: readonly CauseId[]
  readonly proved?: readonly CauseId[]
  readonly wouldTell?: readonly Words[]
}

/** A fact is proof by itself; its name is what a shared report shows of the line. */
export interface Proof {
  readonly name: string
  readonly value: string
  readonly evidence: Evidence
}
