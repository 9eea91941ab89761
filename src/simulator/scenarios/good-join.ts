import { printsFederated, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'good-join',
  title: 'everything is right',
  story: 'A computer joins by the federated path, and a user signs in on it.',
  source: 'source document, "dsregcmd /join /debug succeeded"',
  breaks: async () => undefined,
  expected: {
    path: 'federated',
    failedStep: null,
    aadsts: null,
    hresult: null,
    prints: [...printsFederated, 'AzureAdPrt : YES'],
  },
}
