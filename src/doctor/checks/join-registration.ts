import type { Check } from '../check.ts'
import { findHexCode } from '../grammar.ts'
import { say } from '../words.ts'
import { failedPhase } from './failed-phase.ts'

export const check: Check = {
  id: 'join/registration',
  title: 'Entra registers the device',
  phase: 'join',
  needs: ['join/discovery'],
  run(which) {
    const { attempt, status } = which
    if (attempt?.joinFailure) {
      const debug = attempt.debug?.facts
      const kept = status?.facts['Client ErrorCode']
      const code = [debug?.joinFailed, attempt.phase === 'join' ? attempt.cause : undefined, kept].find(
        (fact) => fact !== undefined && findHexCode(fact.value) !== undefined,
      )
      const title = attempt.federatedFailure
        ? say`The fallback to sync join failed too`
        : say`The registration service refused the device`
      const message = debug?.joinErrorMessage
      const finding = failedPhase(which, 'join', [code, debug?.joinErrorCode], title)
      return message ? { ...finding, evidence: [...finding.evidence, message] } : finding
    }
    const registered = attempt?.debug?.facts.joinHttpStatus
    return registered && { outcome: 'ok', evidence: [registered] }
  },
}
