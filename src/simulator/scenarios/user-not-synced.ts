import { printsFederated, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-not-synced',
  title: 'the device joins, but its user is not in the tenant',
  story:
    'The OU of the user is out of the scope of Entra Connect: the join is fine, the user gets no primary refresh token.',
  source: 'recurring problem: AADSTS51004 at sign-in; learn.microsoft.com, PRT troubleshooting for the status',
  breaks: (stage) => stage.tenant.syncDirectory({ users: false }),
  expected: {
    path: 'federated',
    failedStep: 'prt',
    aadsts: 'AADSTS51004',
    hresult: '0xc000006d',
    prints: [...printsFederated, 'AzureAdPrt : NO', 'Attempt Status : 0xc000006d'],
  },
}
