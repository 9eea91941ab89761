import { refusedUser, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-anchor-differs',
  title: 'Joinery takes another anchor than Entra Connect',
  story:
    'Entra Connect was set up with objectGUID; the account came from another forest and carries the mS-DS-ConsistencyGuid of its old one, which Joinery prefers.',
  source: 'recurring problem: AADSTS51004; source document, "Source anchor"',
  breaks: ({ domain }) => domain.user.setConsistencyGuid('0f4c1a52-9a53-4f0e-8f5f-6f4a2a1f9d10'),
  expected: refusedUser(51004),
}
