import { printsFederated, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-mex-without-passwords',
  title: 'MEX publishes no usernamemixed endpoint',
  story:
    'Passwords in username tokens were switched off everywhere, as hardening guides advise; Windows wants the address even where it would not use it.',
  source: 'learn.microsoft.com, PRT troubleshooting: 0xc004848b',
  breaks: (stage) =>
    stage.joinery.patchSettings((draft) => {
      draft.networks.usernamemixed = 'nowhere'
    }),
  expected: {
    path: 'federated',
    failedStep: 'prt-assertion',
    aadsts: null,
    hresult: '0xc004848b',
    prints: [...printsFederated, 'AzureAdPrt : NO', 'Attempt Status : 0xc004848b'],
  },
}
