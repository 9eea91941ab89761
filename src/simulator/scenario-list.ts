// A table: every scenario, in the order `joinery rehearse --list` shows them.
import { IdpError } from '../errors.ts'
import type { Scenario } from './scenario.ts'
import { scenario as accounttypeMissingFormat } from './scenarios/accounttype-missing-format.ts'
import { scenario as accounttypeMissingMapping } from './scenarios/accounttype-missing-mapping.ts'
import { scenario as accounttypeWrongFormat } from './scenarios/accounttype-wrong-format.ts'
import { scenario as assertionExpired } from './scenarios/assertion-expired.ts'
import { scenario as audienceWrong } from './scenarios/audience-wrong.ts'
import { scenario as browserIssuerChanged } from './scenarios/browser-issuer-changed.ts'
import { scenario as browserPassword } from './scenarios/browser-password.ts'
import { scenario as browserPromptLogin } from './scenarios/browser-prompt-login.ts'
import { scenario as browserSecondFactor } from './scenarios/browser-second-factor.ts'
import { scenario as browserSecondFactorMissing } from './scenarios/browser-second-factor-missing.ts'
import { scenario as browserSecondFactorOfEntra } from './scenarios/browser-second-factor-of-entra.ts'
import { scenario as browserSecondFactorTwice } from './scenarios/browser-second-factor-twice.ts'
import { scenario as browserTicket } from './scenarios/browser-ticket.ts'
import { scenario as browserWrongPassword } from './scenarios/browser-wrong-password.ts'
import { scenario as clockSkew } from './scenarios/clock-skew.ts'
import { scenario as computerOutsideBase } from './scenarios/computer-outside-base.ts'
import { scenario as consistencyGuidEmpty } from './scenarios/consistency-guid-empty.ts'
import { scenario as deviceNotSynced } from './scenarios/device-not-synced.ts'
import { scenario as fallbackOff } from './scenarios/fallback-off.ts'
import { scenario as fallbackOn } from './scenarios/fallback-on.ts'
import { scenario as goodJoin } from './scenarios/good-join.ts'
import { scenario as intranetClosed } from './scenarios/intranet-closed.ts'
import { scenario as issuerMismatch } from './scenarios/issuer-mismatch.ts'
import { scenario as mex13Only } from './scenarios/mex-13-only.ts'
import { scenario as mex13Then2005 } from './scenarios/mex-13-then-2005.ts'
import { scenario as mexNotFound } from './scenarios/mex-not-found.ts'
import { scenario as onpremobjectguidMissingFormat } from './scenarios/onpremobjectguid-missing-format.ts'
import { scenario as onpremobjectguidMissingMapping } from './scenarios/onpremobjectguid-missing-mapping.ts'
import { scenario as onpremobjectguidWrongFormat } from './scenarios/onpremobjectguid-wrong-format.ts'
import { scenario as primarysidMissingFormat } from './scenarios/primarysid-missing-format.ts'
import { scenario as primarysidMissingMapping } from './scenarios/primarysid-missing-mapping.ts'
import { scenario as primarysidWrongFormat } from './scenarios/primarysid-wrong-format.ts'
import { scenario as protocolSaml } from './scenarios/protocol-saml.ts'
import { scenario as scpManagedDomain } from './scenarios/scp-managed-domain.ts'
import { scenario as scpMissing } from './scenarios/scp-missing.ts'
import { scenario as scpWrongTenant } from './scenarios/scp-wrong-tenant.ts'
import { scenario as serviceAccountAesWithoutReset } from './scenarios/service-account-aes-without-reset.ts'
import { scenario as serviceAccountRc4Only } from './scenarios/service-account-rc4-only.ts'
import { scenario as serviceAccountRenamed } from './scenarios/service-account-renamed.ts'
import { scenario as serviceAccountStaleKey } from './scenarios/service-account-stale-key.ts'
import { scenario as signingCertificateStale } from './scenarios/signing-certificate-stale.ts'
import { scenario as spnMissing } from './scenarios/spn-missing.ts'
import { scenario as userAccountExpired } from './scenarios/user-account-expired.ts'
import { scenario as userAnchorByteOrder } from './scenarios/user-anchor-byte-order.ts'
import { scenario as userAnchorDiffers } from './scenarios/user-anchor-differs.ts'
import { scenario as userChildDomain } from './scenarios/user-child-domain.ts'
import { scenario as userDisabled } from './scenarios/user-disabled.ts'
import { scenario as userImmutableidMissing } from './scenarios/user-immutableid-missing.ts'
import { scenario as userImmutableidTextGuid } from './scenarios/user-immutableid-text-guid.ts'
import { scenario as userIssuerChanged } from './scenarios/user-issuer-changed.ts'
import { scenario as userLocked } from './scenarios/user-locked.ts'
import { scenario as userLogonHours } from './scenarios/user-logon-hours.ts'
import { scenario as userManyGroups } from './scenarios/user-many-groups.ts'
import { scenario as userMatchAttributeEmpty } from './scenarios/user-match-attribute-empty.ts'
import { scenario as userMexWithoutPasswords } from './scenarios/user-mex-without-passwords.ts'
import { scenario as userMustChangePassword } from './scenarios/user-must-change-password.ts'
import { scenario as userNotSynced } from './scenarios/user-not-synced.ts'
import { scenario as userPasswordChanged } from './scenarios/user-password-changed.ts'
import { scenario as userPasswordChangedByTicket } from './scenarios/user-password-changed-by-ticket.ts'
import { scenario as userPasswordExpired } from './scenarios/user-password-expired.ts'
import { scenario as userSecondDomain } from './scenarios/user-second-domain.ts'
import { scenario as userSecondFactorAlways } from './scenarios/user-second-factor-always.ts'
import { scenario as userSigningCertificateRolled } from './scenarios/user-signing-certificate-rolled.ts'
import { scenario as userSprayed } from './scenarios/user-sprayed.ts'
import { scenario as userSuffixUnverified } from './scenarios/user-suffix-unverified.ts'

export const scenarios: readonly Scenario[] = [
  goodJoin,
  accounttypeWrongFormat,
  accounttypeMissingFormat,
  accounttypeMissingMapping,
  onpremobjectguidWrongFormat,
  onpremobjectguidMissingFormat,
  onpremobjectguidMissingMapping,
  primarysidWrongFormat,
  primarysidMissingFormat,
  primarysidMissingMapping,
  mex13Only,
  mex13Then2005,
  fallbackOn,
  fallbackOff,
  deviceNotSynced,
  serviceAccountRc4Only,
  serviceAccountAesWithoutReset,
  serviceAccountStaleKey,
  serviceAccountRenamed,
  issuerMismatch,
  signingCertificateStale,
  computerOutsideBase,
  clockSkew,
  spnMissing,
  scpMissing,
  scpManagedDomain,
  scpWrongTenant,
  protocolSaml,
  mexNotFound,
  audienceWrong,
  assertionExpired,
  intranetClosed,
  consistencyGuidEmpty,
  userNotSynced,
  userPasswordChangedByTicket,
  userImmutableidMissing,
  userImmutableidTextGuid,
  userAnchorByteOrder,
  userAnchorDiffers,
  userIssuerChanged,
  userSecondDomain,
  userChildDomain,
  userSigningCertificateRolled,
  userMexWithoutPasswords,
  userSuffixUnverified,
  userPasswordChanged,
  userMatchAttributeEmpty,
  userManyGroups,
  userLocked,
  userDisabled,
  userPasswordExpired,
  userMustChangePassword,
  userAccountExpired,
  userLogonHours,
  userSprayed,
  userSecondFactorAlways,
  browserPassword,
  browserTicket,
  browserWrongPassword,
  browserIssuerChanged,
  browserSecondFactor,
  browserSecondFactorMissing,
  browserSecondFactorOfEntra,
  browserSecondFactorTwice,
  browserPromptLogin,
]

/** Throws SIMULATOR_SCENARIO_UNKNOWN. */
export function getScenario(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found === undefined) throw new IdpError('SIMULATOR_SCENARIO_UNKNOWN', { name })
  return found
}
