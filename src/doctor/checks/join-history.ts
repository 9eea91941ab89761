import type { Check } from '../check.ts'
import { ours, say } from '../words.ts'

/** A later join that is well undoes an earlier one that was not; it is told, and is no problem. */
export const check: Check = {
  id: 'join/history',
  title: 'No earlier join failed',
  phase: 'join',
  needs: [],
  run({ attempt, earlier }) {
    const failed = earlier.findLast(({ phase }) => phase !== undefined)
    if (attempt === undefined || failed === undefined) return undefined
    const reason = failed.aadsts ?? failed.cause
    const evidence = [reason, failed.federatedFailure]
    if (attempt.phase === undefined)
      return {
        outcome: 'ok',
        title: say`An earlier join failed (${reason}${failed.time ? say` at ${failed.time}` : []}); the latest one went well`,
        evidence,
      }
    if (reason?.value === (attempt.aadsts ?? attempt.cause)?.value)
      return {
        outcome: 'ok',
        title: say`${earlier.length + 1} joins were tried; the latest failed as one before it did`,
        evidence,
      }
    return {
      outcome: 'ok',
      title: say`${earlier.length + 1} joins were tried; an earlier one failed for another reason (${reason})`,
      evidence,
      observed: ours('the latest one is judged'),
    }
  },
}
