import type { Check } from '../check.ts'
import { say } from '../words.ts'
import { failedPhase } from './failed-phase.ts'

export const check: Check = {
  id: 'join/domain-controller',
  title: 'The device finds a domain controller',
  phase: 'pre-check',
  needs: [],
  run(which) {
    const { attempt, status } = which
    if (attempt?.phase === 'pre-check')
      return failedPhase(
        which,
        'pre-check',
        [attempt.cause],
        say`The device found no domain controller, so the join did not begin`,
      )
    const found = attempt?.debug?.facts.domainController ?? passed(status?.facts['AD Connectivity Test'])
    return found && { outcome: 'ok', evidence: [found] }
  },
}

const passed = <F extends { readonly value: string }>(fact: F | undefined): F | undefined =>
  fact?.value === 'PASS' ? fact : undefined
