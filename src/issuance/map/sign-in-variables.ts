/**
 * The facts of this sign-in as mappings read them: `authentication.*`, `network.*`, `domain.*`. In: what the principal proved, the
 * network the request came from, the entry's password expiry, the UPN that will be sent. Out: variables for expressions; a fact
 * that was not proved is null. Claims about the sign-in come from here alone [SAMLCore11 §2.4.3]. Not verified: that Entra reads them.
 */
import type { Application } from '../../config/application.ts'
import { type SignInFactPath, signInFacts } from '../../config/sign-in-facts.ts'
import { findFiletimeMilliseconds } from '../../protocol/ad/filetime.ts'
import { passwordExpiryAttribute } from '../../protocol/names/active-directory.ts'
import { claimValues } from '../../protocol/names/claims.ts'
import { saml } from '../../protocol/names/saml.ts'
import type { CredentialAttempt, FoundEntry } from '../stages.ts'

type FactValue = string | number | boolean | null
export type SignInVariables = Readonly<Record<string, Readonly<Record<string, FactValue>>>>

/** [SAMLCore11 §7.1] */
export const methodNames = {
  kerberos: saml.authenticationMethods.windows,
  password: saml.authenticationMethods.password,
} as const

export interface SignInEvidence {
  readonly found: FoundEntry
  readonly request: Pick<CredentialAttempt, 'application' | 'network'>
  /** The application whose domain the account is in. */
  readonly serving: Application | undefined
  readonly now: Date
}

export function signInVariables({ found, request, serving, now }: SignInEvidence): SignInVariables {
  const { method, at, secondFactor, persistent } = found.principal.authentication
  const expiry = method === 'password' ? findPasswordExpiry(found, now) : undefined
  const facts: Readonly<Record<SignInFactPath, FactValue>> = {
    'authentication.method': methodNames[method],
    'authentication.instant': at.toISOString(),
    'authentication.multipleAuthn': secondFactor === undefined ? null : claimValues.multipleAuthn,
    'authentication.multipleAuthnInstant': secondFactor?.at.toISOString() ?? null,
    'authentication.persistent': persistent === true ? true : null,
    'authentication.passwordExpiresInSeconds': expiry ?? null,
    'authentication.passwordExpiresInDays': expiry === undefined ? null : Math.floor(expiry / 86_400),
    'authentication.passwordChangeUrl':
      (expiry === undefined ? undefined : request.application.passwordChangeUrl) ?? null,
    'network.insideIntranet': request.network.insideIntranet,
    'domain.name': serving?.domainName ?? null,
    'domain.issuerId': serving?.issuerUri ?? null,
  }
  const variables: Record<string, Record<string, FactValue>> = {}
  for (const { path, root, name } of places) {
    variables[root] ??= {}
    variables[root][name] = facts[path]
  }
  return variables
}

/** Worked out once: this runs for every token. */
const places = signInFacts.map(({ path }) => {
  const at = path.indexOf('.')
  return { path, root: path.slice(0, at), name: path.slice(at + 1) }
})

/** AD FS sends the claims only in this time; earlier, users would be warned of nothing. */
const expiryWindowSeconds = 14 * 86_400

/** [MS-ADA2 msDS-UserPasswordExpiryTimeComputed] Seconds left; undefined when it never ends, not soon, or has ended. */
function findPasswordExpiry({ entry }: FoundEntry, now: Date): number | undefined {
  // A hint is not worth a refusal: what cannot be read is not sent.
  const text = entry.attributes[passwordExpiryAttribute]?.[0] ?? ''
  const ends = /^\d{1,19}$/.test(text) ? findFiletimeMilliseconds(BigInt(text)) : undefined
  if (ends === undefined) return undefined
  const seconds = Math.floor((ends - now.getTime()) / 1000)
  return seconds >= 0 && seconds <= expiryWindowSeconds ? seconds : undefined
}
