import type { Application } from '../config/application.ts'
import type { IdpError } from '../errors.ts'

/** What an account would get, for whoever may look: nobody authenticated, nothing is signed, nothing of it makes a token. */
export interface Previews {
  /** Of settings that may not be saved yet. Throws LIVE_SUBJECT_…, DIRECTORY_…. */
  previewClaims(application: Application, subject: PreviewSubject): Promise<ClaimsPreview>
  /** What expressions see of a real account. Throws LIVE_SUBJECT_…, DIRECTORY_…, LOOKUP_…, MAP_…. */
  readVariables(application: Application, subject: PreviewSubject): Promise<ExpressionSample>
}

export interface PreviewSubject {
  readonly account: 'device' | 'user'
  /** `WS01$` or `WS01`, a UPN, a sAMAccountName, or a SID. */
  readonly name: string
  /** Left out: every gateway that is on. */
  readonly gatewayId?: string | undefined
}

export interface ExpressionSample {
  readonly dn: string
  /** `user`, `ldapAttributes`, and the facts of a sign-in. */
  readonly variables: Readonly<Record<string, unknown>>
}

export interface ClaimsPreview {
  readonly dn: string
  readonly samAccountName: string
  readonly objectSid: string
  readonly gatewayId: string
  /** Why Joinery would issue nothing; undefined: it would. */
  readonly refusal: IdpError | undefined
  readonly issuer: string | undefined
  readonly audience: string
  readonly nameIdentifierFormat: string
  readonly authenticationMethod: string | undefined
  /** One for each mapping, in their order, then one for each claim that Entra needs and no mapping makes. */
  readonly claims: readonly PreviewedClaim[]
  /** What Entra would make of it; undefined where Joinery issues nothing. */
  readonly entra: { readonly code: string | undefined; readonly text: string } | undefined
  /** What a sign-in would note as strange. */
  readonly warnings: readonly { readonly code: string; readonly means: string; readonly fix: string }[]
}

export interface PreviewedClaim {
  readonly name: string
  readonly namespace: string | undefined
  readonly values: readonly string[]
  /** The mapping's value, as it is written; undefined: there is no mapping. */
  readonly expression: string | undefined
  /** notReleased: goes to other accounts only. left out: yields nothing, and need not. */
  readonly outcome: 'ok' | 'wrong' | 'missing' | 'failed' | 'notReleased' | 'leftOut'
  readonly verdict: string
  readonly expected?: string | undefined
  readonly fix?: string | undefined
  readonly code?: string | undefined
}
