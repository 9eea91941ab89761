import { printsAuthFailure, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'mex-not-found',
  title: 'MetadataExchangeUri names an application that Joinery does not have',
  story: 'The cmdlets were copied from another application, or the application was made anew under another id.',
  source: 'recurring problem: MEX cannot be fetched; 0xcaa9002b in the error table of Windows',
  breaks: (stage) =>
    stage.tenant.updateFederation(({ metadataExchangeUri }) => ({
      metadataExchangeUri: `${metadataExchangeUri}-of-another`,
    })),
  expected: {
    path: null,
    failedStep: 'mex',
    aadsts: null,
    hresult: '0xcaa9002b',
    prints: printsAuthFailure('0xcaa9002b'),
  },
}
