/** A table: names and numbers of Active Directory, written once. */

/** Relative ids of a domain's own groups. [MS-DTYP §2.4.2.4] */
export const wellKnownRids = {
  domainUsers: 513,
  domainComputers: 515,
  domainControllers: 516,
  readOnlyDomainControllers: 521,
} as const

/** Object classes derived from `computer` or `user` that are no machine and no person. [MS-ADSC §2] */
export const serviceAccountClasses = [
  'msDS-ManagedServiceAccount',
  'msDS-GroupManagedServiceAccount',
  'msDS-DelegatedManagedServiceAccount',
] as const

/** The service connection point of hybrid join, below the configuration naming context. */
export const hybridJoinConnectionPoint =
  'CN=62a0ff2e-97b9-4513-943f-0d221bd30080,CN=Device Registration Configuration,CN=Services'

/** What its `keywords` begin with. */
export const connectionPointKeywords = { tenantId: 'azureADId:', tenantName: 'azureADName:' } as const

/** When the password ends, by the policy that holds for the user; constructed. [MS-ADA2 msDS-UserPasswordExpiryTimeComputed] */
export const passwordExpiryAttribute = 'msDS-UserPasswordExpiryTimeComputed'

/** Constructed when one entry alone is read; a search of a subtree that asks for them is refused. [MS-ADTS §3.1.1.4.5.19] */
export const baseOnlyAttributes = ['tokenGroups', 'tokenGroupsGlobalAndUniversal', 'tokenGroupsNoGCAcceptable'] as const

/** What judging a password needs to know of the account: the domain controller's own count, and whose policy applies. */
export const lockoutAttributes = ['badPwdCount', 'badPasswordTime', 'lockoutTime', 'msDS-ResultantPSO'] as const
