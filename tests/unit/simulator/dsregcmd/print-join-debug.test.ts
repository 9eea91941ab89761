import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printValidity } from '../../../../src/simulator/dsregcmd/print-fields.ts'
import { type JoinDebugFacts, printJoinDebug } from '../../../../src/simulator/dsregcmd/print-join-debug.ts'
import { printTranscript } from '../../../../src/simulator/dsregcmd/print-transcript.ts'
import {
  acceptedLog,
  authCodeUrl,
  authority,
  captured,
  preCheck,
  refusedLog,
  tenantDetails,
  tenantId,
} from './captured-facts.ts'

const domain = 'imokatdi.ping-eng.com'
const transcript = (facts: JoinDebugFacts): string =>
  printTranscript([{ command: 'dsregcmd /join /debug', output: printJoinDebug(facts) }])

const deviceDetails = (joined: Date, thumbprint: string, keyContainerId: string) => ({
  AzureAdJoined: 'YES',
  EnterpriseJoined: 'NO',
  DeviceId: '3f0817b9-ca17-4714-ab81-f7b5943dec7b',
  Thumbprint: thumbprint,
  DeviceCertificateValidity: printValidity(
    new Date(joined.getTime() - 30 * 60_000),
    new Date(joined.getTime() + 3652 * 86_400_000),
  ),
  KeyContainerId: keyContainerId,
  KeyProvider: 'Microsoft Software Key Storage Provider',
  TpmProtected: 'NO',
  DeviceAuthStatus: 'SUCCESS',
})

const federated: JoinDebugFacts = {
  clientRequestId: '7d05360e-378f-4e2e-81b1-0289d60b974b',
  domainController: { dnsDomain: domain, forest: domain, host: `IMOK-DC02.${domain}` },
  preCheck,
  discovery: { tenantType: 'Federated', tenantId, tenantName: domain },
  token: { authCodeUrl, authority, adalLog: acceptedLog },
  join: {
    requestId: '7d05360e-378f-4e2e-81b1-0289d60b974b',
    time: new Date('2025-07-10T17:22:14Z'),
    httpStatus: 200,
  },
  end: { path: 'federated' },
  status: {
    ...deviceDetails(
      new Date('2025-07-10T17:22:13Z'),
      'F243C1D15BF2CD9D33764913B003E9FB56543560',
      '9b004996-ad3f-4d33-ba3c-c25bc5cbdb73',
    ),
    ...tenantDetails,
  },
}

const fallback: JoinDebugFacts = {
  clientRequestId: '7b690c51-7ff3-4900-8875-18a409e1053e',
  domainController: { dnsDomain: domain, forest: domain, host: `IMOK-DC01.${domain}` },
  preCheck,
  discovery: { tenantType: 'Federated', tenantId, tenantName: domain },
  token: {
    authCodeUrl,
    authority,
    adalLog: refusedLog,
    failure: {
      adalErrorCode: '0xcaa1000e',
      correlationId: '7b690c51-7ff3-4900-8875-18a409e1053e',
      cause: '0xcaa20003',
      trySynchronized: true,
    },
  },
  join: {
    requestId: '2b1b97b0-539e-4b48-91fe-55761b923b45',
    time: new Date('2025-07-09T02:14:22Z'),
    httpStatus: 200,
  },
  end: { path: 'sync' },
  status: {
    ...deviceDetails(
      new Date('2025-07-09T02:14:22Z'),
      'DADA1C38EBA6E6884F7DF92E22F057F689C07C8C',
      '3fb81d8c-c49a-4ade-ac2b-8be7ebc4c54b',
    ),
    ...tenantDetails,
  },
}

test('a federated join prints the captured text', () => {
  assert.equal(transcript(federated), captured('join-debug-federated'))
})

test('a refused assertion with fallback prints the captured text', () => {
  assert.equal(transcript(fallback), captured('join-debug-fallback'))
})

test('a refused assertion without fallback prints the same, less the second try', () => {
  const { join: _join, end: _end, ...withoutJoin } = fallback
  const printed = printJoinDebug({
    ...withoutJoin,
    token: {
      authCodeUrl,
      authority,
      adalLog: refusedLog,
      failure: {
        adalErrorCode: '0xcaa1000e',
        correlationId: '7b690c51-7ff3-4900-8875-18a409e1053e',
        cause: '0xcaa20003',
        trySynchronized: false,
      },
    },
    status: { AzureAdJoined: 'NO', EnterpriseJoined: 'NO' },
  })
  const before = captured('join-debug-fallback').split('\n').slice(1)
  const cut = before.findIndex((line) => line.includes('Try synchronized join.'))
  assert.deepEqual(printed.split('\n'), [
    ...before.slice(0, cut),
    'DsrCmdJoinHelper::Join: Federated ADRS join failed with error 0xcaa1000e.',
    'DSREGCMD_END_STATUS',
    '             AzureAdJoined : NO',
    '          EnterpriseJoined : NO',
  ])
})

test('a refused sync join prints the answer of the registration service', () => {
  const printed = printJoinDebug({
    ...fallback,
    join: {
      requestId: '2b1b97b0-539e-4b48-91fe-55761b923b45',
      time: new Date('2025-07-09T02:14:22Z'),
      httpStatus: 400,
      refusal: { code: 'DirectoryError', subcode: 'error_missing_device', message: 'The device is not there.' },
    },
    end: { path: null, hresult: '0x801c03f2' },
    status: { AzureAdJoined: 'NO', EnterpriseJoined: 'NO' },
  })
  const lines = printed.split('\n')
  assert.deepEqual(lines.slice(lines.indexOf('Join HTTP status: 400')), [
    'Join HTTP status: 400',
    'Join error code: DirectoryError',
    'Join error subcode: error_missing_device',
    'Join error message: The device is not there.',
    'DsrCmdJoinHelper::Join: failed with error 0x801c03f2.',
    'DSREGCMD_END_STATUS',
    '             AzureAdJoined : NO',
    '          EnterpriseJoined : NO',
  ])
})

test('without a domain controller the pre-check ends the run', () => {
  const printed = printJoinDebug({
    clientRequestId: '7d05360e-378f-4e2e-81b1-0289d60b974b',
    domainController: { hresult: '0x8007054b' },
    preCheck: { ...preCheck, preCheckResult: 'DoNotJoin', isDcAvailable: 'NO', resultCode: '0x1' },
  })
  const lines = printed.split('\n')
  assert.match(
    lines[2] ?? '',
    /^DsrCmdJoinHelper::Join: ClientRequestId: \S{36}DsrCmdAccountMgr::.* or the domain does not exist: 0x8007054b\.$/,
  )
  assert.equal(lines.at(-1), 'The device can NOT be joined because a domain controller could not be located.')
  assert.ok(lines.includes('preCheckResult: DoNotJoin'))
})

test('without a service connection point discovery ends the run', () => {
  const { token: _token, join: _join, end: _end, ...discovering } = federated
  const printed = printJoinDebug({
    ...discovering,
    discovery: { readError: '0x80072030', hresult: '0x801c001d' },
    status: { AzureAdJoined: 'NO', EnterpriseJoined: 'NO' },
  })
  const lines = printed.split('\n')
  assert.deepEqual(lines.slice(lines.indexOf('Automatic device join pre-check tasks completed.') + 1, -3), [
    'TenantInfo::Discover: Failed reading registration data from AD. Defaulting to autojoin disabled 0x80072030.',
    'DsrCmdJoinHelper::Join: TenantInfo::Discover failed with error code 0x801c001d.',
  ])
})
