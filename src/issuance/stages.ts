import type { Application } from '../config/application.ts'
import type { RequestEndpoint, TrustVersion } from '../config/endpoints.ts'
import type { Gateway, UserType } from '../config/gateway.ts'
import type { DirectoryEntry, Profile, ProfileRecord, SessionRecord } from '../ports.ts'
import type { CanonicalXml } from '../protocol/xml/serialize-xml.ts'
import type { Secret } from '../secret.ts'

/**
 * The values that pass between the six stages. A stage imports this file, never another stage.
 * `Verified…` values exist only after the proof they are named for; nothing else may be trusted.
 */

/** What the listener hands over: nothing of it is verified, only its sizes are bounded. */
export interface TrustHttpRequest {
  readonly method: string
  readonly applicationId: string
  readonly endpoint: RequestEndpoint
  /** Lower-case names, first value only. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Query string without `?`, undecoded. */
  readonly query: string
  readonly body: Uint8Array
  /** The client's address, after trusted proxies were taken off. */
  readonly remoteAddress: string
  /** `tls-server-end-point` application data [RFC5929 §4], when Joinery itself ended TLS. */
  readonly channelBinding: Uint8Array | undefined
}

/** What a browser sends: nothing of it is verified, only its sizes are bounded. */
export interface BrowserRequest extends Omit<TrustHttpRequest, 'endpoint'> {
  /** As the browser sees it, without query: forms post back to it. */
  readonly path: string
}

/** What `authenticate` needs of a request, whichever protocol brought it. The credential in it is not verified. */
export interface CredentialAttempt {
  readonly application: Application
  readonly network: NetworkFacts
  readonly credential: NegotiateCredential | PasswordCredential
  readonly channelBinding: Uint8Array | undefined
}

/** What this sign-in's connection shows of where the client is. */
export interface NetworkFacts {
  /** The client's address, after trusted proxies were taken off. */
  readonly remoteAddress: string
  /** Whether that address is in the intranet ranges that the administrator named. */
  readonly insideIntranet: boolean
}

/** accept -> authenticate, of a WS-Trust request. We are willing to act on it. */
export interface AcceptedRequest extends CredentialAttempt {
  /** With the version of the request. */
  readonly endpoint: RequestEndpoint & { readonly trustVersion: TrustVersion }
  /** Whether the request had a Timestamp, so that the answer has one too. */
  readonly hasTimestamp: boolean
  /** Well-formed MessageID to echo in RelatesTo, else undefined. */
  readonly messageId: string | undefined
  readonly appliesTo: string
  readonly clientRequestId: string | undefined
}

/** accept -> authenticate, of a browser. We are willing to act on it. */
export interface AcceptedSignIn extends Omit<CredentialAttempt, 'credential'> {
  /** What came with this very request: a ticket, or a posted form. */
  readonly credential: CredentialAttempt['credential'] | undefined
  /** No ticket came, and the client may have one. */
  readonly offersKerberos: boolean
  /** Whether the form is of any use from this network. */
  readonly takesPasswords: boolean
  /** A posted form about a second factor; untrusted. */
  readonly factorForm: FactorForm | undefined
  /** A posted form that asks for a new password; its user name and old password are `credential`. */
  readonly newPassword: { readonly wanted: Secret; readonly again: Secret } | undefined
  readonly wctx: string | undefined
  /** One of the application's own addresses. */
  readonly replyAddress: string
  readonly demands: SignInDemands
  /** Path and query of the request: forms post back to it, and it names the attempt while that takes several steps. */
  readonly address: string
  /** The user ticked "Stay signed in", where that is offered. */
  readonly staySignedIn: boolean
  /** Key of the session that the browser's cookie names; whether there is one is not known yet. */
  readonly sessionId: string | undefined
  /** The name of ours that the browser came to. */
  readonly webOrigin: string
}

/** What a page about second factors sends. */
export type FactorForm =
  | { readonly kind: 'totp' | 'recoveryCode'; readonly code: string }
  /** JSON of what the authenticator said. */
  | { readonly kind: 'passkey'; readonly response: string }
  | { readonly kind: 'enrolTotp'; readonly code: string; readonly label: string }
  | { readonly kind: 'enrolPasskey'; readonly response: string; readonly label: string }
  | { readonly kind: 'later' }

/** accept -> authenticate, of somebody who looks after their second factors. */
export interface AcceptedAccount extends AcceptedSignIn {
  readonly accountForm: AccountForm | undefined
}

/** What that page sends, beside FactorForm; untrusted. */
export type AccountForm =
  | { readonly kind: 'rename'; readonly id: string; readonly label: string }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'renewRecoveryCodes' }

/** accept -> lookup, of a sign-out. */
export interface AcceptedSignOut {
  readonly application: Application
  /** false: only here, because whoever asks tells the others. */
  readonly everywhere: boolean
  readonly continueAddress: string | undefined
  readonly sessionId: string | undefined
}

/** Which facts the relying party demands of a sign-in [WSFed12 §13.2.2]. */
export interface SignInDemands {
  /** undefined: either. */
  readonly method: AuthenticationFacts['method'] | undefined
  /** Facts older than this do not count; 0: they must be proved in this very attempt. */
  readonly maxAgeMinutes: number | undefined
  readonly secondFactor: 'no' | 'yes' | 'unlessKerberos'
  /** Only our own policy asks for it, and people without one may still put setting it up off. */
  readonly mayPutOffSecondFactor: boolean
}

export interface NegotiateCredential {
  readonly kind: 'negotiate'
  /** The decoded bytes of `Authorization: Negotiate`; untrusted. */
  readonly token: Uint8Array
}

/** A user name and a password, from a username token or a form. */
export interface PasswordCredential {
  readonly kind: 'password'
  /** As typed; untrusted. */
  readonly username: string
  readonly password: Secret
}

/** What this very sign-in has proved of how the caller authenticated. Claims about it come from here and from nothing else. */
export interface AuthenticationFacts {
  /** The first factor. */
  readonly method: 'kerberos' | 'password'
  readonly at: Date
  /** Proved beside the first factor, in this sign-in or earlier in its session. Without it no token speaks of a second factor. */
  readonly secondFactor?: { readonly method: string; readonly at: Date } | undefined
  /** The session outlives the browser, because the user asked to stay signed in. */
  readonly persistent?: boolean | undefined
}

/** authenticate -> lookup. Bound to an account by its SID. */
export interface VerifiedPrincipal {
  readonly gateway: Gateway
  /** Realm of the account's domain. */
  readonly kerberosRealm: string
  /** sAMAccountName of the PAC, or of the entry whose password it was, with the trailing `$` of a computer. */
  readonly samAccountName: string
  readonly objectSid: string
  readonly authentication: AuthenticationFacts
  readonly channelBinding: 'none' | 'matched'
  readonly replyToken: Uint8Array | undefined
}

/** authenticate -> lookup, of a browser: who it is, and the session that says so or is to be replaced. */
export interface SignInProof {
  readonly principal: VerifiedPrincipal
  /** earlier: the session proves it. now: a credential of this very request does. */
  readonly proved: 'earlier' | 'now'
  readonly session: SessionRecord | undefined
}

/** lookup -> map. The one entry that bears the principal's SID, under the search base of its user type. */
export interface FoundEntry {
  readonly principal: VerifiedPrincipal
  readonly userType: UserType
  readonly entry: DirectoryEntry
  /** What was kept when this principal signed in before. */
  readonly knownProfile: ProfileRecord | undefined
}

/** map -> mint. */
export interface MappedSubject {
  readonly profile: Profile
  readonly claims: Claims
}

export interface Claims {
  readonly nameIdentifier: { readonly format: string; readonly value: string }
  readonly attributes: readonly Claim[]
  /** [SAMLCore11 §7.1], e.g. `urn:federation:authentication:windows`. */
  readonly authenticationMethod: string
  readonly authenticationInstant: Date
}

export interface Claim {
  readonly name: string
  readonly namespace: string
  readonly values: readonly string[]
}

/** mint -> reply. */
export interface MintedAssertion {
  /** Signed SAML 1.1 assertion: one line, exclusive canonical form. A bearer secret: never logged, stored or shown. */
  readonly xml: CanonicalXml
  readonly assertionId: string
  readonly notBefore: Date
  readonly notOnOrAfter: Date
}

/** reply -> listener, of a browser: what the page is about. The listener knows how it looks. */
export interface BrowserReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Set-Cookie lines. */
  readonly cookies: readonly string[]
  readonly page: Page
}

export type Page =
  | SignInPage
  | ChangePasswordPage
  | SecondFactorPage
  | EnrolFactorPage
  | RecoveryCodesPage
  | AccountPage
  | PostTokenPage
  | SignedOutPage
  | ErrorPage
  | { readonly kind: 'moved'; readonly address: string }

interface FormPage {
  /** Where the form is posted. */
  readonly address: string
  /** Proves that the form is ours. */
  readonly formToken: string
  readonly username: string
  /** Why the form is shown again; undefined the first time. */
  readonly problem: FormProblem | undefined
  readonly traceId: string
}

export interface SignInPage extends FormPage {
  readonly kind: 'signIn'
  readonly offersStaySignedIn: boolean
}

export interface ChangePasswordPage extends FormPage {
  readonly kind: 'changePassword'
}

/** Asks for one of the factors that are set up. */
export interface SecondFactorPage extends FormPage {
  readonly kind: 'secondFactor'
  readonly takesCode: boolean
  readonly takesRecoveryCode: boolean
  /** PublicKeyCredentialRequestOptionsJSON; undefined: there is no passkey. */
  readonly passkeyRequest: string | undefined
}

/** Sets a factor up. The secret in it is shown to its owner, and to nobody else. */
export interface EnrolFactorPage extends FormPage {
  readonly kind: 'enrolFactor'
  readonly app: { readonly uri: string; readonly secret: string } | undefined
  /** PublicKeyCredentialCreationOptionsJSON; undefined: passkeys are not taken. */
  readonly passkeyCreation: string | undefined
  readonly mayPutOff: boolean
}

/** What somebody has set up, and the way to add to it. */
export interface AccountPage extends FormPage, Pick<EnrolFactorPage, 'app' | 'passkeyCreation'> {
  readonly kind: 'account'
  readonly factors: readonly ListedFactor[]
  readonly recoveryCodesLeft: number
}

export interface ListedFactor {
  readonly id: string
  readonly kind: 'totp' | 'passkey'
  readonly label: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | undefined
}

export interface RecoveryCodesPage {
  readonly kind: 'recoveryCodes'
  /** Shown this once. */
  readonly codes: readonly string[]
  readonly continueAddress: string
}

export type FormProblem =
  | 'credentialsRefused'
  | 'formExpired'
  | 'newPasswordsDiffer'
  | 'newPasswordRefused'
  | 'codeRefused'
  | 'passkeyRefused'

/** The form that carries the token to the relying party by itself. */
export interface PostTokenPage {
  readonly kind: 'postToken'
  readonly address: string
  /** wresult is a bearer secret: never logged, stored or shown. */
  readonly fields: Readonly<Record<string, string>>
}

export interface SignedOutPage {
  readonly kind: 'signedOut'
  /** Addresses that end the sessions at the relying parties. */
  readonly cleanUpAddresses: readonly string[]
  readonly continueAddress: string | undefined
}

export interface ErrorPage {
  readonly kind: 'error'
  readonly problem: PageProblem
  readonly traceId: string | undefined
}

/** What users are told; the cause is in the sign-in log. */
export type PageProblem =
  | 'requestInvalid'
  | 'notFound'
  | 'replyAddressUnknown'
  | 'notAllowed'
  | 'failed'
  | 'secondFactorUnavailable'
  | 'secondFactorElsewhere'
  | 'windowsUnavailable'
  | 'passwordCannotBeChanged'
  | 'passwordsClosed'
  | 'unavailable'

/** reply -> listener. */
export interface HttpReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
