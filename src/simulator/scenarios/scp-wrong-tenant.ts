import type { Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'scp-wrong-tenant',
  title: 'the service connection point names a tenant that does not exist',
  story: 'azureADId was mistyped, or left over from a tenant that is gone.',
  source: 'learn.microsoft.com, hybrid join troubleshooting: 0x801c003a',
  breaks: ({ domain, names }) =>
    domain.writeServiceConnectionPoint({
      tenantId: '00000000-0000-4000-8000-000000000000',
      tenantName: names.federatedDomain,
    }),
  expected: {
    path: null,
    failedStep: 'discover',
    aadsts: null,
    hresult: '0x801c003a',
    prints: [
      'DsrCmdJoinHelper::Join: TenantInfo::Discover failed with error code 0x801c003a.',
      'DRS Discovery Test : FAIL [0x801c003a]',
    ],
  },
}
