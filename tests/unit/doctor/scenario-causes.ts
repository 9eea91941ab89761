// A table: what the doctor must make of each scenario: verdict, and the cause that the scenario broke. Null: nothing to find.
export interface ScenarioAnswer {
  readonly verdict: 'healthy' | 'warning' | 'problem'
  readonly cause: string | null
  /** The only further input that tells: Joinery's log has nothing of it, or not all. */
  readonly toldBy?: 'federation-settings' | 'service-account' | 'entra-user' | 'synced-user' | 'mex'
}

const broken = (cause: string, toldBy?: ScenarioAnswer['toldBy']): ScenarioAnswer => ({
  verdict: 'problem',
  cause,
  ...(toldBy && { toldBy }),
})
const healthy: ScenarioAnswer = { verdict: 'healthy', cause: null }

export const scenarioAnswers: Readonly<Record<string, ScenarioAnswer>> = {
  'good-join': healthy,
  'accounttype-wrong-format': broken('claim/accounttype-format'),
  'accounttype-missing-format': healthy,
  'accounttype-missing-mapping': broken('claim/accounttype-missing'),
  'onpremobjectguid-wrong-format': broken('claim/onpremobjectguid-format'),
  'onpremobjectguid-missing-format': healthy,
  'onpremobjectguid-missing-mapping': broken('claim/onpremobjectguid-missing'),
  'primarysid-wrong-format': broken('claim/primarysid-format'),
  'primarysid-missing-format': healthy,
  'primarysid-missing-mapping': broken('claim/primarysid-missing'),
  'mex-13-only': broken('federation/mex-address', 'federation-settings'),
  'mex-13-then-2005': healthy,
  'fallback-on': broken('claim/accounttype-format'),
  'fallback-off': broken('claim/accounttype-format'),
  'device-not-synced': broken('claim/accounttype-format'),
  'service-account-rc4-only': broken('kerberos/service-account-rc4-only', 'service-account'),
  'service-account-aes-without-reset': broken('kerberos/service-account-aes-without-reset', 'service-account'),
  'service-account-stale-key': broken('kerberos/service-account-stale-key'),
  'service-account-renamed': healthy,
  'issuer-mismatch': broken('federation/issuer'),
  'signing-certificate-stale': broken('federation/signing-certificate'),
  'computer-outside-base': broken('lookup/outside-base'),
  'clock-skew': broken('kerberos/clock-skew'),
  'spn-missing': broken('kerberos/spn-missing'),
  'scp-missing': broken('scp/missing'),
  'scp-managed-domain': { verdict: 'warning', cause: 'scp/managed-domain' },
  'scp-wrong-tenant': broken('scp/wrong-tenant'),
  'protocol-saml': broken('federation/protocol'),
  'mex-not-found': broken('federation/mex-not-found', 'federation-settings'),
  'audience-wrong': broken('federation/audience'),
  'assertion-expired': broken('federation/clock'),
  'intranet-closed': broken('accept/intranet'),
  'consistency-guid-empty': healthy,
  'user-not-synced': broken('sync/user-not-synced', 'entra-user'),
  'user-anchor-byte-order': broken('sync/anchor', 'synced-user'),
  'user-anchor-differs': broken('sync/anchor', 'synced-user'),
  'user-issuer-changed': broken('federation/issuer'),
  'user-second-domain': broken('federation/issuer'),
  'user-signing-certificate-rolled': broken('federation/signing-certificate'),
  'user-mex-without-passwords': broken('federation/mex-without-passwords', 'mex'),
  'user-suffix-unverified': broken('user/upn'),
  'user-password-changed': broken('user/password'),
  'user-match-attribute-empty': broken('user/other-attribute'),
  'user-locked': broken('user/locked'),
  'user-disabled': broken('user/disabled'),
  'user-password-expired': broken('user/password-expired'),
  'user-must-change-password': broken('user/must-change'),
  'user-account-expired': broken('user/account-expired'),
  'user-logon-hours': broken('user/logon-restricted'),
  'user-password-changed-by-ticket': healthy,
  'user-immutableid-missing': broken('user/claims-missing'),
  'user-immutableid-text-guid': broken('sync/anchor', 'synced-user'),
  'user-child-domain': healthy,
  'user-many-groups': healthy,
  'user-sprayed': healthy,
}
