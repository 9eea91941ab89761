import type { Fact, Facts, ReadingBase } from '../fact.ts'

/** One entry of Joinery's sign-in log (ports.ts, SignInRecord) as JSON: alone, in an array, or one to a line. */
export interface JoinerySignIn extends ReadingBase<'joinery-sign-in'> {
  readonly facts: Facts<
    | 'traceId'
    | 'applicationId'
    | 'endpoint'
    | 'remoteAddress'
    | 'clientRequestId'
    | 'outcome'
    | 'code'
    | 'means'
    | 'fix'
    | 'principal'
  >
  readonly stages: readonly SignInStage[]
}

export interface SignInStage {
  readonly stage: Fact
  readonly outcome: Fact
  /** As the stage noted them; a list is joined by `, `. */
  readonly facts: Readonly<Record<string, Fact | undefined>>
}
