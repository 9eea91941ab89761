import { refusedUser, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-issuer-changed',
  title: 'IssuerUri in the tenant changes after the join',
  story:
    'Somebody federated the domain again, under another address; the joined computers stay joined, their users get no token any more.',
  source: 'recurring problem: AADSTS50107',
  breaksAfterJoin: (stage) => stage.tenant.updateFederation(({ issuerUri }) => ({ issuerUri: `${issuerUri}/` })),
  expected: refusedUser(50107),
}
