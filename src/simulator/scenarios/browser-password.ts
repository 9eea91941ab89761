import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-password',
  title: 'a user signs in by browser with a password, and out again',
  story:
    'No ticket at hand: Microsoft 365 sends the browser here, the form takes the password, the token is posted back; sign-out ends it on both sides.',
  source: 'issue tracker: what must work',
  device: withBrowser({ signOut: true }),
  expected: {
    ...userSignedIn,
    prints: [...userSignedIn.prints, 'Signed in', 'Asked for password.', 'Signed out everywhere.'],
  },
}
