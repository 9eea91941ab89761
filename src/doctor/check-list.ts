// A table: every check, in the order in which they run and report: a check comes after those it needs.
import type { Check } from './check.ts'
import { check as deviceAuthStatus } from './checks/device-auth-status.ts'
import { check as deviceState } from './checks/device-state.ts'
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
import { check as joinDiscovery } from './checks/join-discovery.ts'
import { check as joinDomainController } from './checks/join-domain-controller.ts'
import { check as joinFallback } from './checks/join-fallback.ts'
import { check as joinRegistration } from './checks/join-registration.ts'
import { check as joinTenantType } from './checks/join-tenant-type.ts'
import { check as joinToken } from './checks/join-token.ts'
import { check as userPrt } from './checks/user-prt.ts'

export const checks: readonly Check[] = [
  joinDomainController,
  joinDiscovery,
  joinTenantType,
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
  joinToken,
  joinRegistration,
  joinFallback,
  deviceState,
  deviceAuthStatus,
  userPrt,
]

export const checkIds: readonly string[] = checks.map(({ id }) => id)
