import { randomUUID } from 'node:crypto'
import { tenantUrls } from '../../entra/cloud.ts'
import { type FieldValues, printTime, printValidity } from '../dsregcmd/print-fields.ts'
import type { StatusFacts } from '../dsregcmd/print-status.ts'
import type { DeviceFailure, ErrorPhase } from './device-failure.ts'
import type { Device } from './device-options.ts'
import type { TenantDiscovery } from './discover-tenant.ts'
import type { RegisteredDevice } from './register.ts'
import type { UserSignIn } from './sign-in-user.ts'

/** What the device can say of itself afterwards: the values of `dsregcmd /status` and of the end of `/join /debug`. */

export interface JoinedFacts {
  readonly registered: RegisteredDevice
  readonly discovery: TenantDiscovery
  readonly keyContainerId: string
  readonly signIn: UserSignIn | undefined
}

export interface FailedFacts {
  readonly failure: DeviceFailure
  readonly registrationType: 'fed' | 'sync'
  readonly at: Date
}

export const newKeyContainerId = (): string => randomUUID()

/** After DSREGCMD_END_STATUS. */
export function joinEndStatus(joined: JoinedFacts | undefined): FieldValues {
  if (joined === undefined) return { AzureAdJoined: 'NO', EnterpriseJoined: 'NO' }
  return { AzureAdJoined: 'YES', EnterpriseJoined: 'NO', ...deviceDetails(joined), ...tenantDetails(joined.discovery) }
}

export function joinedStatus(device: Device, joined: JoinedFacts): StatusFacts {
  const { user } = device
  const account = `${device.domain.netbiosDomain}\\${user?.samAccountName ?? ''}, ${user?.userPrincipalName ?? ''}`
  const hasPrt = joined.signIn !== undefined && 'prt' in joined.signIn
  return {
    'Device State': deviceState(device, true),
    'Device Details': deviceDetails(joined),
    'Tenant Details': tenantDetails(joined.discovery),
    'User State': userState(hasPrt),
    'SSO State': ssoState(joined.signIn, user?.userPrincipalName ?? ''),
    'Diagnostic Data': {
      AadRecoveryEnabled: 'NO',
      ...(user && { 'Executing Account Name': account }),
      KeySignTest: 'PASSED',
    },
    ...proxyAndNgc(true, hasPrt),
  }
}

export function notJoinedStatus(device: Device, { failure, registrationType, at }: FailedFacts): StatusFacts {
  const { phase, hresult, server, response } = failure.facts
  return {
    'Device State': deviceState(device, false),
    'User State': userState(false),
    'SSO State': ssoState(undefined, ''),
    'Diagnostic Data': {
      'Diagnostics Reference': 'www.microsoft.com/aadjerrors',
      'User Context': 'SYSTEM',
      'Client Time': printTime(at),
      ...diagnosticTests(failure),
      'Fallback to Sync-Join': device.fallbackToSyncJoin ? 'ENABLED' : 'DISABLED',
      'Previous Registration': printTime(at),
      'Registration Type': registrationType,
      'Error Phase': phase,
      'Client ErrorCode': hresult,
      ...(server?.code && { 'Server ErrorCode': server.code, 'Server Message': server.message }),
      ...(server && { 'Https Status': String(server.httpStatus) }),
      ...(response && { 'Request Id': response.requestId }),
    },
    ...proxyAndNgc(false, false),
  }
}

const testsInOrder = [
  ['AD Connectivity Test', 'pre-check'],
  ['AD Configuration Test', 'discover'],
  ['DRS Discovery Test', 'discover'],
  ['DRS Connectivity Test', 'discover'],
  ['Token acquisition Test', 'auth'],
] as const satisfies readonly (readonly [string, ErrorPhase])[]

/** PASS up to where the join failed, then the failure, then SKIPPED. */
function diagnosticTests({ facts }: DeviceFailure): FieldValues {
  const failedAt = failedTest(facts.phase, facts.hresult)
  const shown = facts.subError === undefined ? facts.hresult : `${facts.hresult}/${facts.subError}`
  return Object.fromEntries(
    testsInOrder.map(([name], index) => [
      name,
      index < failedAt ? 'PASS' : index === failedAt ? `FAIL [${shown}]` : 'SKIPPED',
    ]),
  )
}

function failedTest(phase: ErrorPhase, hresult: string): number {
  if (phase === 'pre-check') return 0
  if (phase === 'auth') return 4
  if (phase === 'join') return 5
  return hresult === '0x801c001d' ? 1 : 2
}

function deviceState(device: Device, isJoined: boolean): FieldValues {
  return {
    AzureAdJoined: isJoined ? 'YES' : 'NO',
    EnterpriseJoined: 'NO',
    DomainJoined: 'YES',
    DomainName: device.domain.netbiosDomain,
    'Device Name': device.computer.dnsHostName,
  }
}

function deviceDetails({ registered, keyContainerId }: JoinedFacts): FieldValues {
  return {
    DeviceId: registered.deviceId,
    Thumbprint: registered.thumbprint,
    DeviceCertificateValidity: printValidity(registered.notBefore, registered.notAfter),
    KeyContainerId: keyContainerId,
    KeyProvider: 'Microsoft Software Key Storage Provider',
    TpmProtected: 'NO',
    DeviceAuthStatus: 'SUCCESS',
  }
}

function tenantDetails(discovery: TenantDiscovery): FieldValues {
  const { OAuth2 } = discovery.AuthenticationService
  return {
    TenantName: discovery.TenantInfo.DisplayName,
    TenantId: discovery.TenantInfo.TenantId,
    AuthCodeUrl: OAuth2.AuthCodeEndpoint,
    AccessTokenUrl: OAuth2.TokenEndpoint,
    MdmUrl: '',
    MdmTouUrl: '',
    MdmComplianceUrl: '',
    SettingsUrl: '',
    JoinSrvVersion: discovery.DeviceJoinService.ServiceVersion,
    JoinSrvUrl: discovery.DeviceJoinService.JoinEndpoint,
    JoinSrvId: discovery.DeviceJoinService.JoinResourceId,
    KeySrvVersion: discovery.KeyProvisioningService.ServiceVersion,
    KeySrvUrl: discovery.KeyProvisioningService.KeyProvisionEndpoint,
    KeySrvId: discovery.KeyProvisioningService.KeyProvisionResourceId,
    WebAuthNSrvVersion: discovery.WebAuthNService.ServiceVersion,
    WebAuthNSrvUrl: discovery.WebAuthNService.WebAuthNEndpoint,
    WebAuthNSrvId: discovery.WebAuthNService.WebAuthNResourceId,
    DeviceManagementSrvVer: discovery.DeviceManagementService.ServiceVersion,
    DeviceManagementSrvUrl: discovery.DeviceManagementService.DeviceManagementEndpoint,
    DeviceManagementSrvId: discovery.DeviceManagementService.DeviceManagementResourceId,
  }
}

function userState(hasPrt: boolean): FieldValues {
  if (!hasPrt) return { NgcSet: 'NO', WorkplaceJoined: 'NO', WamDefaultSet: 'NO' }
  return {
    NgcSet: 'NO',
    WorkplaceJoined: 'NO',
    WamDefaultSet: 'YES',
    WamDefaultAuthority: 'organizations',
    WamDefaultId: 'https://login.microsoft.com',
    WamDefaultGUID: '{B16898C6-A148-4967-9171-64D755DA8520} (AzureAd)',
  }
}

function ssoState(signIn: UserSignIn | undefined, upn: string): FieldValues {
  const none = { EnterprisePrt: 'NO', EnterprisePrtAuthority: '' }
  if (signIn === undefined) return { AzureAdPrt: 'NO', AzureAdPrtAuthority: '', ...none }
  if ('failure' in signIn) return { AzureAdPrt: 'NO', AzureAdPrtAuthority: '', ...prtFailure(signIn, upn), ...none }
  const { receivedAt, expiresAt, authority } = signIn.prt
  return {
    AzureAdPrt: 'YES',
    AzureAdPrtUpdateTime: printTime(receivedAt),
    AzureAdPrtExpiryTime: printTime(expiresAt),
    AzureAdPrtAuthority: authority,
    ...none,
  }
}

function prtFailure({ failure }: Extract<UserSignIn, { failure: unknown }>, upn: string): FieldValues {
  const { status, at, endpoint, correlationId, httpStatus, server } = failure
  return {
    AcquirePrtDiagnostics: 'PRESENT',
    'Previous Prt Attempt': printTime(at),
    'Attempt Status': status,
    'User Identity': upn,
    'Credential Type': 'Password',
    'Correlation ID': correlationId,
    'Endpoint URI': endpoint || tenantUrls('common').token,
    'HTTP Method': 'POST',
    'HTTP Error': '0x0',
    ...(httpStatus === undefined ? {} : { 'HTTP status': String(httpStatus) }),
    ...(server && { 'Server Error Code': server.code, 'Server Error Description': server.message }),
  }
}

function proxyAndNgc(isJoined: boolean, hasPrt: boolean): StatusFacts {
  return {
    'IE Proxy Config for Current User': {
      'Auto Detect Settings': 'YES',
      'Auto-Configuration URL': '',
      'Proxy Server List': '',
      'Proxy Bypass List': '',
    },
    'WinHttp Default Proxy Config': { 'Access Type': 'DIRECT' },
    'Ngc Prerequisite Check': {
      IsDeviceJoined: isJoined ? 'YES' : 'NO',
      IsUserAzureAD: hasPrt ? 'YES' : 'NO',
      PolicyEnabled: 'NO',
      PostLogonEnabled: 'YES',
      DeviceEligible: 'NO',
      SessionIsNotRemote: 'NO',
      CertEnrollment: 'none',
      PreReqResult: 'WillNotProvision',
    },
  }
}
