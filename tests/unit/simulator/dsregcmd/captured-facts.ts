import { readFileSync } from 'node:fs'
import { adalTexts, fillDebugLine } from '../../../../src/entra/join-debug-lines.ts'
import type { AdalLogEntry, PreCheck } from '../../../../src/simulator/dsregcmd/print-join-debug.ts'

/** The facts behind the captured outputs, typed out by hand from them. */

export const tenantId = '07ec9af2-7ce5-4ab7-8638-115736bbf990'
export const authority = 'https://login.microsoftonline.com/common'
export const authCodeUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/authorize`

export function captured(name: string): string {
  return readFileSync(new URL(`../../../fixtures/captured/dsregcmd/${name}.txt`, import.meta.url), 'utf8')
}

export const preCheck: PreCheck = {
  preCheckResult: 'Join',
  deviceKeysHealthy: 'undefined',
  isJoined: 'undefined',
  isDcAvailable: 'YES',
  isSystem: 'YES',
  keyProvider: 'undefined',
  keyContainer: 'undefined',
  dsrInstance: 'undefined',
  elapsedSeconds: '0',
  resultCode: '0x0',
}

export const tenantDetails = {
  TenantName: '',
  TenantId: tenantId,
  AuthCodeUrl: authCodeUrl,
  AccessTokenUrl: `https://login.microsoftonline.com/${tenantId}/oauth2/token`,
  MdmUrl: '',
  MdmTouUrl: '',
  MdmComplianceUrl: '',
  SettingsUrl: '',
  JoinSrvVersion: '2.0',
  JoinSrvUrl: 'https://enterpriseregistration.windows.net/EnrollmentServer/device/',
  JoinSrvId: 'urn:ms-drs:enterpriseregistration.windows.net',
  KeySrvVersion: '1.0',
  KeySrvUrl: 'https://enterpriseregistration.windows.net/EnrollmentServer/key/',
  KeySrvId: 'urn:ms-drs:enterpriseregistration.windows.net',
  WebAuthNSrvVersion: '1.0',
  WebAuthNSrvUrl: `https://enterpriseregistration.windows.net/webauthn/${tenantId}/`,
  WebAuthNSrvId: 'urn:ms-drs:enterpriseregistration.windows.net',
  DeviceManagementSrvVer: '1.0',
  DeviceManagementSrvUrl: `https://enterpriseregistration.windows.net/manage/${tenantId}/`,
  DeviceManagementSrvId: 'urn:ms-drs:enterpriseregistration.windows.net',
}

const said = (name: keyof typeof adalTexts, facts: Readonly<Record<string, string>> = {}): AdalLogEntry => ({
  text: fillDebugLine(adalTexts[name], facts),
  hresult: '0x0',
})
const code = (hresult: string): AdalLogEntry => ({ text: '', hresult })

/** The beginning that both captured runs share, up to the answer of the token endpoint. */
const asked: readonly AdalLogEntry[] = [
  said('cacheMiss'),
  said('authorityValidation'),
  said('authorityValidated'),
  said('refreshTokenInfo'),
  said('noRefreshToken'),
  said('acquireReturnsFalse'),
  said('windowsAuth'),
  code('0x4aa90010'),
  said('realmReceived'),
  said('appliesTo', { appliesTo: 'urn:federation:MicrosoftOnline', authority }),
  code('0x4aa90010'),
  said('openingConnection'),
  code('0x4aa90010'),
  said('validState'),
]

export const acceptedLog: readonly AdalLogEntry[] = [
  ...asked,
  said('webRequestStatus', { status: '200' }),
  said('oauthSuccess'),
  code('0x4aa9000f'),
  code('0x4aa9000d'),
]

const description =
  'AADSTS51004: The user account {EUII Hidden} does not exist in the 07ec9af2-7ce5-4ab7-8638-115736bbf990 directory. To sign into this application, the account must be added to the directory. Trace ID: a441252e-1978-48b9-a07b-5926cfb74400 Correlation ID: 7b690c51-7ff3-4900-8875-18a409e1053e Timestamp: 2025-07-09 02:14:21Z'
const body = JSON.stringify({
  error: 'invalid_grant',
  error_description: description,
  error_codes: [51004],
  timestamp: '2025-07-09 02:14:21Z',
  trace_id: 'a441252e-1978-48b9-a07b-5926cfb74400',
  correlation_id: '7b690c51-7ff3-4900-8875-18a409e1053e',
  error_uri: 'https://login.microsoftonline.com/error?code=51004',
})

export const refusedLog: readonly AdalLogEntry[] = [
  ...asked,
  said('webRequestStatus', { status: '400' }),
  said('tokenRefused', { status: '400', body }),
  said('oauthError', { error: 'invalid_grant', description }),
  code('0xcaa20003'),
  code('0xcaa90006'),
  'statusFailure',
  code('0xcaa1000e'),
]
