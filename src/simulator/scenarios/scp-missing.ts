import type { Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'scp-missing',
  title: 'there is no service connection point in AD',
  story: 'The device options of Entra Connect were never run for this forest, so no computer knows its tenant.',
  source: 'learn.microsoft.com, hybrid join troubleshooting: 0x801c001d; the lines are assumed',
  breaks: (stage) => stage.domain.removeServiceConnectionPoint(),
  expected: {
    path: null,
    failedStep: 'tenant',
    aadsts: null,
    hresult: '0x801c001d',
    prints: [
      'TenantInfo::Discover: Failed reading registration data from AD. Defaulting to autojoin disabled 0x80072030.',
      'DsrCmdJoinHelper::Join: TenantInfo::Discover failed with error code 0x801c001d.',
      'AD Configuration Test : FAIL [0x801c001d/0x80072030]',
      'Error Phase : discover',
    ],
  },
}
