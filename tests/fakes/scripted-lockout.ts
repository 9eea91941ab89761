import type { Lockout, PasswordAttempt } from '../../src/ports.ts'

/** Lets every attempt through, or refuses it as told, and remembers how each ended. */
export interface ScriptedLockout extends Lockout {
  readonly attempts: PasswordAttempt[]
  readonly ended: ('succeeded' | 'failed' | 'unjudged')[]
  /** From now on every attempt is refused with this, until it is given undefined. */
  refuseWith(error: Error | undefined): void
}

export function scriptedLockout(): ScriptedLockout {
  const attempts: PasswordAttempt[] = []
  const ended: ScriptedLockout['ended'] = []
  let refusal: Error | undefined
  const end = (how: ScriptedLockout['ended'][number]) => async () => void ended.push(how)
  return {
    attempts,
    ended,
    refuseWith(error) {
      refusal = error
    },
    async begin(attempt) {
      attempts.push(attempt)
      if (refusal) throw refusal
      return { succeeded: end('succeeded'), failed: end('failed'), unjudged: end('unjudged') }
    },
  }
}
