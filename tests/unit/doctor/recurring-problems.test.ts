import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainCode } from '../../../src/doctor/explain-code.ts'
import { checkExamples } from './check-examples.ts'
import { diagnoseTexts } from './checks.ts'

/** The problems that come up again and again, each by the words it comes in, and what the answer must hold. */

const example = (id: string): readonly string[] => checkExamples.find((row) => row.id === id)?.wrong ?? []

const run = (...lines: readonly string[]): string =>
  [
    'DsrCmdJoinHelper::Join: ClientRequestId: 7b690c51-7ff3-4900-8875-18a409e1053e',
    'TenantInfo::Discover: Join Info { TenantType = Federated; AutoJoinEnabled = 1; TenandID = 07ec9af2-7ce5-4ab7-8638-115736bbf990; TenantName = corp.example.test }',
    ...lines,
    'DSREGCMD_END_STATUS',
    '             AzureAdJoined : NO',
  ].join('\n')
const auth = (code: string, aadsts?: string): string =>
  run(
    ...(aadsts === undefined
      ? []
      : [`AdalLog: Webrequest returns error code:invalid_grant and error description:${aadsts}: text ; HRESULT: 0x0`]),
    `AdalLog:  HRESULT: ${code}`,
    'AdalLog:  HRESULT: 0xcaa1000e',
    `AutoEnrollAsComputer: Unable to retrieve access token. GetComputerTokenForADRS failed with error ${code}.`,
    'DsrCmdJoinHelper::Join: Federated ADRS join failed with error 0xcaa1000e.',
  )
const discover = (code: string): string =>
  run(`DsrCmdJoinHelper::Join: TenantInfo::Discover failed with error code ${code}.`).replace(
    /TenantInfo::Discover: Join.*\n/,
    '',
  )
const join = (code: string): string =>
  run('Join HTTP status: 400', 'Join error code: DirectoryError', `DsrCmdJoinHelper::Join: failed with error ${code}.`)
const signIn = (status: string, aadsts = ''): string =>
  [
    '             AzureAdJoined : YES',
    '              DomainJoined : YES',
    '                AzureAdPrt : NO',
    `            Attempt Status : ${status}`,
    ` Server Error Description : ${aadsts}: text`,
  ].join('\n')

/** Number in the list of recurring problems; what is given; the check that fails and one cause among its causes. */
const rows: readonly (readonly [string, readonly string[], string, string | undefined])[] = [
  ['1 AADSTS51004 at join', [auth('0xcaa20003', 'AADSTS51004')], 'join/token', 'claim/onpremobjectguid-missing'],
  ['1 AADSTS51004 at login', [signIn('0xc000006d', 'AADSTS51004')], 'user/prt', 'sync/anchor'],
  ['2 AADSTS50107', [auth('0xcaa20003', 'AADSTS50107')], 'join/token', 'federation/issuer'],
  ['3 AADSTS50008', [auth('0xcaa20003', 'AADSTS50008')], 'join/token', 'federation/signing-certificate'],
  ['3 AADSTS5000811', [auth('0xcaa20003', 'AADSTS5000811')], 'join/token', 'federation/signing-certificate'],
  ['4 invalid_grant by audience', [auth('0xcaa20003', 'AADSTS50010')], 'join/token', 'federation/audience'],
  ['4 invalid_grant by time', [auth('0xcaa20003', 'AADSTS500133')], 'join/token', 'federation/clock'],
  ['5 ID3242', [auth('0xcaa90014')], 'join/token', 'lookup/outside-base'],
  ['6 not WS-Trust', [auth('0xcaa90017')], 'join/token', 'federation/protocol'],
  ['7 MEX not parseable', [auth('0xcaa9002c')], 'join/token', 'federation/mex-without-windowstransport'],
  ['7 MEX with http ports', example('mex/document'), 'mex/document', undefined],
  ['8 no windows endpoint', [auth('0xcaa90022')], 'join/token', 'federation/mex-without-windowstransport'],
  ['8 no password endpoint', [signIn('0xc004848b')], 'user/prt', 'federation/mex-address'],
  ['9 0x801c03f2', [join('0x801c03f2')], 'join/registration', 'sync/device-not-synced'],
  [
    '10 pending',
    [
      'DeviceId       : 3f0817b9-ca17-4714-ab81-f7b5943dec7b\nDisplayName    : WS01\nTrustType      : ServerAd\nRegistrationDateTime : Pending\nAccountEnabled : True\n',
    ],
    'entra/device',
    undefined,
  ],
  ['11 SCP missing', [discover('0x801c001d')], 'join/discovery', 'scp/missing'],
  ['11 SCP of another tenant', [discover('0x801c003a')], 'join/discovery', 'scp/wrong-tenant'],
  [
    '12 no domain controller',
    [
      signIn('')
        .replace('YES', 'NO')
        .replace(/Attempt.*/s, 'Error Phase : pre-check\n Client ErrorCode : 0x8007054b'),
    ],
    'join/domain-controller',
    'network/domain-controller',
  ],
  ...['0xcaa82ee2', '0xcaa82efd', '0xcaa82f8f'].map(
    (code) => [`13 ${code}`, [auth(code)], 'join/token', 'network/system'] as const,
  ),
  ...['0x80072ee7', '0x801c0021'].map(
    (code) => [`13 ${code}`, [discover(code)], 'join/discovery', 'network/system'] as const,
  ),
  ['14 hidden by the fallback', example('join/fallback'), 'join/fallback', undefined],
  ['15 AADSTS50034', [signIn('0xc000006d', 'AADSTS50034')], 'user/prt', 'user/upn'],
  ['16 AADSTS50126', [signIn('0xc000006d', 'AADSTS50126')], 'user/prt', 'user/password'],
  [
    '17 RC4 after hardening',
    example('kerberos/kdc-events'),
    'kerberos/kdc-events',
    'kerberos/service-account-aes-without-reset',
  ],
  ['17 ticket refused', [auth('0xcaa30191')], 'join/token', 'kerberos/service-account-stale-key'],
  ['17 duplicate SPN', example('kerberos/spn'), 'kerberos/spn', undefined],
  ['18 large headers', example('http/answers'), 'http/answers', undefined],
  ['19 two sign-ins', example('federation/prompt'), 'federation/prompt', undefined],
  ['19 two second factors', example('federation/mfa'), 'federation/mfa', undefined],
  ['20 a policy refuses the device', [auth('0xcaa90014')], 'join/token', 'lookup/refused'],
  ['21 dual state', example('device/dual-state'), 'device/dual-state', undefined],
  ['22 signature invalid only at Entra', [auth('0xcaa20003', 'AADSTS50006')], 'join/token', 'federation/signature'],
  ['24 password spray', example('lockout/spray'), 'lockout/spray', undefined],
]

for (const [name, texts, id, cause] of rows) {
  test(name, () => {
    const { findings, summary } = diagnoseTexts(...texts)
    const found = findings.find((finding) => finding.id === id)
    assert.ok(
      found && found.outcome !== 'ok' && found.outcome !== 'skipped',
      JSON.stringify(findings.map((one) => [one.id, one.outcome])),
    )
    if (cause !== undefined)
      assert.ok(
        found.causes.some((one) => one.id === cause),
        found.causes.map((one) => one.id).join(', '),
      )
    assert.ok(found.fix.length > 0)
    assert.ok(summary.length > 40)
    assert.ok(findings.every(({ outcome }) => outcome !== 'crashed'))
  })
}

test('23 which endpoint does what: with the metadata, and by its name', () => {
  const { findings } = diagnoseTexts(...(checkExamples.find((row) => row.id === 'mex/endpoints')?.right ?? []))
  const { observed = '' } = findings.find(({ id }) => id === 'mex/endpoints') ?? {}
  for (const name of ['windowstransport', 'usernamemixed']) {
    assert.ok(observed.includes(`${name}: `))
    const [explanation] = explainCode(name)
    assert.ok(explanation && observed.includes(explanation.meaning.split('. Without it')[0] ?? ''))
  }
  assert.match(explainCode('UserNameMixed')[0]?.remedy ?? '', /networks\.usernamemixed/)
})
