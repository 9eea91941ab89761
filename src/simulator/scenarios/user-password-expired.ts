import { refusedByTokenService, type Scenario } from '../scenario.ts'

export const scenario: Scenario = {
  name: 'user-password-expired',
  title: 'the password has expired',
  story:
    'It is older than the domain allows. Windows at home cannot ask for a new one, and the token service refuses the old one.',
  source: 'AD logon failures, told apart in the sign-in log and alike outside',
  breaksAfterJoin: ({ domain }) => domain.user.expirePassword(),
  expected: refusedByTokenService('AUTHENTICATE_PASSWORD_EXPIRED'),
}
