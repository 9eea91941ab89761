import { printsFederated, type Scenario } from '../scenario.ts'
import { withBrowser, withUpn } from './change-user.ts'

export const scenario: Scenario = {
  name: 'user-suffix-unverified',
  title: 'the UPN suffix is no verified domain of the tenant',
  story:
    'The UPN ends in a name that exists inside only, so Entra Connect gave the cloud user another one and Entra does not know where to send it.',
  source: 'learn.microsoft.com, PRT troubleshooting: 0xc000005f; recurring problem: AADSTS50034',
  breaks: ({ domain }) =>
    domain.user.replaceAttributes({ userPrincipalName: ['alice@corp.local'], mail: ['alice@corp.local'] }),
  device: (device, names) => withBrowser()(withUpn(() => 'alice@corp.local')(device, names), names),
  expected: {
    path: 'federated',
    failedStep: 'prt-assertion',
    aadsts: 'AADSTS50034',
    hresult: '0xc000005f',
    prints: [...printsFederated, 'AzureAdPrt : NO', 'Attempt Status : 0xc000005f', 'AADSTS50034: '],
  },
}
