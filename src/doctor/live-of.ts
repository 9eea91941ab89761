import type { Case } from './case.ts'
import type { Finding } from './check.ts'
import type { Fact } from './fact.ts'
import type { LiveAbout, LiveProblem } from './live-evidence.ts'
import type { LiveReading } from './readings/live-readings.ts'
import { ours, say } from './words.ts'

/** What the running server said of one thing, in its order. */
export function liveOf<About extends LiveAbout>(which: Case, about: About): readonly LiveReading<About>[] {
  return which
    .all('joinery-live')
    .filter((reading): reading is Extract<typeof reading, { about: About }> => reading.about === about)
}

/** A fact that nobody can read, such as a certificate, shown as what it is. */
export function proofOf(fact: Fact, text: string): Fact {
  return { ...fact, evidence: { ...fact.evidence, text } }
}

/** Joinery's own error as a finding: it says itself what it means and what to do. Undefined where there is none. */
export function problemFinding(
  { facts }: { readonly facts: { readonly [Name in keyof LiveProblem]?: Fact } },
  verify: string,
): Finding | undefined {
  const { problem, means, fix } = facts
  if (problem === undefined) return undefined
  return {
    outcome: 'fail',
    title: say`${means ?? problem}`,
    codes: [problem.value],
    evidence: [problem, means],
    fix: [{ where: 'Joinery', text: say`${fix ?? ours('joinery explain says more.')}` }],
    verify: ours(verify),
  }
}
