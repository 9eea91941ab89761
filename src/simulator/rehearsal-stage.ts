import type { DeviceOptions } from './device/device-options.ts'
import type { FederationConfiguration } from './tenant/tenant-options.ts'

/**
 * What a scenario may change: Joinery's settings, the domain, the tenant, the device. The command line sets it up with a lab, a server and a
 * tenant of its own; whatever a scenario breaks, `restore` mends.
 */
export interface RehearsalStage {
  readonly names: StageNames
  /** The computer as it stands in a domain where everything is right; a scenario changes a copy. */
  readonly device: DeviceOptions
  readonly joinery: JoineryStage
  readonly domain: DomainStage
  readonly tenant: TenantStage
  /** Puts back everything that was changed through this stage. */
  restore(): Promise<void>
}

export interface StageNames {
  readonly tenantId: string
  /** The host of the token service. */
  readonly stsHost: string
  readonly federatedDomain: string
  /** A verified domain of the tenant that is not federated. */
  readonly managedDomain: string
}

export interface JoineryStage {
  /** Changes a copy of the managed settings and puts it in force, without the checks that would refuse a mistake. */
  patchSettings(change: (draft: SettingsDraft) => void): Promise<void>
  /** As `joinery gateway restart`: salt and key version are read again, pools dropped. That it finds fault is no error here. */
  restartGateway(): Promise<void>
  /** What its sign-in log names for everything it refused since then, oldest first. */
  listSignInErrors(since: Date): Promise<readonly string[]>
  /** From an address nobody ever signed in from: wrong passwords for the user, by usernamemixed. */
  guessPasswords(attempts: number): Promise<void>
  /** The user, with the right password, from the place of the device. */
  signInOnce(): Promise<void>
}

/** The part of the managed settings that scenarios change; the real document has more. */
export interface SettingsDraft {
  networks: { intranetRanges: string[]; usernamemixed: 'everywhere' | 'intranet' | 'nowhere' }
  secondFactor: { demand: 'never' | 'whenAsked' | 'outsideIntranet' | 'always' }
  applications: ApplicationDraft[]
  gateways: GatewayDraft[]
}

export interface ApplicationDraft {
  issuerUri?: string | undefined
  userAttributeUsernameMatch: string
  audienceRestriction: string
  appliesTo: string[]
  attributes: AttributeDraft[]
}

export interface AttributeDraft {
  name: string
  nameFormat?: string | undefined
  releaseTo?: 'everyone' | 'users' | 'devices' | undefined
  value: string
}

export interface GatewayDraft {
  sourceAnchor: string
  userTypes: { account: 'user' | 'device'; newUserLookup: { attributeMappings: { name: string; value: string }[] } }[]
}

/** The domain, as its administrator. "The service account" owns the SPN of the token service. */
export interface DomainStage {
  /** msDS-SupportedEncryptionTypes of the service account: exactly these. */
  setServiceAccountEncryption(types: readonly ('RC4' | 'AES128' | 'AES256')[]): Promise<void>
  /** As if its password was last set before the domain knew AES. */
  forgetServiceAccountAesKeys(): Promise<void>
  /** In AD only: Joinery goes on with what it was told. */
  resetServiceAccountPassword(): Promise<void>
  renameServiceAccount(samAccountName: string): Promise<void>
  removeServicePrincipalName(): Promise<void>
  moveComputer(organizationalUnit: string): Promise<void>
  writeServiceConnectionPoint(tenant: { tenantId: string; tenantName: string }): Promise<void>
  removeServiceConnectionPoint(): Promise<void>
  readonly user: UserStage
}

/** The account of the user who signs in on the device. */
export interface UserStage {
  readonly objectGuid: string
  /** In AD only: the user goes on with the old one. */
  resetPassword(): Promise<void>
  requirePasswordChange(): Promise<void>
  expirePassword(): Promise<void>
  disable(): Promise<void>
  expire(): Promise<void>
  denyLogonHours(): Promise<void>
  lock(): Promise<void>
  /** After so many wrong passwords AD locks an account; without this call it never does. */
  setLockoutThreshold(attempts: number): Promise<void>
  /** An empty list removes an attribute. */
  replaceAttributes(attributes: Readonly<Record<string, readonly string[]>>): Promise<void>
  addToGroups(count: number): Promise<void>
  setConsistencyGuid(guid: string): Promise<void>
}

export interface TenantStage {
  /** Of the federated domain. */
  updateFederation(change: (current: FederationConfiguration) => Partial<FederationConfiguration>): Promise<void>
  setClockOffset(offsetMs: number): Promise<void>
  /** One cycle of directory sync: what AD holds now. What is left out is as if it were not in scope. */
  syncDirectory(scope?: { readonly computers?: boolean; readonly users?: boolean }): Promise<void>
  /** Whether Conditional Access demands a second factor of every user. */
  setPolicy(policy: { readonly requiresSecondFactor: boolean }): Promise<void>
  /** Federates the managed domain too, with an issuer of its own and the addresses of the federated one. */
  federateSecondDomain(issuerUri: string): Promise<void>
}
