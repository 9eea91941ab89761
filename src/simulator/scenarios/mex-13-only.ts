import { printsAuthFailure, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'mex-13-only',
  title: 'the tenant has the mex address, and Windows takes WS-Trust 1.3 only',
  story:
    'The cmdlets were copied while "Show WS-Trust 1.3 Metadata Exchange URL" was off, so that MetadataExchangeUri ends in /wsf/mex/.',
  source: 'source document, "Federation settings issue"',
  breaks: (stage) =>
    stage.tenant.updateFederation(({ metadataExchangeUri }) => ({
      metadataExchangeUri: metadataExchangeUri?.replace('/mex13/', '/mex/') ?? null,
    })),
  expected: {
    path: null,
    failedStep: 'mex',
    aadsts: null,
    hresult: '0xcaa90022',
    prints: printsAuthFailure('0xcaa90022'),
    assumed: 'that Windows takes no endpoint of 2005, as the texts of its errors suggest',
  },
}
