// A table: every check of what the settings mean, in the order their findings are listed.
import { checkAdministratorGateways, checkConsoleSessionLifetimes } from './checks/check-administration.ts'
import {
  checkAudienceIsNotOfRehearsals,
  checkDomainsAreUnique,
  checkHybridJoinEndpoints,
  checkIntranetIsNamed,
  checkIntranetIsNotTheInternet,
  checkIssuerIsKept,
  checkIssuersAreUnique,
} from './checks/check-applications.ts'
import {
  checkClaimNamesAreUnique,
  checkNameFormatBlanks,
  checkNameFormatIsAllowed,
  checkNameFormatIsThere,
  checkNameFormatIsUri,
  checkRequiredClaims,
  checkRequiredClaimsAreFilled,
  checkRequiredClaimsAreMarked,
} from './checks/check-claims.ts'
import {
  checkBaseDnOverlap,
  checkConnectionIsPrivate,
  checkDistinguishedNames,
  checkFilterPatterns,
  checkKeytabOrPassword,
  checkRealmsHaveOneGateway,
  checkSecretsAreThere,
  checkServerPorts,
} from './checks/check-directory.ts'
import { checkCloudIsOne, checkHostNamesAreUnique, checkIssuerId } from './checks/check-domains.ts'
import {
  checkExpressionRoots,
  checkExpressionsCompile,
  checkProfileAttributesExist,
} from './checks/check-expressions.ts'
import { checkDeviceClaimsStayWithDevices, checkFactClaims, checkFactsExist } from './checks/check-fact-claims.ts'
import { checkLockoutIsEnforced, checkUsersComeBeforeStrangers } from './checks/check-lockout.ts'
import {
  checkCustomAttributeNames,
  checkGatewayReferences,
  checkHybridJoinAttribute,
  checkIdsAreUnique,
  checkNamesAreUnique,
  checkPopulationReferences,
  checkUsernameMatch,
} from './checks/check-names.ts'
import { checkPasswordsArePeoples, checkUsernameMatchIsMapped } from './checks/check-passwords.ts'
import { checkSchemaAttributes } from './checks/check-schema-attributes.ts'
import {
  checkAnchorIsMapped,
  checkDeviceIdentitySource,
  checkGuidAnchors,
  checkHybridJoinAttributeIsNotMapped,
  checkProfileMappingsAreUnique,
  checkSidInAccountId,
  checkUsernameIsMapped,
} from './checks/check-user-types.ts'
import type { SettingsCheck, SettingsFacts } from './checks/settings-check.ts'
import type { ManagedSettings } from './managed-settings.ts'
import type { Problem } from './problem.ts'
import { pathText } from './setting-path.ts'

export const settingsChecks: readonly SettingsCheck[] = [
  { id: 'names/ids', run: checkIdsAreUnique },
  { id: 'names/names', run: checkNamesAreUnique },
  { id: 'names/custom-attributes', run: checkCustomAttributeNames },
  { id: 'names/schema-attributes', run: checkSchemaAttributes },
  { id: 'names/gateways', needsWhole: true, run: checkGatewayReferences },
  { id: 'names/populations', needsWhole: true, run: checkPopulationReferences },
  { id: 'names/hybrid-join-attribute', needsWhole: true, run: checkHybridJoinAttribute },
  { id: 'names/username-match', needsWhole: true, run: checkUsernameMatch },
  { id: 'passwords/people', run: checkPasswordsArePeoples },
  { id: 'passwords/username-mapped', needsWhole: true, run: checkUsernameMatchIsMapped },
  { id: 'directory/dn', run: checkDistinguishedNames },
  { id: 'directory/base-dn-overlap', run: checkBaseDnOverlap },
  { id: 'directory/filter', run: checkFilterPatterns },
  { id: 'directory/port', run: checkServerPorts },
  { id: 'directory/realm', run: checkRealmsHaveOneGateway },
  { id: 'directory/keytab-or-password', run: checkKeytabOrPassword },
  { id: 'directory/private-connection', run: checkConnectionIsPrivate },
  { id: 'directory/secrets', run: checkSecretsAreThere },
  { id: 'mappings/expression', run: checkExpressionsCompile },
  { id: 'mappings/variables', run: checkExpressionRoots },
  { id: 'mappings/facts', run: checkFactsExist },
  { id: 'mappings/attributes', needsWhole: true, run: checkProfileAttributesExist },
  { id: 'mappings/twice', run: checkProfileMappingsAreUnique },
  { id: 'mappings/username', needsWhole: true, run: checkUsernameIsMapped },
  { id: 'mappings/device-identity', waivable: true, needsWhole: true, run: checkDeviceIdentitySource },
  { id: 'mappings/account-id', run: checkSidInAccountId },
  { id: 'mappings/hybrid-join-attribute', run: checkHybridJoinAttributeIsNotMapped },
  { id: 'mappings/anchor', run: checkAnchorIsMapped },
  { id: 'mappings/guid-anchor', waivable: true, run: checkGuidAnchors },
  { id: 'claims/format-blanks', run: checkNameFormatBlanks },
  { id: 'claims/format-uri', run: checkNameFormatIsUri },
  { id: 'claims/format-missing', run: checkNameFormatIsThere },
  { id: 'claims/format', waivable: true, run: checkNameFormatIsAllowed },
  { id: 'claims/twice', run: checkClaimNamesAreUnique },
  { id: 'claims/required', waivable: true, needsWhole: true, run: checkRequiredClaims },
  { id: 'claims/marked-required', run: checkRequiredClaimsAreMarked },
  { id: 'claims/devices-only', run: checkDeviceClaimsStayWithDevices },
  { id: 'claims/filled', waivable: true, needsWhole: true, run: checkRequiredClaimsAreFilled },
  { id: 'claims/facts', run: checkFactClaims },
  { id: 'applications/issuer', run: checkIssuersAreUnique },
  { id: 'applications/domain', run: checkDomainsAreUnique },
  { id: 'applications/host-names', run: checkHostNamesAreUnique },
  { id: 'applications/cloud', run: checkCloudIsOne },
  { id: 'claims/issuer-id', run: checkIssuerId },
  { id: 'applications/audience', waivable: true, run: checkAudienceIsNotOfRehearsals },
  { id: 'applications/issuer-kept', waivable: true, run: checkIssuerIsKept },
  { id: 'applications/hybrid-join', run: checkHybridJoinEndpoints },
  { id: 'networks/intranet', needsWhole: true, run: checkIntranetIsNamed },
  { id: 'networks/internet', run: checkIntranetIsNotTheInternet },
  { id: 'administration/gateways', needsWhole: true, run: checkAdministratorGateways },
  { id: 'administration/lifetimes', run: checkConsoleSessionLifetimes },
  { id: 'lockout/mode', run: checkLockoutIsEnforced },
  { id: 'lockout/thresholds', run: checkUsersComeBeforeStrangers },
]

export interface CheckOptions {
  readonly facts: SettingsFacts
  /** false: entries with a wrong structure were left out, so nothing can be called missing. */
  readonly whole: boolean
}

/** Everything the checks find, with readable paths; the lines are added by whoever has the text. */
export function checkSettings(settings: ManagedSettings, { facts, whole }: CheckOptions): Problem[] {
  return settingsChecks
    .filter((check) => whole || !check.needsWhole)
    .flatMap(({ id, waivable, run }) =>
      run(settings, facts).map(({ path, severity = 'error', value, reason, fix }) => ({
        severity,
        check: id,
        waivable: waivable === true && severity === 'error',
        path: pathText(settings, path),
        line: undefined,
        value,
        reason,
        fix,
      })),
    )
}
