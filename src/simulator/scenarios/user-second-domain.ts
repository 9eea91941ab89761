import { refusedUser, type Scenario } from '../scenario.ts'
import { withUpn } from './change-user.ts'

export const scenario: Scenario = {
  name: 'user-second-domain',
  title: 'the user belongs to another federated domain of the tenant',
  story:
    'The tenant has a second federated domain with an issuer of its own; Joinery has one application, which issues in the name of the first.',
  source: 'recurring problem: AADSTS50107, several domains without issuerid',
  breaks: async (stage) => {
    const upn = `alice@${stage.names.managedDomain}`
    await stage.tenant.federateSecondDomain(`https://sts.${stage.names.managedDomain}/applications/second`)
    await stage.domain.user.replaceAttributes({ userPrincipalName: [upn], mail: [upn] })
    await stage.tenant.syncDirectory()
  },
  device: withUpn(({ managedDomain }) => `alice@${managedDomain}`),
  expected: refusedUser(50107),
}
