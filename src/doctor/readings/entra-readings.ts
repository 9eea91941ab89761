import type { Fact, Facts, ReadingBase } from '../fact.ts'

/** Graph's `internalDomainFederation` in any spelling; MSOL's names are translated to Graph's. Fact.name stays as the input has it. */
export interface FederationSettings extends ReadingBase<'federation-settings'> {
  readonly form: 'graph' | 'msol'
  readonly facts: Facts<
    | 'domainId'
    | 'id'
    | 'displayName'
    | 'issuerUri'
    | 'passiveSignInUri'
    | 'activeSignInUri'
    | 'metadataExchangeUri'
    | 'signOutUri'
    | 'passwordResetUri'
    /** Base64 of the DER, without blanks and line breaks. */
    | 'signingCertificate'
    | 'nextSigningCertificate'
    | 'signingCertificateUpdateResult'
    | 'signingCertificateLastRunDateTime'
    | 'preferredAuthenticationProtocol'
    | 'federatedIdpMfaBehavior'
    | 'promptLoginBehavior'
    | 'isSignedAuthenticationRequestRequired'
    /** MSOL only. */
    | 'supportsMfa'
  >
}

/** `Get-MgDevice`, or a row of the portal's CSV. */
export interface EntraDevice extends ReadingBase<'entra-device'> {
  readonly facts: Facts<
    | 'id'
    | 'deviceId'
    | 'displayName'
    | 'accountEnabled'
    /** `ServerAd`, `AzureAd`, `Workplace`; the portal's words are translated. */
    | 'trustType'
    | 'profileType'
    | 'operatingSystem'
    | 'operatingSystemVersion'
    | 'isManaged'
    | 'isCompliant'
    | 'approximateLastSignInDateTime'
    /** Empty, or `Pending` in the portal's CSV, where the device is synced and not registered. */
    | 'registrationDateTime'
    | 'onPremisesSyncEnabled'
    | 'onPremisesLastSyncDateTime'
  >
  /** Such as `X509:<SHA1-TP-PUBKEY>…`. Undefined where the input does not show them. */
  readonly alternativeSecurityIds?: readonly Fact[]
}

/** `Get-MgUser`. */
export interface EntraUser extends ReadingBase<'entra-user'> {
  readonly facts: Facts<
    | 'id'
    | 'userPrincipalName'
    | 'displayName'
    | 'accountEnabled'
    | 'onPremisesImmutableId'
    | 'onPremisesSyncEnabled'
    | 'onPremisesLastSyncDateTime'
    | 'onPremisesUserPrincipalName'
    | 'onPremisesSamAccountName'
    | 'onPremisesSecurityIdentifier'
    | 'onPremisesDomainName'
  >
}

/** `Get-MgDomain`. */
export interface EntraDomain extends ReadingBase<'entra-domain'> {
  readonly facts: Facts<'id' | 'authenticationType' | 'isVerified' | 'isDefault' | 'isInitial' | 'isRoot'>
}
