// A table: what an application's mappings may read of the sign-in itself, beside the profile. Joinery alone sets these, from what
// this sign-in has proved; `map` makes the values, the checks and docs/expression.md read the names here.

const table = [
  { path: 'authentication.method', gives: 'text', doc: 'How the first factor was given, as in AuthenticationMethod.' },
  { path: 'authentication.instant', gives: 'text', doc: 'When the first factor was given: ISO 8601, UTC.' },
  {
    path: 'authentication.multipleAuthn',
    gives: 'text or null',
    doc: 'http://schemas.microsoft.com/claims/multipleauthn when a second factor was proved, else null.',
  },
  {
    path: 'authentication.multipleAuthnInstant',
    gives: 'text or null',
    doc: 'When the second factor was given: ISO 8601, UTC.',
  },
  {
    path: 'authentication.persistent',
    gives: 'true or null',
    doc: 'true when the session outlives the browser, because the user asked to stay signed in.',
  },
  {
    path: 'authentication.passwordExpiresInSeconds',
    gives: 'number or null',
    doc: 'Whole seconds until the password ends, when a password was used and it ends within 14 days.',
  },
  {
    path: 'authentication.passwordExpiresInDays',
    gives: 'number or null',
    doc: 'The same in whole days, rounded down.',
  },
  {
    path: 'authentication.passwordChangeUrl',
    gives: 'text or null',
    doc: "The application's passwordChangeUrl, when the password ends within 14 days.",
  },
  { path: 'network.insideIntranet', gives: 'true or false', doc: 'Whether the client is in networks.intranetRanges.' },
  {
    path: 'domain.name',
    gives: 'text or null',
    doc: 'The federated domain of the account: the longest domainName that its UPN suffix is or lies below. Of a computer: of the application.',
  },
  {
    path: 'domain.issuerId',
    gives: 'text or null',
    doc: 'issuerUri of the application that serves that domain.',
  },
] as const

export type SignInFactPath = (typeof table)[number]['path']

export interface SignInFact {
  readonly path: SignInFactPath
  readonly gives: string
  readonly doc: string
}

export const signInFacts: readonly SignInFact[] = table

/** `authentication`, `network`, `domain`. */
export const signInFactRoots: readonly string[] = [...new Set(table.map(({ path }) => path.split('.')[0] ?? ''))]
