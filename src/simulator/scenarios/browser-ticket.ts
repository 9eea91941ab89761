import { type Scenario, userSignedIn } from '../scenario.ts'
import { withBrowser } from './change-user.ts'

export const scenario: Scenario = {
  name: 'browser-ticket',
  title: 'a user signs in by browser with a ticket, without any form',
  story: 'The browser is told to trust this host with tickets, and the computer is inside.',
  source: 'issue tracker: what must work',
  device: withBrowser({ tickets: true }),
  expected: {
    ...userSignedIn,
    prints: [...userSignedIn.prints, '(with a Kerberos ticket)', 'Asked for nothing.', 'Signed in'],
  },
}
