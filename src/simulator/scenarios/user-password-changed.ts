import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-password-changed',
  title: 'the password was reset in AD, the user still types the old one',
  story:
    'The help desk reset the password while the notebook was elsewhere: Windows lets the user in with the password it remembers, the token service does not.',
  source: 'recurring problem: no primary refresh token after a password change',
  breaksAfterJoin: ({ domain }) => domain.user.resetPassword(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_WRONG'),
}
