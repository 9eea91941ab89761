import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printFields } from '../../../../src/simulator/dsregcmd/print-fields.ts'
import { printStatus, type StatusFacts } from '../../../../src/simulator/dsregcmd/print-status.ts'
import { printTranscript } from '../../../../src/simulator/dsregcmd/print-transcript.ts'
import { captured, tenantDetails, tenantId } from './captured-facts.ts'

const joined: StatusFacts = {
  'Device State': {
    AzureAdJoined: 'YES',
    EnterpriseJoined: 'NO',
    DomainJoined: 'YES',
    DomainName: 'IMOKATDI',
    'Device Name': 'IMOK-HYJD.imokatdi.ping-eng.com',
  },
  'Device Details': {
    DeviceId: '3f0817b9-ca17-4714-ab81-f7b5943dec7b',
    Thumbprint: 'F243C1D15BF2CD9D33764913B003E9FB56543560',
    DeviceCertificateValidity: '[ 2025-07-10 16:52:13.000 UTC -- 2035-07-10 17:22:13.000 UTC ]',
    KeyContainerId: '9b004996-ad3f-4d33-ba3c-c25bc5cbdb73',
    KeyProvider: 'Microsoft Software Key Storage Provider',
    TpmProtected: 'NO',
    DeviceAuthStatus: 'SUCCESS',
  },
  'Tenant Details': tenantDetails,
  'User State': {
    NgcSet: 'NO',
    WorkplaceJoined: 'NO',
    WamDefaultSet: 'YES',
    WamDefaultAuthority: 'organizations',
    WamDefaultId: 'https://login.microsoft.com',
    WamDefaultGUID: '{B16898C6-A148-4967-9171-64D755DA8520} (AzureAd)',
  },
  'SSO State': {
    AzureAdPrt: 'YES',
    AzureAdPrtUpdateTime: '2025-07-10 15:46:21.000 UTC',
    AzureAdPrtExpiryTime: '2025-07-24 15:46:20.000 UTC',
    AzureAdPrtAuthority: `https://login.microsoftonline.com/${tenantId}`,
    EnterprisePrt: 'NO',
    EnterprisePrtAuthority: '',
  },
  'Diagnostic Data': {
    AadRecoveryEnabled: 'NO',
    'Executing Account Name': 'IMOKATDI\\ecotton, ecotton@imokatdi.ping-eng.com',
    KeySignTest: 'PASSED',
  },
  'IE Proxy Config for Current User': {
    'Auto Detect Settings': 'YES',
    'Auto-Configuration URL': '',
    'Proxy Server List': '',
    'Proxy Bypass List': '',
  },
  'WinHttp Default Proxy Config': { 'Access Type': 'DIRECT' },
  'Ngc Prerequisite Check': {
    IsDeviceJoined: 'YES',
    IsUserAzureAD: 'YES',
    PolicyEnabled: 'NO',
    PostLogonEnabled: 'YES',
    DeviceEligible: 'NO',
    SessionIsNotRemote: 'NO',
    CertEnrollment: 'none',
    PreReqResult: 'WillNotProvision',
  },
}

test('a joined device prints the captured text', () => {
  assert.equal(
    printTranscript([{ command: 'dsregcmd /status', output: printStatus(joined) }]),
    captured('status-joined'),
  )
})

test('a failed join prints the tests and the previous registration apart', () => {
  const printed = printStatus({
    'Device State': { AzureAdJoined: 'NO', EnterpriseJoined: 'NO', DomainJoined: 'YES', DomainName: 'CORP' },
    'Diagnostic Data': {
      'Diagnostics Reference': 'www.microsoft.com/aadjerrors',
      'User Context': 'SYSTEM',
      'AD Connectivity Test': 'PASS',
      'Previous Registration': '2025-07-09 02:14:21.000 UTC',
      'Error Phase': 'auth',
    },
  })
  assert.deepEqual(printed.split('\n').slice(9), [
    '',
    `+${'-'.repeat(70)}+`,
    `| Diagnostic Data${' '.repeat(54)}|`,
    `+${'-'.repeat(70)}+`,
    '',
    '     Diagnostics Reference : www.microsoft.com/aadjerrors',
    '              User Context : SYSTEM',
    '      AD Connectivity Test : PASS',
    '',
    '     Previous Registration : 2025-07-09 02:14:21.000 UTC',
    '               Error Phase : auth',
    '',
    'For more information, please visit https://www.microsoft.com/aadjerrors',
  ])
})

test('a label longer than the column runs over; an unknown field is never printed', () => {
  assert.deepEqual(
    printFields(['A label of thirty characters..', 'B'], { 'A label of thirty characters..': 'x', C: 'y' }),
    ['A label of thirty characters.. : x'],
  )
})
