import { refusedUser, type Scenario } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-issuer-changed',
  title: 'IssuerUri in the tenant is not the issuer of the token, in a browser',
  story: 'The domain was federated again under another address.',
  source: 'recurring problem: AADSTS50107',
  breaksAfterJoin: (stage) => stage.tenant.updateFederation(({ issuerUri }) => ({ issuerUri: `${issuerUri}/` })),
  device: withBrowser(),
  expected: {
    ...refusedUser(50107),
    prints: [...refusedUser(50107).prints, 'Sorry, but we’re having trouble signing you in.'],
  },
}
