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
    usualValue: '${"http://corp.example.com/adfs/services/trust/"}',
    meaning: 'The issuer of the federated domain, only where a tenant has several federated domains.',
    source: 'learn.microsoft.com hybrid join, manual; the slash at its end is part of it',
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
}

/**
 * Claims that only the facts of this very sign-in may set. A mapping that yields one of these names is refused:
 * it could tell Entra of a second factor that never was.
 */
export const factClaims: readonly FactClaim[] = [
  {
    name: 'authnmethodsreferences',
    namespace: claimNamespaces.microsoftClaims,
    states: 'a second factor was used',
  },
  {
    name: 'authenticationmethod',
    namespace: claimNamespaces.microsoftIdentityClaims2008,
    states: 'how the caller authenticated',
  },
  {
    name: 'authenticationinstant',
    namespace: claimNamespaces.microsoftIdentityClaims2008,
    states: 'when the caller authenticated',
  },
  {
    name: 'multifactorauthenticationinstant',
    namespace: claimNamespaces.microsoftIdentityClaims2017,
    states: 'when the second factor was used',
  },
  {
    name: 'insidecorporatenetwork',
    namespace: claimNamespaces.microsoft2012,
    states: 'the caller is in the intranet',
  },
  { name: 'psso', namespace: claimNamespaces.microsoft2014, states: 'the session outlives the browser' },
  {
    name: 'passwordexpirationtime',
    namespace: claimNamespaces.microsoft2012,
    states: 'when the password expires',
  },
  {
    name: 'passwordexpirationdays',
    namespace: claimNamespaces.microsoft2012,
    states: 'in how many days the password expires',
  },
  {
    name: 'passwordchangeurl',
    namespace: claimNamespaces.microsoft2012,
    states: 'where the password is changed',
  },
]

/** The value that states a second factor; a mapping that holds it is refused like the claims above. */
export const multipleAuthenticationValue = 'http://schemas.microsoft.com/claims/multipleauthn'
