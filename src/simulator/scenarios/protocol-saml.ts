import { printsAuthFailure, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'protocol-saml',
  title: 'the domain is federated by SAML, not by WS-Federation',
  story:
    'PreferredAuthenticationProtocol is saml, so the user realm names no WS-Trust, and native clients cannot sign in.',
  source: 'learn.microsoft.com, hybrid join troubleshooting: 0xcaa90017',
  breaks: (stage) => stage.tenant.updateFederation(() => ({ preferredAuthenticationProtocol: 'saml' })),
  expected: {
    path: null,
    failedStep: 'mex',
    aadsts: null,
    hresult: '0xcaa90017',
    prints: printsAuthFailure('0xcaa90017'),
  },
}
