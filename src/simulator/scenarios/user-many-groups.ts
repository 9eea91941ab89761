import { type Scenario, userSignedIn } from '../scenario.ts'
import { withoutPassword } from './change-user.ts'

export const scenario: Scenario = {
  name: 'user-many-groups',
  title: 'the user is in so many groups that the ticket is larger than usual web servers take',
  story:
    'Twelve years of projects: the Negotiate header is larger than the 8 KB that nginx and Apache take of one line. Joinery takes 64 KB, as much as Windows makes.',
  source: 'recurring problem: HTTP 413 and 431 for some users',
  breaks: ({ domain }) => domain.user.addToGroups(700),
  device: withoutPassword,
  expected: userSignedIn,
}
