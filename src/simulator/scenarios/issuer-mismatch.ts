import { refusedAssertion, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'issuer-mismatch',
  title: 'IssuerUri in the tenant is not the issuer of the assertion',
  story: 'The domain was federated with an address that has since changed, or with a slash too many.',
  source: 'recurring problem: AADSTS50107',
  breaks: (stage) => stage.tenant.updateFederation(({ issuerUri }) => ({ issuerUri: `${issuerUri}/` })),
  expected: refusedAssertion(50107),
}
