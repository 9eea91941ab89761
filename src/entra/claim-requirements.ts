// A table: the claims Entra reads, in which formats, and for whom they must be there. Mint's checks, settings, simulator,
// doctor and console read it here. `formats` are claim namespaces; for Subject they are NameIdentifier formats.
import { claimNamespaces } from '../protocol/names/claims.ts'
import { saml } from '../protocol/names/saml.ts'

export type ClaimAccount = 'user' | 'device'

export interface ClaimRequirement {
  /** AttributeName in the assertion; `Subject` is the NameIdentifier. */
  readonly name: string
  /** Formats Entra is known to take; the first is used when a mapping names none. */
  readonly formats: readonly [string, ...string[]]
  /** For these accounts no token without it is of any use. */
  readonly requiredFor: readonly ClaimAccount[]
  /** The only accounts it may go to; left out, both. */
  readonly onlyFor?: ClaimAccount
  /** The mapping value that is right in nearly every environment. */
  readonly usualValue: string
  readonly meaning: string
  /** Where this is known from, and what is not sure. */
  readonly source: string
}

const table = [
  {
    name: 'Subject',
    formats: [saml.nameIdentifierFormats.emailAddress, saml.nameIdentifierFormats.unspecified],
    requiredFor: ['user', 'device'],
    usualValue: '${#string.uuidAsBase64Guid(user.externalId,null)}',
    meaning:
      'The NameIdentifier: the same value as ImmutableID. Its format is set at the application, not at the mapping.',
    source: 'source document, attribute mappings reference; AD FS and published tools use unspecified',
  },
  {
    name: 'ImmutableID',
    formats: [claimNamespaces.liveIdFederation, claimNamespaces.identityClaims2005],
    requiredFor: ['user', 'device'],
    usualValue: '${#string.uuidAsBase64Guid(user.externalId,null)}',
    meaning:
      'The source anchor as Entra Connect wrote it: base64 of the 16 bytes of the GUID. Entra finds the user by it.',
    source: 'source document, attribute mappings reference',
  },
  {
    name: 'UPN',
    formats: [claimNamespaces.claims, claimNamespaces.identityClaims2005],
    requiredFor: ['user'],
    usualValue: "${user['ms-upn']}",
    meaning: 'The user principal name, in a domain that Entra has verified. Entra does not find users by it.',
    source: 'source document, attribute mappings reference',
  },
  {
    name: 'accounttype',
    formats: [claimNamespaces.microsoft2012],
    requiredFor: ['device'],
    usualValue: '${"DJ"}',
    meaning: 'DJ says that a computer account asks, not a user; without it Entra looks for a user and finds none.',
    source:
      'source document (which prints the format with a blank at its end); learn.microsoft.com hybrid join, manual',
  },
  {
    name: 'onpremobjectguid',
    formats: [claimNamespaces.microsoftIdentityClaims],
    requiredFor: ['device'],
    onlyFor: 'device',
    usualValue: '${#string.uuidAsBase64Guid(user.externalId,null)}',
    meaning: 'base64 of the 16 bytes of objectGUID of the computer object, by which Entra Connect made the device.',
    source: 'source document, attribute mappings reference; learn.microsoft.com hybrid join, manual',
  },
  {
    name: 'primarysid',
    formats: [claimNamespaces.microsoftIdentityClaims2008],
    requiredFor: ['device'],
    usualValue: "${user['device-sid']}",
    meaning: 'objectSid of the computer object, as S-1-5-21-… text.',
    source: 'source document, attribute mappings reference; learn.microsoft.com hybrid join, manual',
  },
  {
    name: 'issuerid',
    formats: [claimNamespaces.microsoftIdentityClaims2008],
    requiredFor: [],
    usualValue: '${domain.issuerId}',
    meaning: 'The issuer of the federated domain, only where a tenant has several federated domains.',
    source:
      'learn.microsoft.com hybrid join, manual, and multiple domains; AD FS writes http://DOMAIN/adfs/services/trust/, Joinery the issuer it has in Entra',
  },
] as const satisfies readonly ClaimRequirement[]

export const claimRequirements: readonly ClaimRequirement[] = table

/** What is known of a claim; undefined for one that Entra does not care about. Claim names compare exactly. */
export function findClaimRequirement(name: string): ClaimRequirement | undefined {
  return claimRequirements.find((row) => row.name === name)
}

/** A claim that states a fact of the sign-in itself, never something a directory attribute could say. */
export interface FactClaim {
  readonly name: string
  readonly namespace: string
  readonly states: string
  /** The facts it may be taken from, as expressions name them; the first is the usual one. */
  readonly facts: readonly [string, ...string[]]
  /** There in every sign-in, so that it may be required. */
  readonly always: boolean
  /** Where this is known from, and what is not sure. */
  readonly source: string
}

/** Claims that only the facts of this very sign-in may set: another source could tell Entra of a second factor that never was. */
export const factClaims: readonly FactClaim[] = [
  {
    name: 'authenticationmethod',
    namespace: claimNamespaces.microsoftIdentityClaims2008,
    states: 'how the caller authenticated',
    facts: ['authentication.multipleAuthn', 'authentication.method'],
    always: false,
    source:
      'the documentation of PingOne sends the second factor here; learn.microsoft.com, expected inbound assertions',
  },
  {
    name: 'authnmethodsreferences',
    namespace: claimNamespaces.microsoftClaims,
    states: 'a second factor was used',
    facts: ['authentication.multipleAuthn'],
    always: false,
    source: 'learn.microsoft.com, expected inbound assertions; rule set of AD FS for Microsoft 365',
  },
  {
    name: 'multifactorauthenticationinstant',
    namespace: claimNamespaces.microsoftIdentityClaims2017,
    states: 'when the second factor was used',
    facts: ['authentication.multipleAuthnInstant'],
    always: false,
    source: 'rule set of AD FS for Microsoft 365; the namespace and the form of the time are not verified',
  },
  {
    name: 'authenticationinstant',
    namespace: claimNamespaces.microsoftIdentityClaims2008,
    states: 'when the caller authenticated',
    facts: ['authentication.instant'],
    always: true,
    source: 'AD FS; Entra reads AuthenticationInstant of the statement, so that no default mapping sends it',
  },
  {
    name: 'insidecorporatenetwork',
    namespace: claimNamespaces.microsoft2012,
    states: 'whether the caller is in the intranet',
    facts: ['network.insideIntranet'],
    always: true,
    source: 'rule set of AD FS for Microsoft 365; true or false as xs:boolean writes them',
  },
  {
    name: 'psso',
    namespace: claimNamespaces.microsoft2014,
    states: 'the session outlives the browser',
    facts: ['authentication.persistent'],
    always: false,
    source: 'rule set of AD FS for Microsoft 365; the namespace is not verified',
  },
  {
    name: 'passwordexpirationtime',
    namespace: claimNamespaces.microsoft2012,
    states: 'when the password expires',
    facts: ['authentication.passwordExpiresInSeconds'],
    always: false,
    source: 'learn.microsoft.com, password expiry claims; that it counts seconds is not verified',
  },
  {
    name: 'passwordexpirationdays',
    namespace: claimNamespaces.microsoft2012,
    states: 'in how many days the password expires',
    facts: ['authentication.passwordExpiresInDays'],
    always: false,
    source: 'learn.microsoft.com, password expiry claims; only after a password, only in the last 14 days',
  },
  {
    name: 'passwordchangeurl',
    namespace: claimNamespaces.microsoft2012,
    states: 'where the password is changed',
    facts: ['authentication.passwordChangeUrl'],
    always: false,
    source: 'learn.microsoft.com, password expiry claims',
  },
]

/** How a claim value says that a second factor was used; the latter is AD FS's "Windows sign-in or second factor". */
export const secondFactorWords: readonly string[] = ['multipleauthn', 'wiaormultiauthn']
