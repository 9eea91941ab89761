import type { Check } from '../check.ts'
import { findDeviceSignIn } from '../sign-ins-of.ts'
import { say } from '../words.ts'
import { failedPhase } from './failed-phase.ts'

export const check: Check = {
  id: 'join/token',
  title: 'The device gets an access token through the identity provider',
  phase: 'auth',
  needs: ['join/discovery', 'join/tenant-type'],
  run(which) {
    const { attempt } = which
    if (attempt?.federatedFailure) {
      const title = attempt.aadsts
        ? say`Entra refused the assertion of the identity provider with ${attempt.aadsts}`
        : say`The device got no token from the identity provider (${attempt.cause ?? attempt.federatedFailure})`
      return failedPhase(which, 'auth', [attempt.aadsts, attempt.cause, attempt.federatedFailure], title)
    }
    const got = attempt?.debug?.facts.oauthSuccess
    if (got) return { outcome: 'ok', evidence: [got] }
    return attempt === undefined ? fromLogAlone(which) : undefined
  },
}

/** Joinery's log without an output of the device: what it refused. */
function fromLogAlone(which: Parameters<Check['run']>[0]): ReturnType<Check['run']> {
  const signIn = findDeviceSignIn(which)
  const { code, outcome, means, fix } = signIn?.facts ?? {}
  if (code === undefined)
    return (
      outcome && {
        outcome: 'ok',
        title: say`Joinery issued a token to the device`,
        evidence: [outcome],
        inferred: true,
      }
    )
  return {
    outcome: 'fail',
    title: say`Joinery refused the request of the device`,
    codes: [code.value],
    evidence: [code],
    observed: say`${means}`,
    fix: [{ where: 'Joinery', text: say`${fix}` }],
    verify: say`The next entry of the sign-in log has the outcome issued.`,
  }
}
