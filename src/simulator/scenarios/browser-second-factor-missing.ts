import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-second-factor-missing',
  title: 'Entra wants a second factor of the identity provider, and gets none',
  story:
    'federatedIdpMfaBehavior is enforceMfaByFederatedIdp, Conditional Access asks for a second factor, and the provider has none for this user.',
  source: 'learn.microsoft.com, federatedIdpMfaBehavior; recurring problem: the MFA claim is not sent',
  breaks: async (stage) => {
    await stage.joinery.patchSettings((draft) => {
      draft.secondFactor.demand = 'never'
    })
    await stage.tenant.updateFederation(() => ({ federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' }))
    await stage.tenant.setPolicy({ requiresSecondFactor: true })
  },
  device: withBrowser(),
  expected: {
    path: 'federated',
    failedStep: 'browser',
    aadsts: null,
    hresult: null,
    prints: [...userSignedIn.prints, 'Asked for password, then password.'],
    signInError: 'AUTHENTICATE_SECOND_FACTOR_UNAVAILABLE',
  },
}
