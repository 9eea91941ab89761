import type { Check } from '../check.ts'
import { say } from '../words.ts'
import { failedPhase } from './failed-phase.ts'

export const check: Check = {
  id: 'join/discovery',
  title: 'The device finds its tenant and the registration service',
  phase: 'discover',
  needs: ['join/domain-controller'],
  run(which) {
    const { attempt } = which
    if (attempt?.phase !== 'discover') {
      const found = attempt?.tenantId ?? attempt?.tenantType
      return found && { outcome: 'ok', evidence: [found] }
    }
    const reading = attempt.debug?.facts.registrationDataError
    return failedPhase(
      which,
      'discover',
      [attempt.cause, reading],
      say`The device did not find its tenant or the registration service`,
    )
  },
}
