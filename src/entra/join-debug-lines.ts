// A table: the lines of `dsregcmd /join /debug`, `{name}` standing for a fact. Printer and readers share it.
// Spelling is Windows' own (TenandID, successfull), and so is the missing line break after the ClientRequestId.

/** Where a line was seen; `assumed` where nobody published one and we follow the nearest that was. */
export type LineSource = 'captured' | 'azure-docs#48790' | 'assumed'

export interface DebugLine {
  readonly text: string
  readonly seen: LineSource
}

export const joinDebugLines = {
  loggingInitialized: { text: 'DsrCLI: logging initialized.', seen: 'captured' },
  clientRequest: { text: 'DsrCmdJoinHelper::Join: ClientRequestId: {clientRequestId}', seen: 'captured' },
  domainControllerFound: {
    text: 'DsrCmdAccountMgr::IsDomainControllerAvailable: DsGetDcName success { domain:{dnsDomain} forest:{forest} domainController:\\\\{host} isDcAvailable:true }',
    seen: 'captured',
  },
  domainControllerMissing: {
    text: 'DsrCmdAccountMgr::IsDomainControllerAvailable: DsGetDcName No domain controller is available for the specified domain or the domain does not exist: {hresult}.',
    seen: 'azure-docs#48790',
  },
  preJoinChecksComplete: { text: 'PreJoinChecks Complete.', seen: 'captured' },
  preCheckField: { text: '{name}: {value}', seen: 'captured' },
  preCheckCompleted: { text: 'Automatic device join pre-check tasks completed.', seen: 'captured' },
  noDomainController: {
    text: 'The device can NOT be joined because a domain controller could not be located.',
    seen: 'azure-docs#48790',
  },
  registrationDataUnreadable: {
    text: 'TenantInfo::Discover: Failed reading registration data from AD. Defaulting to autojoin disabled {hresult}.',
    seen: 'assumed',
  },
  discoverFailed: {
    text: 'DsrCmdJoinHelper::Join: TenantInfo::Discover failed with error code {hresult}.',
    seen: 'assumed',
  },
  joinInfo: {
    text: 'TenantInfo::Discover: Join Info { TenantType = {tenantType}; AutoJoinEnabled = 1; TenandID = {tenantId}; TenantName = {tenantName} }',
    seen: 'captured',
  },
  getToken: { text: 'GetComputerTokenForADRS: Get token for ADRS', seen: 'captured' },
  authCodeUrl: { text: 'GetComputerTokenForADRS: Auth code URL: "{authCodeUrl}"', seen: 'captured' },
  authority: { text: 'GetComputerTokenForADRS: Token request authority: "{authority}"', seen: 'captured' },
  adalErrorCode: { text: 'GetComputerTokenForADRS: AdalErrorCode: {hresult}', seen: 'captured' },
  adalCorrelationId: { text: 'AdalCorrelationId: {correlationId}', seen: 'captured' },
  noAccessToken: {
    text: 'AutoEnrollAsComputer: Unable to retrieve access token. GetComputerTokenForADRS failed with error {hresult}.',
    seen: 'captured',
  },
  federatedJoinFailedTrySync: {
    text: 'DsrCmdJoinHelper::Join: Federated ADRS join failed with error {hresult}. Try synchronized join.',
    seen: 'captured',
  },
  /** As the line above, cut where its enterprise form (Microsoft Q&A 687273) ends; the status follows at once. */
  federatedJoinFailed: {
    text: 'DsrCmdJoinHelper::Join: Federated ADRS join failed with error {hresult}.',
    seen: 'assumed',
  },
  joinRequestId: { text: 'Join request ID: {requestId}', seen: 'captured' },
  joinResponseTime: { text: 'Join response time: {time}', seen: 'captured' },
  joinHttpStatus: { text: 'Join HTTP status: {status}', seen: 'captured' },
  joinErrorCode: { text: 'Join error code: {code}', seen: 'assumed' },
  joinErrorSubcode: { text: 'Join error subcode: {subcode}', seen: 'assumed' },
  joinErrorMessage: { text: 'Join error message: {message}', seen: 'assumed' },
  federatedJoinSucceeded: {
    text: 'DsrCmdJoinHelper::Join: AutoEnrollAsComputer completed successfully',
    seen: 'captured',
  },
  syncJoinSucceeded: { text: 'DsrCmdJoinHelper::Join: completed successfully', seen: 'captured' },
  joinFailed: { text: 'DsrCmdJoinHelper::Join: failed with error {hresult}.', seen: 'assumed' },
  endStatus: { text: 'DSREGCMD_END_STATUS', seen: 'captured' },
} as const satisfies Record<string, DebugLine>

export type DebugLineName = keyof typeof joinDebugLines

/** The `key: value` lines after PreJoinChecks, in order. */
export const preCheckFields = [
  'preCheckResult',
  'deviceKeysHealthy',
  'isJoined',
  'isDcAvailable',
  'isSystem',
  'keyProvider',
  'keyContainer',
  'dsrInstance',
  'elapsedSeconds',
  'resultCode',
] as const
export type PreCheckField = (typeof preCheckFields)[number]

/** `AdalLog:` lines of a token request by Windows authentication, without their HRESULT. */
export const adalTexts = {
  cacheMiss: { text: 'Token is not available in the cache', seen: 'captured' },
  authorityValidation: { text: 'Authority validation is enabled', seen: 'captured' },
  authorityValidated: { text: 'Authority validation is completed', seen: 'captured' },
  refreshTokenInfo: { text: 'AggregatedTokenRequest::AcquireToken get refresh token info', seen: 'captured' },
  noRefreshToken: {
    text: 'AggregatedTokenRequest::AcquireToken- refresh token is not available',
    seen: 'captured',
  },
  acquireReturnsFalse: { text: 'AggregatedTokenRequest::AcquireToken- returns false', seen: 'captured' },
  windowsAuth: { text: 'AggregatedTokenRequest::UseWindowsIntegratedAuth w Tenant', seen: 'captured' },
  realmReceived: {
    text: 'AggregatedTokenRequest::UseWindowsIntegratedAuth- received realm info',
    seen: 'captured',
  },
  appliesTo: {
    text: 'AggregatedTokenRequest::GetAppliesTo: using resource ID "{appliesTo}" for authority "{authority}".',
    seen: 'captured',
  },
  openingConnection: { text: 'Webrequest opening connection', seen: 'captured' },
  validState: { text: 'Webrequest has valid state', seen: 'captured' },
  webRequestStatus: { text: 'WebRequest Status:{status}', seen: 'captured' },
  oauthSuccess: { text: 'Webrequest returns success for oauth response', seen: 'captured' },
  tokenRefused: {
    text: 'Token response is not successfull. Status:{status} ResponseText:{body}',
    seen: 'captured',
  },
  oauthError: {
    text: 'Webrequest returns error code:{error} and error description:{description}',
    seen: 'captured',
  },
} as const satisfies Record<string, DebugLine>

/** Stands in the log by itself, without `AdalLog:`. */
export const adalStatusFailure = 'GetStatus returned failure'

/** Fills `{name}`; a name without a fact stays as it is, for Windows' texts have braces of their own. */
export function fillDebugLine(line: DebugLine, facts: Readonly<Record<string, string>> = {}): string {
  return line.text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole)
}
