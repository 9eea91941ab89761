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
  readonly factor: FactorTexts
  readonly formProblems: Readonly<Record<FormProblem, string>>
  /** What happened, then what to do. */
  readonly pageProblems: Readonly<Record<PageProblem, readonly [happened: string, remedy: string]>>
}

/** About second factors. */
export interface FactorTexts {
  readonly title: string
  /** {username} */
  readonly introduction: string
  readonly code: string
  readonly confirm: string
  readonly usePasskey: string
  readonly useRecoveryCode: string
  readonly recoveryCode: string
  readonly passkeyFailed: string
  readonly passkeyNeedsScript: string
  readonly enrolTitle: string
  readonly enrolIntroduction: string
  readonly app: string
  readonly scan: string
  readonly qrAlternative: string
  readonly typeKey: string
  readonly enrolApp: string
  readonly passkey: string
  readonly enrolPasskeyHint: string
  readonly enrolPasskey: string
  readonly later: string
  readonly recoveryTitle: string
  readonly recoveryIntroduction: string
  readonly accountTitle: string
  /** {username} */
  readonly accountOf: string
  readonly none: string
  readonly add: string
  readonly label: string
  /** {date} */
  readonly created: string
  /** {date} */
  readonly lastUsed: string
  readonly change: string
  readonly rename: string
  readonly remove: string
  readonly recoveryCodes: string
  /** {count} */
  readonly recoveryLeft: string
  readonly renewRecoveryCodes: string
}
