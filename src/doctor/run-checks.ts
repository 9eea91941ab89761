import type { Case } from './case.ts'
import type { Check, Finding } from './check.ts'
import type { Outcome } from './diagnosis.ts'
import { ours, say } from './words.ts'

/** What a check came to, with the check. */
export interface CheckResult {
  readonly check: Check
  readonly outcome: Outcome
  readonly finding: Finding
  /** Of a skipped one: the checks that failed before it. */
  readonly needs: readonly string[]
}

/**
 * Runs the checks in their order. What would fail and needs a check that failed, or has a cause that a failed check proved, is a
 * consequence: it is skipped, and says why.
 * `only`: these alone, without their needs.
 */
export function runChecks(which: Case, checks: readonly Check[], only: readonly string[] = []): readonly CheckResult[] {
  const results: CheckResult[] = []
  const hasFailed = (id: string): boolean =>
    results.some(({ check, outcome }) => check.id === id && (outcome === 'fail' || outcome === 'skipped'))
  for (const check of checks) {
    if (only.length > 0 && !only.includes(check.id)) continue
    const finding = runOne(check, which)
    if (finding instanceof Crash) results.push({ check, outcome: 'crashed', finding: crashed(finding), needs: [] })
    if (finding === undefined || finding instanceof Crash) continue
    const needs = finding.outcome === 'ok' ? [] : [...check.needs.filter(hasFailed), ...provedBefore(finding, results)]
    results.push({ check, outcome: needs.length > 0 ? 'skipped' : finding.outcome, finding, needs })
  }
  return results
}

/** The checks that failed for the very cause that this finding comes down to. */
function provedBefore({ causes = [] }: Finding, results: readonly CheckResult[]): readonly string[] {
  const [only, second] = causes
  if (only === undefined || second !== undefined) return []
  const same = results.filter(({ outcome, finding }) => outcome === 'fail' && finding.proved?.includes(only))
  return same.map(({ check }) => check.id)
}

class Crash extends Error {}

/** A defect of a check must not look like a fault of the device, nor stop the others. */
function runOne(check: Check, which: Case): Finding | Crash | undefined {
  try {
    return check.run(which)
  } catch (error) {
    return new Crash(error instanceof Error ? error.message : String(error))
  }
}

function crashed({ message }: Crash): Finding {
  return {
    outcome: 'warn',
    title: ours('This check broke; the others do not depend on it'),
    evidence: [],
    observed: say`${message}`,
    fix: [
      {
        where: 'Joinery',
        text: ours('This is a defect of Joinery: please report it with the version and, if you may, the input.'),
      },
    ],
  }
}
