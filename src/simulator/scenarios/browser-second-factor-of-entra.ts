import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-second-factor-of-entra',
  title: 'the identity provider says nothing of a second factor, so Entra asks for its own',
  story:
    'federatedIdpMfaBehavior is acceptIfMfaDoneByFederatedIdp: whoever has a second factor at the provider and no claim for it is asked twice.',
  source: 'learn.microsoft.com, federated users are asked for MFA twice',
  breaks: (stage) => stage.tenant.setPolicy({ requiresSecondFactor: true }),
  device: withBrowser(),
  expected: {
    ...userSignedIn,
    prints: [...userSignedIn.prints, 'Asked for password, then second-factor-of-entra.', 'asked by Entra'],
  },
}
