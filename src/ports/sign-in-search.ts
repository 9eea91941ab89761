import type { SignInRecord, StageName } from '../ports.ts'

/** Reading the sign-in log: newest first, page by page, at a cost that does not grow with the log. */
export interface SignInSearch {
  find(traceId: string): Promise<SignInRecord | undefined>
  /** A cursor that is not one of ours begins at the newest. */
  list(filter: SignInFilter, limit: number, cursor?: string): Promise<SignInPage>
  /** From the counts that are kept beside the log: no row of it is read. */
  summarize(range: SummaryRange): Promise<SignInSummary>
}

/** All of them must hold. */
export interface SignInFilter {
  readonly from?: Date | undefined
  /** Not included. */
  readonly until?: Date | undefined
  readonly outcome?: SignInRecord['outcome'] | undefined
  /** false: without those that were asked for more, where no outcome is named. */
  readonly steps?: boolean | undefined
  readonly applicationId?: string | undefined
  /** Whole, in any case. */
  readonly principal?: string | undefined
  /** How it begins, in any case. */
  readonly principalPrefix?: string | undefined
  readonly code?: string | undefined
  readonly remoteAddress?: string | undefined
  readonly clientRequestId?: string | undefined
  /** The stage that ended the attempt. */
  readonly failedStage?: StageName | undefined
}

export interface SignInPage {
  readonly records: readonly SignInRecord[]
  /**
   * Pass it to go on towards older ones; undefined when there are none. Filters that hold for few of very many end a page
   * before it is full: a page looks at 1,000 attempts at most, and may even be empty and yet have a cursor.
   */
  readonly cursor: string | undefined
}

export interface SummaryRange {
  readonly from: Date
  /** Not included. */
  readonly until: Date
  /** A multiple of five minutes, or it is rounded up to one. */
  readonly bucketMilliseconds: number
}

export interface SignInSummary {
  /** Oldest first; those without an attempt are left out. `at` is a multiple of the width since 1970. */
  readonly buckets: readonly {
    readonly at: Date
    readonly outcomes: Readonly<Partial<Record<SignInRecord['outcome'], number>>>
  }[]
  /** Of what was not issued, the most frequent first; 50 at most. */
  readonly codes: readonly { readonly code: string; readonly count: number }[]
}
