import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-second-factor-twice',
  title: 'the user proves a second factor to the identity provider, and Entra asks for its own',
  story:
    'federatedIdpMfaBehavior is rejectMfaByFederatedIdp: whatever the token says, Entra asks again. Either side may ask, not both.',
  source: 'recurring problem: two MFAs; learn.microsoft.com, federated users are asked for MFA twice',
  breaks: async (stage) => {
    await stage.joinery.patchSettings((draft) => {
      draft.secondFactor.demand = 'always'
    })
    await stage.tenant.updateFederation(() => ({ federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp' }))
    await stage.tenant.setPolicy({ requiresSecondFactor: true })
  },
  device: withBrowser(),
  expected: {
    ...userSignedIn,
    prints: [
      ...userSignedIn.prints,
      'Asked for password, then one-time-code, then second-factor-of-entra.',
      'asked by the identity provider, then by Entra (twice!)',
    ],
  },
}
