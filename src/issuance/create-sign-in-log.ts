import { type ErrorCode, IdpError } from '../errors.ts'
import type { Clock, Note, Randomness, SignInLog, SignInRecord, StageRecord, Trace } from '../ports.ts'

/**
 * The trace of one attempt: for each stage what went in by name, what was decided, how long it took. The finished record is the
 * sign-in log, the console's "why did this fail" and the doctor's evidence. In: facts the stages note, which are never secrets.
 * Out: a SignInRecord to every sink. Follows no specification: [WSTrust13 §11] leaves what is logged to us.
 */

export interface SignInLogOptions {
  readonly clock: Clock
  readonly randomness: Randomness
  /** Called once per attempt; must not throw and must not wait. */
  readonly record: (record: SignInRecord) => void
}

export function createSignInLog({ clock, randomness, record }: SignInLogOptions): SignInLog {
  return {
    begin: (attempt) => {
      const started = { traceId: randomness.uuid(), startedAt: clock.now(), ...attempt }
      const stages: StageRecord[] = []
      let described: Partial<SignInRecord> = {}
      const trace: Trace = {
        traceId: started.traceId,
        describe: (facts) => {
          described = { ...described, ...facts }
        },
        stage: async (stage, run) => {
          const began = clock.monotonicMilliseconds()
          const collected: Record<string, string | number | boolean | readonly string[] | undefined> = {}
          const note: Note = (facts) => void Object.assign(collected, facts)
          const finish = (outcome: StageRecord['outcome']): void => {
            stages.push({ stage, outcome, milliseconds: clock.monotonicMilliseconds() - began, facts: collected })
          }
          try {
            const value = await run(note)
            finish('ok')
            return value
          } catch (error) {
            if (error instanceof IdpError) note(error.facts)
            finish('failed')
            throw error
          }
        },
        end: (error, well = 'issued') => record({ ...blank, ...started, ...described, ...judged(error, well), stages }),
      }
      return trace
    },
  }
}

const blank = { clientRequestId: undefined, principal: undefined } as const

function judged(
  error: unknown,
  well: 'issued' | 'signedOut',
): Pick<SignInRecord, 'outcome' | 'code' | 'means' | 'fix'> {
  if (error === undefined) return { outcome: well, code: undefined, means: undefined, fix: undefined }
  const named = error instanceof IdpError ? error : new IdpError('INTERNAL', { message: messageOf(error) }, error)
  return { outcome: outcomeOf(named), code: named.code, means: named.means, fix: named.fix }
}

/** A first request without a ticket, a form before anything is typed, a factor that was set up: steps of a sign-in, no refusals. */
function outcomeOf(error: IdpError): SignInRecord['outcome'] {
  if (steps.includes(error.code)) return 'challenged'
  return error.code === 'INTERNAL' || error.row.fault === 'http:Unavailable' ? 'failed' : 'refused'
}

const steps: readonly ErrorCode[] = [
  'ACCEPT_CREDENTIAL_MISSING',
  'AUTHENTICATE_SIGN_IN_NEEDED',
  'AUTHENTICATE_SECOND_FACTOR_NEEDED',
  'AUTHENTICATE_SECOND_FACTOR_ENROLLED',
]

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
