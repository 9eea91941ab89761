import { z } from 'zod'

/** What a simulated tenant is started with, and the shapes its administrative endpoints take. */

const guid = z.guid()

/** `internalDomainFederation` of Microsoft Graph; absent members read as null. */
export const federationConfiguration = z.looseObject({
  id: guid.optional(),
  displayName: z.string().nullish(),
  issuerUri: z.string().min(1),
  metadataExchangeUri: z.string().nullish(),
  passiveSignInUri: z.string().nullish(),
  activeSignInUri: z.string().nullish(),
  signOutUri: z.string().nullish(),
  preferredAuthenticationProtocol: z.enum(['wsFed', 'saml']).nullish(),
  /** base64 of the DER, without PEM lines. */
  signingCertificate: z.base64().nullish(),
  nextSigningCertificate: z.base64().nullish(),
  federatedIdpMfaBehavior: z
    .enum(['acceptIfMfaDoneByFederatedIdp', 'enforceMfaByFederatedIdp', 'rejectMfaByFederatedIdp'])
    .nullish(),
  promptLoginBehavior: z.enum(['translateToFreshPasswordAuthentication', 'nativeSupport', 'disabled']).nullish(),
})

/** A computer as Entra Connect brings it: what the directory holds, GUID and SID as text. */
const syncedComputer = z.strictObject({
  objectGuid: guid,
  objectSid: z.string().startsWith('S-1-'),
  displayName: z.string(),
  /** base64 DER of the values of userCertificate. */
  userCertificates: z.array(z.base64()).default([]),
})

const syncedUser = z.strictObject({
  userPrincipalName: z.string().min(1),
  /** base64 of the source anchor's 16 bytes. */
  immutableId: z.string().min(1),
  objectSid: z.string().startsWith('S-1-').optional(),
})

export const syncedDirectory = z.strictObject({
  computers: z.array(syncedComputer),
  users: z.array(syncedUser),
})

export const tenantOptions = z.strictObject({
  tenantId: guid,
  /** Windows prints it as TenantName. */
  displayName: z.string().default(''),
  /** Verified domains; one with a federation configuration is Federated, any other Managed. */
  domains: z.array(z.strictObject({ name: z.string().min(1), federation: federationConfiguration.optional() })).min(1),
  directory: syncedDirectory.prefault({ computers: [], users: [] }),
  /** AppliesTo and audience; another one for rehearsals beside a real tenant. */
  audienceUrn: z.string().optional(),
})

export type FederationConfiguration = z.output<typeof federationConfiguration>
export type SyncedComputer = z.output<typeof syncedComputer>
export type SyncedUser = z.output<typeof syncedUser>
export type SyncedDirectory = z.output<typeof syncedDirectory>
export type TenantOptions = z.input<typeof tenantOptions>

/** A configuration as the tenant holds it. */
export type Federation = FederationConfiguration & { readonly id: string }

export interface TenantDomain {
  readonly name: string
  federation: Federation | undefined
}
