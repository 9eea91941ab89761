import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-prompt-login',
  title: 'an application asks for a fresh sign-in, and a user with a ticket is asked for the password',
  story:
    'promptLoginBehavior is unset, so Entra translates prompt=login into wauth password and wfresh=0: the ticket does not count.',
  source: 'learn.microsoft.com, promptLoginBehavior; recurring problem: two logins',
  device: withBrowser({ tickets: true, promptLogin: true }),
  expected: {
    ...userSignedIn,
    prints: [...userSignedIn.prints, 'Asked for password.', 'Signed in'],
  },
}
