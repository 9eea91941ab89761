// A table: the sections and fields of `dsregcmd /status`, in the order Windows prints them. Printer and readers share it.
// Captured: tests/fixtures/captured/dsregcmd; fields that are only printed at times come from Microsoft's page on dsregcmd.

export interface StatusSection {
  readonly title: string
  /** Fields in groups; an empty line stands between two groups. */
  readonly groups: readonly (readonly string[])[]
}

const deviceDetails = [
  'DeviceId',
  'Thumbprint',
  'DeviceCertificateValidity',
  'KeyContainerId',
  'KeyProvider',
  'TpmProtected',
  'DeviceAuthStatus',
] as const

const tenantDetails = [
  'TenantName',
  'TenantId',
  'Idp',
  'AuthCodeUrl',
  'AccessTokenUrl',
  'MdmUrl',
  'MdmTouUrl',
  'MdmComplianceUrl',
  'SettingsUrl',
  'JoinSrvVersion',
  'JoinSrvUrl',
  'JoinSrvId',
  'KeySrvVersion',
  'KeySrvUrl',
  'KeySrvId',
  'WebAuthNSrvVersion',
  'WebAuthNSrvUrl',
  'WebAuthNSrvId',
  'DeviceManagementSrvVer',
  'DeviceManagementSrvUrl',
  'DeviceManagementSrvId',
] as const

export const statusSections: readonly StatusSection[] = [
  {
    title: 'Device State',
    groups: [['AzureAdJoined', 'EnterpriseJoined', 'DomainJoined', 'DomainName', 'Virtual Desktop', 'Device Name']],
  },
  { title: 'Device Details', groups: [deviceDetails] },
  { title: 'Tenant Details', groups: [tenantDetails] },
  {
    title: 'User State',
    groups: [
      [
        'NgcSet',
        'NgcKeyId',
        'CanReset',
        'WorkplaceJoined',
        'WamDefaultSet',
        'WamDefaultAuthority',
        'WamDefaultId',
        'WamDefaultGUID',
      ],
    ],
  },
  {
    title: 'SSO State',
    groups: [
      [
        'AzureAdPrt',
        'AzureAdPrtUpdateTime',
        'AzureAdPrtExpiryTime',
        'AzureAdPrtAuthority',
        'AcquirePrtDiagnostics',
        'RefreshPrtDiagnostics',
        'Previous Prt Attempt',
        'Attempt Status',
        'User Identity',
        'Credential Type',
        'Correlation ID',
        'Endpoint URI',
        'HTTP Method',
        'HTTP Error',
        'HTTP status',
        'Server Error Code',
        'Server Error Description',
        'EnterprisePrt',
        'EnterprisePrtUpdateTime',
        'EnterprisePrtExpiryTime',
        'EnterprisePrtAuthority',
        'OnPremTgt',
        'CloudTgt',
        'KerbTopLevelNames',
      ],
    ],
  },
  {
    title: 'Diagnostic Data',
    groups: [
      [
        'AadRecoveryEnabled',
        'Executing Account Name',
        'KeySignTest',
        'Diagnostics Reference',
        'User Context',
        'Client Time',
        'AD Connectivity Test',
        'AD Configuration Test',
        'DRS Discovery Test',
        'DRS Connectivity Test',
        'Token acquisition Test',
        'Fallback to Sync-Join',
      ],
      [
        'Previous Registration',
        'Registration Type',
        'Error Phase',
        'Client ErrorCode',
        'Server ErrorCode',
        'Server Message',
        'Https Status',
        'Request Id',
      ],
    ],
  },
  {
    title: 'IE Proxy Config for Current User',
    groups: [['Auto Detect Settings', 'Auto-Configuration URL', 'Proxy Server List', 'Proxy Bypass List']],
  },
  { title: 'WinHttp Default Proxy Config', groups: [['Access Type']] },
  {
    title: 'Ngc Prerequisite Check',
    groups: [
      [
        'IsDeviceJoined',
        'IsUserAzureAD',
        'PolicyEnabled',
        'PostLogonEnabled',
        'DeviceEligible',
        'SessionIsNotRemote',
        'CertEnrollment',
        'AdfsRefreshToken',
        'AdfsRaIsReady',
        'LogonCertTemplateReady',
        'OnPremTGT',
        'PreReqResult',
      ],
    ],
  },
]

/** What `dsregcmd /join /debug` prints after DSREGCMD_END_STATUS, without boxes. Not joined: the first two alone. */
export const joinEndFields: readonly string[] = [
  'AzureAdJoined',
  'EnterpriseJoined',
  ...deviceDetails,
  ...tenantDetails,
]

/** Labels are right-aligned to end here. */
export const labelWidth = 26
/** Dashes between the two `+` of a section's box. */
export const boxWidth = 70
export const statusLastLine = 'For more information, please visit https://www.microsoft.com/aadjerrors'
