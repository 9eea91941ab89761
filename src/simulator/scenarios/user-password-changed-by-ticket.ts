import { type Scenario, userSignedIn } from '../scenario.ts'
import { withoutPassword } from './change-user.ts'

export const scenario: Scenario = {
  name: 'user-password-changed-by-ticket',
  title: 'after a password change Windows asks windowstransport with a ticket',
  story: 'The user changed the password at this computer: there is a fresh ticket, and Windows uses it.',
  source: 'learn.microsoft.com, PRT: windowstransport is needed when a password was changed',
  device: withoutPassword,
  expected: userSignedIn,
}
