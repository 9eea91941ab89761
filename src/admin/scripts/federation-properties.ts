import type { Application } from '../../config/application.ts'
import { applicationAddresses } from '../../config/endpoints.ts'
import { applicationOrigin } from '../../config/public-hosts.ts'

/** What Entra is to be told of an application, under the names of Graph's cmdlets. The console, the scripts and the comparison all read it here. */
export interface FederationProperties {
  readonly DisplayName: string
  readonly IssuerUri: string
  readonly ActiveSignInUri: string
  readonly PassiveSignInUri: string
  readonly SignOutUri: string
  readonly MetadataExchangeUri: string
  /** Base64 of the DER, without line breaks. */
  readonly SigningCertificate: string | undefined
  /** Of the key that signs after the rollover, where there is one. */
  readonly NextSigningCertificate: string | undefined
  readonly PreferredAuthenticationProtocol: 'wsFed'
  readonly FederatedIdpMfaBehavior: string
}

/** `certificates`: DER, the one that signs first, then the next. */
export function federationProperties(
  application: Application,
  publicUrl: string,
  certificates: readonly Uint8Array[],
): FederationProperties {
  const addresses = applicationAddresses(applicationOrigin(application, publicUrl), application.id)
  const [signing, next] = certificates.map((certificate) => Buffer.from(certificate).toString('base64'))
  return {
    DisplayName: 'Joinery WS-Federation Identity Provider',
    IssuerUri: application.issuerUri ?? addresses.issuerUri,
    ActiveSignInUri: addresses.activeSignInUri,
    PassiveSignInUri: addresses.passiveSignInUri,
    SignOutUri: addresses.signOutUri,
    MetadataExchangeUri: application.useMex13 ? addresses.mex13 : addresses.mex,
    SigningCertificate: signing,
    NextSigningCertificate: next,
    PreferredAuthenticationProtocol: 'wsFed',
    FederatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp',
  }
}
