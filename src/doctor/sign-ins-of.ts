import type { Case } from './case.ts'
import type { Fact } from './fact.ts'
import type { JoinerySignIn } from './readings/joinery-readings.ts'

/** The entries of Joinery's log that belong to a case, and what their stages noted. */

/** Of the latest join, when there is one; else all. Without the challenges that every client begins with. */
function signInsOf(which: Case): readonly JoinerySignIn[] {
  const belonging = which.attempt === undefined ? which.all('joinery-sign-in') : which.attempt.signIns
  return belonging.filter(({ facts }) => facts.outcome?.value !== 'challenged')
}

/** The computer's own: its principal ends in `$`, or was not known yet. */
export function findDeviceSignIn(which: Case): JoinerySignIn | undefined {
  return signInsOf(which).findLast(({ facts }) => /^[^@]*\$@|^[^@]*\$$/.test(facts.principal?.value ?? '$'))
}

/** A user's; of any join, for Windows sends other ids with these. */
export function findUserSignIn(which: Case): JoinerySignIn | undefined {
  return which
    .all('joinery-sign-in')
    .findLast(({ facts }) => facts.outcome?.value !== 'challenged' && /^[^$@]+@/.test(facts.principal?.value ?? ''))
}

export function stageFact(signIn: JoinerySignIn | undefined, stage: string, name: string): Fact | undefined {
  return signIn?.stages.find((row) => row.stage.value === stage)?.facts[name]
}

/** The code with which Joinery refused the computer. */
export function findRefusal(which: Case, ...codes: readonly string[]): Fact | undefined {
  const code = findDeviceSignIn(which)?.facts.code
  return code !== undefined && (codes.length === 0 || codes.includes(code.value)) ? code : undefined
}
