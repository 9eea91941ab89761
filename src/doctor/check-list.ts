// A table: every check, in the order in which they run: a check comes after those it needs.
import type { Check } from './check.ts'
import { check as adAccountState } from './checks/ad-account-state.ts'
import { check as adComputerCertificate } from './checks/ad-computer-certificate.ts'
import { check as adDomainController } from './checks/ad-domain-controller.ts'
import { check as deviceAuthStatus } from './checks/device-auth-status.ts'
import { check as deviceCertificate } from './checks/device-certificate.ts'
import { check as deviceContext } from './checks/device-context.ts'
import { check as deviceDualState } from './checks/device-dual-state.ts'
import { check as deviceIds } from './checks/device-ids.ts'
import { check as deviceKeys } from './checks/device-keys.ts'
import { check as deviceProxy } from './checks/device-proxy.ts'
import { check as deviceState } from './checks/device-state.ts'
import { check as deviceTenant } from './checks/device-tenant.ts'
import { bindCheck, connectCheck, tlsCheck } from './checks/directory-answers.ts'
import { check as directoryMachineAccountQuota } from './checks/directory-machine-account-quota.ts'
import { check as directoryUpnSuffixes } from './checks/directory-upn-suffixes.ts'
import { check as entraDevice } from './checks/entra-device.ts'
import { check as entraDomain } from './checks/entra-domain.ts'
import { check as entraDuplicates } from './checks/entra-duplicates.ts'
import { check as entraUpnSuffix } from './checks/entra-upn-suffix.ts'
import { check as entraUser } from './checks/entra-user.ts'
import { check as eventsErrors } from './checks/events-errors.ts'
import { activeCheck, issuerCheck, mexAddressCheck, passiveCheck, signOutCheck } from './checks/federation-addresses.ts'
import { check as federationCertificate } from './checks/federation-certificate.ts'
import { check as federationCertificateExpiry } from './checks/federation-certificate-expiry.ts'
import { check as federationCertificateStrength } from './checks/federation-certificate-strength.ts'
import { check as federationMex13 } from './checks/federation-mex13.ts'
import { check as federationMfa } from './checks/federation-mfa.ts'
import { check as federationNextCertificate } from './checks/federation-next-certificate.ts'
import { check as federationOneApplication } from './checks/federation-one-application.ts'
import { check as federationPrompt } from './checks/federation-prompt.ts'
import { check as federationProtocol } from './checks/federation-protocol.ts'
import { check as federationTls } from './checks/federation-tls.ts'
import { check as httpAnswers } from './checks/http-answers.ts'
import { check as inputSecrets } from './checks/input-secrets.ts'
import { check as joinDiscovery } from './checks/join-discovery.ts'
import { check as joinDomainController } from './checks/join-domain-controller.ts'
import { check as joinFallback } from './checks/join-fallback.ts'
import { check as joinHistory } from './checks/join-history.ts'
import { check as joinRegistration } from './checks/join-registration.ts'
import { check as joinTenantType } from './checks/join-tenant-type.ts'
import { check as joinToken } from './checks/join-token.ts'
import { check as kerberosAes } from './checks/kerberos-aes.ts'
import { check as kerberosChannelBinding } from './checks/kerberos-channel-binding.ts'
import { check as kerberosClock } from './checks/kerberos-clock.ts'
import { check as kerberosGateway } from './checks/kerberos-gateway.ts'
import { check as kerberosHeldKeys } from './checks/kerberos-held-keys.ts'
import { check as kerberosKdcEvents } from './checks/kerberos-kdc-events.ts'
import { check as kerberosKeytab } from './checks/kerberos-keytab.ts'
import { check as kerberosServiceAccountAes } from './checks/kerberos-service-account-aes.ts'
import { check as kerberosSpn } from './checks/kerberos-spn.ts'
import { check as kerberosTicketEncryption } from './checks/kerberos-ticket-encryption.ts'
import { check as keysSigningKey } from './checks/keys-signing-key.ts'
import { check as lockoutAddress } from './checks/lockout-address.ts'
import { check as lockoutAttempts } from './checks/lockout-attempts.ts'
import { check as lockoutDirectoryPolicy } from './checks/lockout-directory-policy.ts'
import { check as lockoutSpray } from './checks/lockout-spray.ts'
import { check as metadataCertificates } from './checks/metadata-certificates.ts'
import { check as mexDocument } from './checks/mex-document.ts'
import { check as mexEndpoints } from './checks/mex-endpoints.ts'
import { check as mexHost } from './checks/mex-host.ts'
import { check as mexWindows } from './checks/mex-windows.ts'
import { check as registryClient } from './checks/registry-client.ts'
import { check as registryFallback } from './checks/registry-fallback.ts'
import { check as scpFederatedHere } from './checks/scp-federated-here.ts'
import { check as scpKeywords } from './checks/scp-keywords.ts'
import { check as serverProxy } from './checks/server-proxy.ts'
import { check as serverPublicAddress } from './checks/server-public-address.ts'
import { check as tokenClaims } from './checks/token-claims.ts'
import { check as tokenConditions } from './checks/token-conditions.ts'
import { check as tokenFault } from './checks/token-fault.ts'
import { check as tokenPreview } from './checks/token-preview.ts'
import { check as userPrt } from './checks/user-prt.ts'
import { check as userPrtAge } from './checks/user-prt-age.ts'
import { check as userSignIn } from './checks/user-sign-in.ts'
import { check as userWam } from './checks/user-wam.ts'

export const checks: readonly Check[] = [
  connectCheck,
  tlsCheck,
  bindCheck,
  joinDomainController,
  adDomainController,
  deviceContext,
  joinDiscovery,
  scpKeywords,
  scpFederatedHere,
  registryClient,
  deviceTenant,
  joinTenantType,
  deviceProxy,
  issuerCheck,
  activeCheck,
  passiveCheck,
  mexAddressCheck,
  federationMex13,
  signOutCheck,
  federationOneApplication,
  federationCertificate,
  federationCertificateExpiry,
  federationCertificateStrength,
  federationNextCertificate,
  federationProtocol,
  federationMfa,
  federationPrompt,
  mexDocument,
  mexEndpoints,
  mexHost,
  mexWindows,
  federationTls,
  serverProxy,
  serverPublicAddress,
  keysSigningKey,
  metadataCertificates,
  kerberosSpn,
  kerberosServiceAccountAes,
  kerberosAes,
  kerberosTicketEncryption,
  kerberosKeytab,
  kerberosHeldKeys,
  kerberosClock,
  kerberosGateway,
  kerberosChannelBinding,
  kerberosKdcEvents,
  adAccountState,
  tokenPreview,
  tokenClaims,
  tokenConditions,
  tokenFault,
  entraDomain,
  entraDevice,
  entraDuplicates,
  joinToken,
  joinRegistration,
  joinFallback,
  registryFallback,
  joinHistory,
  adComputerCertificate,
  deviceState,
  deviceIds,
  deviceCertificate,
  deviceAuthStatus,
  deviceKeys,
  deviceDualState,
  userPrt,
  userPrtAge,
  userWam,
  userSignIn,
  entraUser,
  entraUpnSuffix,
  directoryUpnSuffixes,
  directoryMachineAccountQuota,
  lockoutDirectoryPolicy,
  lockoutAttempts,
  lockoutAddress,
  lockoutSpray,
  eventsErrors,
  httpAnswers,
  inputSecrets,
]

export const checkIds: readonly string[] = checks.map(({ id }) => id)
