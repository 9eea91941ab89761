import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-second-factor',
  title: 'Entra wants a second factor of the identity provider, and gets it',
  story:
    'federatedIdpMfaBehavior is enforceMfaByFederatedIdp: the browser is sent back with wauth multipleauthn, the user sets up an app, and the token says so.',
  source: 'learn.microsoft.com, federatedIdpMfaBehavior',
  breaks: async (stage) => {
    await stage.tenant.updateFederation(() => ({ federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' }))
    await stage.tenant.setPolicy({ requiresSecondFactor: true })
  },
  device: withBrowser(),
  expected: {
    ...userSignedIn,
    prints: [
      ...userSignedIn.prints,
      'Asked for password, then password, then one-time-code.',
      'asked by the identity provider',
    ],
  },
}
