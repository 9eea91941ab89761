import { type Scenario, userSignedIn } from '../scenario.ts'
import { withUpn } from './change-user.ts'

export const scenario: Scenario = {
  name: 'user-child-domain',
  title: 'the UPN suffix is a sub-domain of the federated domain',
  story:
    'Users of a branch have UPNs in a sub-domain that nobody promoted: it belongs to its root, and so does the issuer.',
  source: 'learn.microsoft.com, multiple domains: sub-domains inherit',
  breaks: async (stage) => {
    const upn = `alice@branch.${stage.names.federatedDomain}`
    await stage.domain.user.replaceAttributes({ userPrincipalName: [upn], mail: [upn] })
    await stage.tenant.syncDirectory()
  },
  device: withUpn(({ federatedDomain }) => `alice@branch.${federatedDomain}`),
  expected: userSignedIn,
}
