import type { FormProblem, PageProblem } from '../../../issuance/stages.ts'

/** What a translation holds: one file for each language. `{name}` is filled in. */
export interface PageTexts {
  readonly signIn: string
  /** {organisation} */
  readonly signInTitle: string
  readonly username: string
  readonly password: string
  readonly staySignedIn: string
  readonly help: string
  /** {traceId} */
  readonly reference: string
  readonly changePassword: string
  readonly changePasswordIntroduction: string
  readonly oldPassword: string
  readonly newPassword: string
  readonly newPasswordAgain: string
  readonly continuing: string
  readonly continueWithoutScript: string
  readonly continueAction: string
  readonly signedOut: string
  readonly signedOutHint: string
  readonly errorTitle: string
  readonly formProblems: Readonly<Record<FormProblem, string>>
  /** What happened, then what to do. */
  readonly pageProblems: Readonly<Record<PageProblem, readonly [happened: string, remedy: string]>>
}
