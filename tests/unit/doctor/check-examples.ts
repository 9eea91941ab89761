// A table: for every check, inputs that make it fail or warn, and inputs that make it pass.
import { readFileSync } from 'node:fs'
import { type CheckExample, statusText } from './checks.ts'
import { liveExamples } from './live-examples.ts'

const fixture = (path: string): string => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8')
/** What follows the header of the readers' fixtures. */
const reading = (name: string): string => fixture(`doctor/readings/${name}`).split(/^---$/m)[1] ?? ''
const scenario = (name: string): string => fixture(`doctor/scenarios/${name}.txt`)

const joined = fixture('captured/dsregcmd/status-joined.txt')
const federated = fixture('captured/dsregcmd/join-debug-federated.txt')
const fallback = fixture('captured/dsregcmd/join-debug-fallback.txt')
const settings = fixture('captured/graph/federation-settings.txt')
const tenantId = '07ec9af2-7ce5-4ab7-8638-115736bbf990'
const host = 'https://sso.example.com'

const list = (fields: Readonly<Record<string, string>>): string =>
  `\n${Object.entries(fields)
    .map(([name, value]) => `${name.padEnd(30)} : ${value}`)
    .join('\n')}\n`

const sprayed = ['alice', 'bob', 'carol', 'dave', 'erin']
/** Entries of Joinery's log, one for each account and the code it was refused with; undefined: it was let in. */
const signIns = (...entries: readonly (readonly [string, string | undefined])[]): string =>
  entries
    .map(([account, code], index) =>
      JSON.stringify({
        traceId: `9b8a0c5${index}-0000-4900-8875-18a409e1053e`,
        startedAt: '2026-07-09T02:14:21.000Z',
        endpoint: '13/usernamemixed',
        remoteAddress: '192.0.2.7',
        outcome: code === undefined ? 'issued' : 'refused',
        ...(code && { code, means: `${account} was refused`, fix: 'what to do' }),
        stages: [{ stage: 'authenticate', outcome: code === undefined ? 'ok' : 'failed', facts: { account } }],
      }),
    )
    .join('\n')

const device = (changes: Readonly<Record<string, string>> = {}): string =>
  list({
    AccountEnabled: 'True',
    ApproximateLastSignInDateTime: '2025-07-10T10:00:00Z',
    DeviceId: '3f0817b9-ca17-4714-ab81-f7b5943dec7b',
    DisplayName: 'IMOK-HYJD',
    Id: '7a0817b9-0000-4714-ab81-f7b5943dec7b',
    OnPremisesSyncEnabled: 'True',
    OperatingSystem: 'Windows',
    RegistrationDateTime: '2025-07-10T17:22:14Z',
    TrustType: 'ServerAd',
    ...changes,
  })
const user = (changes: Readonly<Record<string, string>> = {}): string =>
  list({
    DisplayName: 'Alice',
    Id: '7a0817b9-0000-4714-ab81-f7b5943dec7b',
    OnPremisesImmutableId: 'MyIRAFVEd2aImaq7zN3u/w==',
    OnPremisesSyncEnabled: 'True',
    UserPrincipalName: 'alice@corp.example.test',
    ...changes,
  })
const serviceAccount = (changes: Readonly<Record<string, string>> = {}): string =>
  list({
    DistinguishedName: 'CN=svc-joinery,OU=Services,DC=corp,DC=example,DC=test',
    Enabled: 'True',
    'msDS-KeyVersionNumber': '3',
    'msDS-SupportedEncryptionTypes': '24',
    ObjectClass: 'user',
    ObjectGUID: '3f0817b9-0000-4714-ab81-f7b5943dec7b',
    SamAccountName: 'svc-joinery',
    ServicePrincipalNames: '{HTTP/sts.corp.example.test}',
    UserPrincipalName: 'svc-joinery@corp.example.test',
    ...changes,
  })
const person = (guid: string, upn = 'alice@corp.example.test'): string =>
  list({
    DistinguishedName: 'CN=Alice,OU=Users,DC=corp,DC=example,DC=test',
    Enabled: 'True',
    ObjectClass: 'user',
    ObjectGUID: guid,
    SamAccountName: 'alice',
    UserPrincipalName: upn,
  })
const scp = (id: string, name: string): string =>
  reading('scp-powershell.txt')
    .replace(/azureADName:[^,]*/, `azureADName:${name}`)
    .replace(/azureADId:[^}]*/, `azureADId:${id}`)
const registry = (value: string): string =>
  `HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\n    FallbackToSyncJoin    REG_DWORD    ${value}\n`
const policy = (value: string): string =>
  `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WorkplaceJoin\n    autoWorkplaceJoin    REG_DWORD    ${value}\n`
const ticket = (type: string): string => reading('klist-tickets.txt').replace('RSADSI RC4-HMAC(NT)', type)
const domains = (authentication: string, isVerified = 'True'): string =>
  list({
    AuthenticationType: authentication,
    Id: 'corp.example.test',
    IsAdminManaged: 'True',
    IsDefault: 'False',
    IsInitial: 'False',
    IsRoot: 'True',
    IsVerified: isVerified,
  })
const claim = (name: string, namespace: string, value: string): string =>
  `<saml:Attribute AttributeName="${name}" AttributeNamespace="${namespace}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`
const ms = 'http://schemas.microsoft.com'
const deviceClaims = [
  claim('ImmutableID', `${ms}/LiveID/Federation/2008/05`, 'MyIRAFVEd2aImaq7zN3u/w=='),
  claim('onpremobjectguid', `${ms}/identity/claims`, 'MyIRAFVEd2aImaq7zN3u/w=='),
  claim('primarysid', `${ms}/ws/2008/06/identity/claims`, 'S-1-5-21-1-2-3-1104'),
].join('')
const assertion = (claims = deviceClaims): string =>
  reading('assertion.xml').replace('</saml:Subject>', `</saml:Subject>${claims}`).trim()
const mex = reading('mex.xml')
  .replace('<?xml version="1.0" encoding="utf-8"?>', '')
  .trim()
  .replaceAll('http://sts.example.test', 'https://sts.example.test')
const event = (
  id: string,
  level: string,
  message: string,
  channel = 'Microsoft-Windows-AAD/Operational',
  source = 'Microsoft-Windows-AAD',
): string =>
  `Log Name:      ${channel}\nSource:        ${source}\nDate:          2026-07-19T02:14:22Z\nEvent ID:      ${id}\nTask Category: None\nLevel:         ${level}\nKeywords:\nUser:          SYSTEM\nComputer:      WS01.corp.example.test\nDescription:\n${message}\n`
const kdcEvent = (id: string): string =>
  event(
    id,
    'Warning',
    'The KDC has found an account without AES keys.',
    'System',
    'Microsoft-Windows-Kerberos-Key-Distribution-Center',
  )
const udrEvent = (id: string, level: string): string =>
  event(
    id,
    level,
    'The discovery failed. Exit code: Unknown HResult Error code: 0x801c0021.',
    'Microsoft-Windows-User Device Registration/Admin',
    'Microsoft-Windows-User Device Registration',
  )
const har = (status: number): string =>
  JSON.stringify(
    {
      log: {
        version: '1.2',
        entries: [
          {
            startedDateTime: '2026-07-09T02:14:21.500Z',
            request: { method: 'GET', url: `${host}/wsf/prp/1`, headers: [] },
            response: { status, content: { mimeType: 'text/html' } },
          },
        ],
      },
    },
    null,
    1,
  )
const fields = { AzureAdJoined: 'YES', EnterpriseJoined: 'NO', DomainJoined: 'YES' }
const atTime = { 'Client Time': '2025-07-11 15:46:21.000 UTC' }
const spoil = (text: string, from: string | RegExp, to: string): string => text.replace(from, () => to)

export const checkExamples: readonly CheckExample[] = [
  ...liveExamples,
  {
    id: 'join/domain-controller',
    wrong: [
      spoil(
        federated,
        /DsrCmdAccountMgr::IsDomain.*/,
        'DsGetDcName No domain controller is available for the specified domain or the domain does not exist: 0x54b.',
      ),
    ],
    right: [federated],
  },
  {
    id: 'ad/domain-controller',
    wrong: ['Getting DC name failed: Status = 1355 0x54b ERROR_NO_SUCH_DOMAIN'],
    right: [reading('nltest.txt').split('C:\\>nltest')[1] ?? ''],
  },
  {
    id: 'device/context',
    wrong: [spoil(federated, 'isSystem: YES', 'isSystem: NO')],
    right: [federated],
    outcome: 'warn',
  },
  { id: 'join/discovery', wrong: [scenario('scp-missing')], right: [federated] },
  { id: 'scp/keywords', wrong: [scp('', 'corp.example.test')], right: [scp(tenantId, 'corp.example.test')] },
  { id: 'registry/client', wrong: [policy('0x0')], right: [registry('0x0')] },
  {
    id: 'device/tenant',
    wrong: [joined, scp('11111111-0000-4ab7-8638-115736bbf990', 'corp.example.test')],
    right: [joined, scp(tenantId, 'corp.example.test')],
  },
  { id: 'join/tenant-type', wrong: [scenario('scp-managed-domain')], right: [federated], outcome: 'warn' },
  {
    id: 'device/proxy',
    wrong: [
      statusText({
        ...fields,
        AzureAdJoined: 'NO',
        'Error Phase': 'discover',
        'Client ErrorCode': '0x80072ee7',
        'Proxy Server List': 'proxy:8080',
        'Access Type': 'DIRECT',
      }),
    ],
    right: [joined],
    outcome: 'warn',
  },
  { id: 'federation/issuer', wrong: [settings, assertion()], right: [settings] },
  {
    id: 'federation/active-uri',
    wrong: [spoil(settings, `${host}/wsf/sts`, 'http://sso.example.com/wsf/sts')],
    right: [settings],
  },
  {
    id: 'federation/passive-uri',
    wrong: [spoil(settings, `${host}/wsf/prp`, 'http://sso.example.com/wsf/prp')],
    right: [settings],
  },
  {
    id: 'federation/mex-uri',
    wrong: [spoil(settings, `${host}/wsf/mex13`, 'http://sso.example.com/wsf/mex13')],
    right: [settings],
  },
  { id: 'federation/sign-out-uri', wrong: [spoil(settings, /(?<=SignOutUri +: )https/, 'http')], right: [settings] },
  { id: 'federation/mex13', wrong: [spoil(settings, '/mex13/', '/mex/')], right: [settings] },
  {
    id: 'federation/one-application',
    wrong: [spoil(settings, '/wsf/mex13/4afaa6b9', '/wsf/mex13/5afaa6b9')],
    right: [settings],
  },
  { id: 'federation/certificate', wrong: [settings, assertion()], right: [settings] },
  {
    id: 'federation/certificate-expiry',
    wrong: [settings, spoil(joined, 'KeySignTest', 'Client Time : 2035-03-20 00:00:00.000 UTC\n KeySignTest')],
    right: [settings, federated],
    outcome: 'warn',
  },
  {
    id: 'federation/certificate-strength',
    wrong: [spoil(settings, /MIID[^:]*?(?=\nSigningCertificateUpdate)/, fixture('doctor/weak-certificate.txt').trim())],
    right: [settings],
  },
  {
    id: 'federation/next-certificate',
    wrong: [
      spoil(
        settings,
        /NextSigningCertificate +:.*/,
        'NextSigningCertificate                : MIIDATCCAemgAwIBAgIGAZXugDEBMA0GCSqGSIb3DQEBCwUA',
      ),
    ],
    right: [
      spoil(
        settings,
        /NextSigningCertificate +:.*/,
        `NextSigningCertificate                : ${fixture('doctor/weak-certificate.txt').trim()}`,
      ),
    ],
  },
  { id: 'federation/protocol', wrong: [spoil(settings, ': wsFed', ': saml')], right: [settings] },
  {
    id: 'federation/mfa',
    wrong: [spoil(settings, 'acceptIfMfaDone', 'enforceMfa')],
    right: [settings],
    outcome: 'warn',
  },
  {
    id: 'federation/prompt',
    wrong: [
      spoil(
        settings,
        /PromptLoginBehavior +:/,
        'PromptLoginBehavior                   : translateToFreshPasswordAuthentication',
      ),
    ],
    right: [settings],
    outcome: 'warn',
  },
  { id: 'mex/document', wrong: [reading('mex.xml')], right: [mex] },
  { id: 'mex/endpoints', wrong: [mex.replaceAll('NegotiateAuthentication', 'BasicAuthentication')], right: [mex] },
  {
    id: 'mex/host',
    wrong: [mex, settings],
    right: [mex.replaceAll('sts.example.test', 'sso.example.com'), settings],
    outcome: 'warn',
  },
  {
    id: 'metadata/certificates',
    wrong: [
      reading('federation-metadata.xml').replace(
        /<(\w+:)?X509Certificate>[^<]*</g,
        '<$1X509Certificate>MIIDATCCAemgAwIBAgIGAZXu<',
      ),
    ],
    right: [reading('federation-metadata.xml').replace(/MIIDATCC[^<]*/, fixture('doctor/weak-certificate.txt').trim())],
  },
  {
    id: 'kerberos/spn',
    wrong: [reading('setspn-query.txt')],
    right: [
      'C:\\>setspn -Q HTTP/sts.example.test\nChecking domain DC=corp,DC=example,DC=test\nCN=svc-sts,CN=Users,DC=corp,DC=example,DC=test\n\tHTTP/sts.example.test\n\nExisting SPN found!\n',
    ],
  },
  {
    id: 'kerberos/service-account-aes',
    wrong: [serviceAccount({ 'msDS-SupportedEncryptionTypes': '4' })],
    right: [serviceAccount()],
  },
  {
    id: 'kerberos/ticket-encryption',
    wrong: [ticket('RSADSI RC4-HMAC(NT)')],
    right: [ticket('AES-256-CTS-HMAC-SHA1-96')],
    outcome: 'warn',
  },
  { id: 'kerberos/kdc-events', wrong: [kdcEvent('16')], right: [kdcEvent('7')] },
  { id: 'ad/account-state', wrong: [serviceAccount({ Enabled: 'False' })], right: [serviceAccount()] },
  {
    id: 'token/claims',
    wrong: [assertion(deviceClaims.replace('/ws/2008/06/', '/ws/2005/05/'))],
    right: [assertion()],
  },
  {
    id: 'token/conditions',
    wrong: [assertion().replace('urn:federation:MicrosoftOnline', 'https://login.partner.microsoftonline.cn')],
    right: [assertion()],
  },
  { id: 'token/fault', wrong: [reading('soap-fault.xml').trim()], right: [] },
  { id: 'entra/domain', wrong: [domains('Federated', 'False')], right: [domains('Federated')] },
  { id: 'entra/device', wrong: [device({ AccountEnabled: 'False' })], right: [device()] },
  {
    id: 'entra/duplicates',
    wrong: [device(), device({ DeviceId: '4f0817b9-ca17-4714-ab81-f7b5943dec7b' })],
    right: [device()],
    outcome: 'warn',
  },
  { id: 'join/token', wrong: [fallback], right: [federated] },
  { id: 'join/registration', wrong: [scenario('device-not-synced')], right: [federated] },
  { id: 'join/fallback', wrong: [fallback], right: [federated], outcome: 'warn' },
  {
    id: 'ad/computer-certificate',
    wrong: [reading('ad-computer-list.txt').replace('{48 130 3 1 48 130}', '{}')],
    right: [reading('ad-computer-list.txt')],
    outcome: 'warn',
  },
  {
    id: 'device/state',
    wrong: [statusText({ AzureAdJoined: 'NO', EnterpriseJoined: 'NO', DomainJoined: 'YES' })],
    right: [joined],
  },
  {
    id: 'device/ids',
    wrong: [
      statusText({ ...fields, DeviceId: '', TenantId: tenantId }) +
        '\n\nFor more information, please visit https://www.microsoft.com/aadjerrors',
    ],
    right: [joined],
  },
  {
    id: 'device/certificate',
    wrong: [
      statusText({
        ...fields,
        DeviceCertificateValidity: '[ 2014-07-10 16:52:13.000 UTC -- 2024-07-10 17:22:13.000 UTC ]',
        ...atTime,
      }),
    ],
    right: [joined],
  },
  {
    id: 'device/auth-status',
    wrong: [
      spoil(joined, 'DeviceAuthStatus : SUCCESS', 'DeviceAuthStatus : FAILED. Device is either disabled or deleted'),
    ],
    right: [joined],
  },
  { id: 'device/keys', wrong: [spoil(joined, 'AadRecoveryEnabled : NO', 'AadRecoveryEnabled : YES')], right: [joined] },
  {
    id: 'device/dual-state',
    wrong: [spoil(joined, 'WorkplaceJoined : NO', 'WorkplaceJoined : YES')],
    right: [joined],
    outcome: 'warn',
  },
  { id: 'user/prt', wrong: [scenario('user-not-synced')], right: [joined] },
  {
    id: 'user/prt-age',
    wrong: [
      statusText({
        ...fields,
        AzureAdPrt: 'YES',
        AzureAdPrtUpdateTime: '2025-07-10 15:46:21.000 UTC',
        AzureAdPrtExpiryTime: '2025-07-24 15:46:20.000 UTC',
        ...atTime,
      }),
    ],
    right: [joined],
    outcome: 'warn',
  },
  {
    id: 'user/sign-in',
    wrong: [signIns(['alice', 'AUTHENTICATE_PASSWORD_EXPIRED'])],
    right: [signIns(['alice', 'AUTHENTICATE_PASSWORD_WRONG'], ['alice', undefined])],
  },
  {
    id: 'lockout/spray',
    wrong: [signIns(...sprayed.map((name) => [name, 'AUTHENTICATE_PASSWORD_WRONG'] as const))],
    // An address behind which as many get in, a proxy perhaps.
    right: [
      signIns(
        ...sprayed.map((name) => [name, 'AUTHENTICATE_PASSWORD_WRONG'] as const),
        ...sprayed.map((name) => [name, undefined] as const),
      ),
    ],
    outcome: 'warn',
  },
  {
    id: 'user/wam',
    wrong: [spoil(joined, 'WamDefaultSet : YES', 'WamDefaultSet : ERROR (0x80070520)')],
    right: [joined],
    outcome: 'warn',
  },
  {
    id: 'entra/user',
    wrong: [user(), person('3f0817b9-ca17-4714-ab81-f7b5943dec7b')],
    right: [user(), person('00112233-4455-6677-8899-aabbccddeeff')],
  },
  {
    id: 'entra/upn-suffix',
    wrong: [domains('Federated'), person('00112233-4455-6677-8899-aabbccddeeff', 'alice@corp.local')],
    right: [domains('Federated'), person('00112233-4455-6677-8899-aabbccddeeff')],
  },
  { id: 'events/errors', wrong: [udrEvent('309', 'Error')], right: [udrEvent('100', 'Information')] },
  { id: 'http/answers', wrong: [har(431)], right: [har(200)] },
  { id: 'input/secrets', wrong: [reading('har.json')], right: [], outcome: 'warn' },
  { id: 'registry/fallback', wrong: [], right: [registry('0x0')] },
  { id: 'join/history', wrong: [], right: [`${fallback}\n${federated}`] },
]
