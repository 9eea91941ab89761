/** Parameters that each script takes, by its name; for the tests that render them all. */

const certificate = `MI${'Ab3+'.repeat(60)}AA==`
const domain = 'corp.example.test'
const tenantId = '07ec9af2-7ce5-4ab7-8638-115736bbf990'
const dnsDomain = 'ad.example.test'
const targetDn = "OU=Devices of O'Brien,DC=ad,DC=example,DC=test"
const account = { accountName: 'svc-sts', userPrincipalName: 'svc-sts@ad.example.test', dnsDomain, path: targetDn }

const federation = {
  ...{ domain, tenantId, displayName: 'Joinery', issuerUri: 'https://sts.example.test/applications/m365' },
  activeSignInUri: 'https://sts.example.test/wsf/sts/m365',
  passiveSignInUri: 'https://sts.example.test/wsf/prp/m365',
  signOutUri: 'https://sts.example.test/wsf/prp/m365',
  metadataExchangeUri: 'https://sts.example.test/wsf/mex13/m365',
  signingCertificate: certificate,
  nextSigningCertificate: certificate,
}

export const exampleParameters: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'create-bind-account': account,
  'create-service-account': { ...account, servicePrincipalNames: ['HTTP/sts.example.test'] },
  'reset-service-password': { accountName: 'svc-sts', dnsDomain },
  'federate-managed-domain': federation,
  'update-federated-domain': federation,
  'undo-federation': { domain, tenantId, savedFile: 'joinery-federation.json' },
  'set-next-signing-certificate': {
    ...{ domain, tenantId, issuerUri: federation.issuerUri },
    ...{ signingCertificate: certificate, nextSigningCertificate: certificate },
  },
  'pilot-connection-point': { tenantId, domain, targetDn, dnsDomain, policyName: 'Pilot' },
  'set-fallback-to-sync-join': { targetDn, dnsDomain, fallback: 'off', policyName: 'Fallback' },
  'write-connection-point': { tenantId, domain, dnsDomain },
  'set-browser-zones': { hosts: ['sts.example.test', 'sts2.example.test'], targetDn, dnsDomain, policyName: 'Zones' },
}
