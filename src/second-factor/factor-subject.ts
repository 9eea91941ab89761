import type { FactorChallenge, FactorOwner, PasskeyFactor, SecondFactor } from '../ports/second-factors.ts'
import type { Ports } from '../ports.ts'
import { passkeyPlaceOf } from './passkeys.ts'

/**
 * This folder sets second factors up and takes their answers, for users (issuance/second-factor) and for administrators (administrators). It
 * does not know pages, sessions or what is demanded of whom.
 */

/** Somebody whose first factor is proved, with the browser in front of them. */
export interface FactorSubject {
  readonly owner: FactorOwner
  /** What refusals and apps call the account. */
  readonly account: string
  /** Challenges are of this session alone. */
  readonly sessionId: string
  readonly remoteAddress: string
  /** The origin the browser came to, one of ours. */
  readonly webOrigin: string
  /** All that are set up. */
  readonly factors: readonly SecondFactor[]
  /** Those in force. */
  readonly methods: readonly SecondFactor['kind'][]
  readonly ports: FactorKeeping
}

export type FactorKeeping = Pick<Ports, 'secondFactors' | 'factorChallenges' | 'factorLockout' | 'clock' | 'randomness'>

/** The factors that are of use under this name of ours and by the methods in force. */
export function usableFactors({ factors, methods, webOrigin }: FactorSubject): readonly SecondFactor[] {
  const { rpId } = passkeyPlaceOf(webOrigin)
  return factors.filter((factor) => methods.includes(factor.kind) && (factor.kind === 'totp' || factor.rpId === rpId))
}

export function isPasskey(factor: SecondFactor): factor is PasskeyFactor {
  return factor.kind === 'passkey'
}

export function challengeOf({ sessionId }: FactorSubject, purpose: FactorChallenge['purpose']): FactorChallenge {
  return { sessionId, purpose }
}
