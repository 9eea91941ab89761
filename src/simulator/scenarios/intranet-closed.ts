import { printsAuthFailure, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'intranet-closed',
  title: 'windowstransport is closed to the address of the device',
  story: 'Nobody named the intranet ranges, or the device comes from one that is not among them.',
  source: 'our own rule: windowstransport is closed until the intranet is named',
  breaks: (stage) =>
    stage.joinery.patchSettings((draft) => {
      draft.networks.intranetRanges = ['192.0.2.0/24']
    }),
  expected: {
    path: null,
    failedStep: 'assertion',
    aadsts: null,
    hresult: '0xcaa30193',
    prints: printsAuthFailure('0xcaa30193'),
    assumed: 'that Windows names a 403 by the code its table has for it',
  },
}
